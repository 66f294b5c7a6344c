"""The fund's work on the staff page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funding import (
    budget_access,
    connection_access,
    forwarding_access,
    fund_access,
    fund_settings_access,
    letter_access,
    payment_access,
    pool_access,
    scheme_access,
)
from funding.editor.work import scheme_work
from portal.access import Person
from portal.people.enums import FILE_ROLES, FUND_ROLES, Role
from portal.people.work import Group, Work


def figures_work(request: HttpRequest, who: Person) -> list[Work]:
    """Dashboards, for who has any."""
    if not who.has(*FUND_ROLES, Role.ADVISER, Role.PORTAL_MANAGER):
        return []
    return [
        Work(
            Group.FIGURES,
            _("Cijfers"),
            _("Waar het geld is, wie het helpt en hoe lang het duurt."),
            reverse("funding:figures"),
        )
    ]


def partner_work(request: HttpRequest, who: Person) -> list[Work]:
    """Who shows a part of this portal, for who keeps it."""
    if not who.has(Role.PORTAL_MANAGER):
        return []
    return [
        Work(
            Group.SETTINGS,
            _("Partners"),
            _("Wie de check of opleidingen op de eigen website zet."),
            reverse("funding:partners"),
        )
    ]


def pool_work(request: HttpRequest, who: Person) -> list[Work]:
    """Pools, for who keeps one and for who keeps the portal."""
    if not who.has(*FUND_ROLES, Role.PORTAL_MANAGER):
        return []
    if not who.has(Role.PORTAL_MANAGER) and not pool_access.any_pool(request):
        return []
    number = pool_access.to_do(request)
    text = ngettext(
        "%(number)s vraag of voorstel wacht op jou.", "%(number)s vragen of voorstellen wachten op jou.", number
    )
    told = text % {"number": number} if number else _("Geld van meerdere partijen, voor meerdere regio's.")
    return [Work(Group.MONEY, _("Gezamenlijke budgetten"), told, reverse("funding:pools"), number or None)]


def fund_work(request: HttpRequest, who: Person) -> list[Work]:
    """The queue, for who works on files of a fund; the rest for who decides or approves there."""
    if not who.has(*FILE_ROLES):
        return []
    number = fund_access.waiting(who).count()
    text = ngettext("%(number)s aanvraag wacht op jou.", "%(number)s aanvragen wachten op jou.", number)
    queue = Work(Group.FILES, _("Aanvragen"), text % {"number": number}, reverse("funding:queue"), number)
    if not who.has(*FUND_ROLES):
        return [queue]
    told_of_use = _("Wie kun je helpen met het geld dat er is?")
    steering = Work(Group.MONEY, _("Geld verdelen"), told_of_use, reverse("funding:steering_runs"))
    if not who.has(Role.FUND_ADMINISTRATOR):
        mine = [_payments(request, who), _budgets(request), steering, _letter_texts(request), _settings(request)]
        return [queue, _workload(), *mine]
    told = _("Wat deelnemers nu moeten weten over jullie regelingen.")
    objections = fund_access.objections(request).count()
    objected = ngettext("%(number)s bezwaar open.", "%(number)s bezwaren open.", objections) % {"number": objections}
    doubts = scheme_access.open_doubts(request).count()
    doubted = ngettext("%(number)s bericht wacht.", "%(number)s berichten wachten.", doubts) % {"number": doubts}
    texts = _("Teksten die je in brieven gebruikt.")
    return [
        queue,
        _workload(),
        _payments(request, who),
        _budgets(request),
        scheme_work(request),
        Work(Group.SCHEMES, _("Berichten bij regelingen"), told, reverse("funding:announcements")),
        Work(Group.FILES, _("Bezwaren"), objected, reverse("funding:objections"), objections),
        _forwarded(who),
        Work(Group.FILES, _("Dit klopt niet"), doubted, reverse("funding:doubts"), doubts or None),
        steering,
        Work(
            Group.FILES,
            _("Steekproeven"),
            _("Kijk een deel van wat is toegekend achteraf na."),
            reverse("funding:samples"),
        ),
        Work(
            Group.FIGURES,
            _("Het jaar in gewone woorden"),
            _("Voor de raad of het bestuur."),
            reverse("funding:year_summary"),
        ),
        Work(
            Group.FIGURES,
            _("Verslagen"),
            _("Voor geldgevers, elke maand, elk kwartaal of elk jaar vanzelf."),
            reverse("funding:reports"),
        ),
        Work(
            Group.MONEY,
            _("Wat als"),
            _("Een plafond hoger, een regeling erbij: wat doet dat?"),
            reverse("funding:scenarios"),
        ),
        Work(
            Group.FIGURES,
            _("Gegevens uitvoeren"),
            _("Lijsten voor geldgevers, ESF+ en JTF."),
            reverse("funding:export"),
        ),
        Work(
            Group.SETTINGS,
            _("Sleutels voor jullie systeem"),
            _("Wat een eigen systeem hier mag lezen."),
            reverse("funding:api_keys"),
        ),
        _webhooks(request),
        _letter_texts(request),
        _settings(request),
        Work(Group.SCHEMES, _("Bibliotheek met redenen"), texts, reverse("funding:library")),
    ]


def _forwarded(who: Person) -> Work:
    """Files that other funds ask to take over."""
    number = forwarding_access.to_do(who).count()
    text = ngettext("%(number)s aanvraag om over te nemen.", "%(number)s aanvragen om over te nemen.", number)
    told = text % {"number": number} if number else _("Aanvragen die bij een ander fonds horen.")
    waiting = forwarding_access.overdue(who).count()
    if waiting:
        text = ngettext(
            "%(number)s voorstel wacht al een week op antwoord.",
            "%(number)s voorstellen wachten al een week op antwoord.",
            waiting,
        )
        told = " ".join([told, text % {"number": waiting}] if number else [text % {"number": waiting}])
    return Work(Group.FILES, _("Doorgestuurd"), told, reverse("funding:forwardings"), number + waiting or None)


def _settings(request: HttpRequest) -> Work:
    """How the fund decides and pays, and what waits for a second person."""
    number = fund_settings_access.to_do(request)
    text = ngettext("%(number)s voorstel wacht op jou.", "%(number)s voorstellen wachten op jou.", number)
    told = text % {"number": number} if number else _("Hoe jullie beslissen en betalen.")
    address = reverse("funding:fund_settings_list")
    return Work(Group.SETTINGS, _("Instellingen van het fonds"), told, address, number or None)


def _letter_texts(request: HttpRequest) -> Work:
    """The fund's own words in letters, and what waits for a second person."""
    number = letter_access.texts_to_do(request)
    text = ngettext("%(number)s tekst wacht op jou.", "%(number)s teksten wachten op jou.", number)
    told = text % {"number": number} if number else _("Jullie eigen woorden boven en onder elke brief.")
    return Work(Group.SCHEMES, _("Brieven van het fonds"), told, reverse("funding:letter_texts"), number or None)


