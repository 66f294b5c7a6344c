"""The fund's work on the staff page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funding import fund_access, scheme_access
from funding.editor.work import scheme_work
from portal.access import Person
from portal.people.enums import FUND_ROLES, Role
from portal.people.work import Work


def fund_work(request: HttpRequest, who: Person) -> list[Work]:
    """The queue, for who decides or approves at a fund."""
    if not who.has(*FUND_ROLES):
        return []
    number = fund_access.waiting(who).count()
    text = ngettext("%(number)s aanvraag wacht op jou.", "%(number)s aanvragen wachten op jou.", number)
    queue = Work(_("Aanvragen"), text % {"number": number}, reverse("funding:queue"), number)
    if not who.has(Role.FUND_ADMINISTRATOR):
        return [queue]
    told = _("Wat deelnemers nu moeten weten over jullie regelingen.")
    objections = fund_access.objections(request).count()
    objected = ngettext("%(number)s bezwaar open.", "%(number)s bezwaren open.", objections) % {"number": objections}
    doubts = scheme_access.open_doubts(request).count()
    doubted = ngettext("%(number)s bericht wacht.", "%(number)s berichten wachten.", doubts) % {"number": doubts}
    texts = _("Teksten die je in brieven gebruikt.")
    return [
        queue,
        scheme_work(request),
        Work(_("Berichten bij regelingen"), told, reverse("funding:announcements")),
        Work(_("Bezwaren"), objected, reverse("funding:objections"), objections),
        Work(_("Dit klopt niet"), doubted, reverse("funding:doubts"), doubts or None),
        Work(_("Bibliotheek met redenen"), texts, reverse("funding:library")),
    ]
