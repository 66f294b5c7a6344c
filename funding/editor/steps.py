"""What the buttons on the page of a version do, and what is said when it is done."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from funding.editor.answering import seen
from funding.schemes import actions
from funding.schemes.models import SchemeVersion
from portal.access import user_of


def _check(request: HttpRequest, found: SchemeVersion) -> str:
    actions.check(found, user_of(request), seen(request))
    return _("De versie staat klaar. Een collega van het fonds kan hem nu publiceren.")


def _publish(request: HttpRequest, found: SchemeVersion) -> str:
    actions.publish(found, user_of(request), seen(request))
    return _("De versie is gepubliceerd en verandert niet meer.")


def _discard(request: HttpRequest, found: SchemeVersion) -> str:
    actions.discard(found, user_of(request), seen(request))
    return _("De versie is weggegooid.")


def _confirm(request: HttpRequest, found: SchemeVersion) -> str:
    actions.confirm_sources(found, user_of(request), timezone.localdate())
    return _("Genoteerd: vandaag klopte deze versie met de bronnen.")


#: The value of a button -> what it does; each raises CannotChange.
STEPS: Mapping[str, Callable[[HttpRequest, SchemeVersion], str]] = {
    "check": _check,
    "publish": _publish,
    "discard": _discard,
    "confirm": _confirm,
}
