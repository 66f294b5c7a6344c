"""What logging in keeps of somebody."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from portal.confirming.actions import KEPT as CODES
from portal.mail.returned import KEPT as RETURNED
from portal.own_data.unused import KEPT as UNUSED
from portal.own_data.unused import TOLD_AHEAD
from portal.pages.privacy import Cookie, Kept, span
from portal.people import asking_codes
from portal.record.sweeps import KEEP_DONE, KEEP_UNCONFIRMED, KEEP_UNSENT


def portal_privacy() -> Iterable[Kept | Cookie]:
    """The account, mails and text messages, and the cookies that every visitor can get."""
    yield Kept(
        _("Je account"),
        _("Je e-mailadres, en als je die gaf je naam en telefoonnummer. Daarmee log je in en kunnen we je bereiken."),
        _("Jij. Een fonds of adviseur ziet het alleen als je iets aanvraagt of afspreekt."),
        _(
            "Tot je het verwijdert, of %(unused)s nadat je voor het laatst inlogde. Dan mailen we je %(ahead)s eerder. "
            "Vroeg je geld aan? Dan blijft je account zolang je aanvraag moet blijven. "
            "Een adres waarvoor niemand de code invulde, wissen we na %(time)s."
        )
        % {"unused": span(UNUSED), "ahead": span(TOLD_AHEAD), "time": span(KEEP_UNCONFIRMED)},
    )
    yield Kept(
        _("Mails en sms’jes aan jou"),
        _("Zo kunnen we een bericht nog een keer sturen als het niet aankomt."),
        _("Niemand leest ze na. Wie het portaal beheert, ziet alleen dat een bericht niet aankwam."),
        _(
            "%(time)s nadat ze zijn verstuurd; wat erin staat, wissen we meteen. Lukt versturen niet? Dan %(unsent)s. "
            "Dat een adres niet werkt, onthouden we %(returned)s; een code waarmee je iets bevestigt %(code)s. "
            "Een code om in te loggen werkt %(login)s."
        )
        % {
            "time": span(KEEP_DONE),
            "unsent": span(KEEP_UNSENT),
            "returned": span(RETURNED),
            "code": span(CODES),
            "login": span(timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)),
        },
    )
    yield Kept(
        _("Wie wat deed op de website"),
        _("Zo kunnen we later laten zien dat een besluit eerlijk tot stand kwam."),
        _("Alleen wie controleert."),
        _("Dit blijft. Er staat geen naam of adres in, maar een nummer. Is je account weg? Dan weet niemand van wie."),
    )
    age = span(timedelta(seconds=settings.SESSION_COOKIE_AGE))
    yield Cookie(settings.SESSION_COOKIE_NAME, _("Je blijft ingelogd terwijl je verder klikt."), age)
    yield Cookie(
        settings.CSRF_COOKIE_NAME,
        _("Niemand anders kan iets uit jouw naam versturen."),
        span(timedelta(seconds=settings.CSRF_COOKIE_AGE)),
    )
    yield Cookie(settings.LANGUAGE_COOKIE_NAME, _("We onthouden welke taal je koos."), _("Tot je de browser sluit."))
    yield Cookie(
        asking_codes.COOKIE,
        _("Je kunt hier inloggen, ook als een ander te vaak een code vroeg met jouw adres."),
        span(timedelta(seconds=asking_codes.LASTS)),
    )


def portal_terms() -> Mapping[str, str]:
    """How long each sheet of one's own data is kept."""
    return {
        "account": _("Tot je het verwijdert, of %(time)s nadat je voor het laatst inlogde.") % {"time": span(UNUSED)}
    }
