"""Acting for somebody: the one place that says who may, what a page is about then, and which pages there are.

``acting`` is asked by everything that would else look at who is logged in. A session says for whom; every request asks
the database anew whether that still holds, so a mandate that ended works no more from that moment on.
"""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from intake.together.enums import HelperKind, Level
from intake.together.models import Mandate, Remark
from portal.access import page_of, person, refuse
from portal.pages.remembering import OncePerRequest
from portal.people.enums import Role
from portal.people.models import User

SESSION_KEY = "acting_for"
#: View name -> what a helper needs to look at it, and to send its form; None: not for helpers. What is not here is
#: not there while somebody acts. Packages add theirs with ``may_act``.
_pages: dict[str, tuple[Level, Level | None]] = {}
#: Pages of the person who acts themselves, not of who they act for.
OWN = ("/medewerkers/", "/account/", "/taal/", "/samen/", "/merk/", "/healthz/", "/static/", "/demo/", "/favicon.ico")


def may_act(*names: str, send: Level | None = None) -> None:
    """Let helpers look at these pages, and with ``send`` also send their forms; ``AppConfig.ready`` calls this."""
    for name in names:
        _pages[name] = (Level.SEE, send)


@OncePerRequest
def acting(request: HttpRequest) -> Mandate | None:
    """The mandate by which this request acts for somebody, asked of the database once per request; None for nobody."""
    key = request.session.get(SESSION_KEY) if hasattr(request, "session") else None
    if not key:
        return None
    found: Mandate | None = _to_act_on(request).filter(pk=key).first()
    return found


def _to_act_on(request: HttpRequest) -> Any:
    """The mandates by which this person may act now; an adviser's only while they are one, with a second factor."""
    who = person(request)
    found = Mandate.objects.running(timezone.localdate()).filter(helper=who.user, learner__is_active=True)
    if who.user is None:
        return found.none()
    if not who.has(Role.ADVISER):
        found = found.exclude(kind=HelperKind.ADVISER)
    return found.select_related("learner", "helper")


def learner(request: HttpRequest) -> User | None:
    """Whom a page is about: for whom somebody acts, else who is logged in."""
    mandate = acting(request)
    return mandate.learner if mandate else person(request).user


def reaches(mandate: Mandate, name: str, path: str, *, sends: bool) -> bool:
    """Whether a helper gets to a page, by its view name and path, or may send its form."""
    if path.startswith(OWN):
        return True
    look, send = _pages.get(name, (None, None))
    needed = send if sends else look
    return needed is not None and mandate.allows(needed)


# --- Mandates ------------------------------------------------------------------------------------------------
def mandate_to_act_on(request: HttpRequest, pk: UUID) -> Mandate:
    """One by which this person may act now, or 404."""
    found: Mandate | None = _to_act_on(request).filter(pk=pk).first()
    return found or refuse(request, "mandate", pk)


def mandates_of_helper(request: HttpRequest) -> list[Mandate]:
    """Everybody for whom this person acts, or may soon."""
    user, today = person(request).user, timezone.localdate()
    mine = Mandate.objects.filter(helper=user, ended=None, until__gte=today)
    return list(mine.select_related("learner")) if user else []


def mandates_of_learner(request: HttpRequest) -> list[Mandate]:
    """Everybody who helps this person, and who was asked."""
    user, today = person(request).user, timezone.localdate()
    mine = Mandate.objects.filter(learner=user, ended=None, until__gte=today)
    return list(mine.select_related("helper", "learner")) if user else []


def own_mandate(request: HttpRequest, pk: UUID) -> Mandate:
    """One that this person is a side of, or 404."""
    user = person(request).user
    sides = Mandate.objects.filter(Q(learner=user) | Q(helper=user), pk=pk).select_related("learner", "helper")
    return (sides.first() if user else None) or refuse(request, "mandate", pk)


def mandate_as_learner(request: HttpRequest, pk: UUID) -> Mandate:
    """One by which somebody helps, or wants to help, this person, or 404."""
    found = own_mandate(request, pk)
    return found if found.learner_id == getattr(person(request).user, "pk", None) else refuse(request, "mandate", pk)


def mandate_asked_of(request: HttpRequest, pk: UUID) -> Mandate:
    """One for which this person's mail address was asked, or 404."""
    user = person(request).user
    asked = Mandate.objects.filter(pk=pk, ended=None, until__gte=timezone.localdate()).select_related("learner")
    found = asked.filter(email=user.email).exclude(learner=user).first() if user else None
    return found or refuse(request, "mandate", pk)


def mandate_asked_by(request: HttpRequest, pk: UUID) -> Mandate:
    """One that this adviser asked for and that still waits for the learner, or 404."""
    mine = Mandate.objects.asked(timezone.localdate()).filter(
        helper=person(request).user, pk=pk, accepted__isnull=False
    )
    return mine.select_related("learner", "helper", "appointment").first() or refuse(request, "mandate", pk)


def remarks(request: HttpRequest, mandate: Mandate) -> Any:
    """What both said, the newest first, a page at a time."""
    return page_of(request, Remark.objects.filter(mandate=mandate).select_related("author"))
