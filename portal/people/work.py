"""What staff can go and do. Each package registers its own entries, so that imports keep running left."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.access import Person
from portal.people.enums import Role


@dataclass(frozen=True, slots=True)
class Work:
    """One entry of the staff page: where it leads and what waits there."""

    title: str
    text: str
    url: str
    waiting: int | None = None


type WorkList = Callable[[HttpRequest, Person], list[Work]]

_lists: list[WorkList] = []


def register_work(work: WorkList) -> WorkList:
    """Register a function that gives the entries for a person; call it from ``AppConfig.ready``."""
    _lists.append(work)
    return work


def portal_work(request: HttpRequest, who: Person) -> list[Work]:
    """What is due, for everybody; how the pages look, for who keeps the portal."""
    today = Work(_("Wat nu wacht"), _("Wat te laat is of bijna, en wat er nieuw is."), reverse("portal:today"))
    if not who.has(Role.PORTAL_MANAGER):
        return [today]
    told = _("Wat bezoekers nu moeten weten, op alle pagina's van een merk.")
    parts = _("Alle onderdelen van de pagina's, in elk merk.")
    return [
        today,
        Work(_("Berichten"), told, reverse("portal:announcements")),
        Work(_("Campagnes"), _("Hoeveel bezoeken ze brengen, en hoe ver."), reverse("portal:campaigns")),
        Work(_("Stijl"), parts, reverse("portal:style")),
    ]


def work_for(request: HttpRequest, who: Person) -> list[Work]:
    """Everything that this person can do, in the order of the packages."""
    return [entry for work in _lists for entry in work(request, who)]