def _workload() -> Work:
    told = _("Wie wat behandelt, en wie het doet als iemand weg is.")
    return Work(Group.FILES, _("Werk verdelen"), told, reverse("funding:workload"))


def _payments(request: HttpRequest, who: Person) -> Work:
    """What can be paid, and what waits for a second person to release it."""
    said, waiting = [], 0
    if who.has(Role.FUND_ADMINISTRATOR):
        number = payment_access.to_pay_count(request)
        text = ngettext("%(number)s betaling staat klaar.", "%(number)s betalingen staan klaar.", number)
        said.append(text % {"number": number})
        waiting += number
    if who.has(Role.APPROVER):
        number = payment_access.to_release_count(request)
        text = ngettext("%(number)s voorstel wacht op jou.", "%(number)s voorstellen wachten op jou.", number)
        said.append(text % {"number": number})
        waiting += number
    if number := len(payment_access.to_judge(request)):
        text = ngettext(
            "%(number)s bestand van de bank wacht op jou.", "%(number)s bestanden van de bank wachten op jou.", number
        )
        said.append(text % {"number": number})
        waiting += number
    return Work(Group.MONEY, _("Betalingen"), " ".join(said), reverse("funding:payments"), waiting or None)


def _budgets(request: HttpRequest) -> Work:
    """What is left, and transfers that wait for a second person."""
    number = budget_access.transfers_to_do(request)
    text = ngettext("%(number)s overboeking wacht op jou.", "%(number)s overboekingen wachten op jou.", number)
    told = text % {"number": number} if number else _("Wat er is, waarvoor het vaststaat en wat vrij is")
    return Work(Group.MONEY, _("Budgetten"), told, reverse("funding:budgets"), number or None)


def _webhooks(request: HttpRequest) -> Work:
    """Messages to the fund's own system, and how many did not arrive."""
    number = connection_access.given_up(request)
    text = ngettext("%(number)s bericht kwam niet aan.", "%(number)s berichten kwamen niet aan.", number)
    told = text % {"number": number} if number else _("Jullie systeem hoort meteen wat hier gebeurt.")
    return Work(Group.SETTINGS, _("Berichten aan jullie systeem"), told, reverse("funding:webhooks"), number or None)
