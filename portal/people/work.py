"""What staff can go and do. Each package registers its own entries, so that imports keep running left."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import TextChoices
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access import Person
from portal.people.enums import Role


class Group(TextChoices):
    """What entries of the staff page are for, in the order of the page."""

    NOW = "now", gettext_lazy("Nu te doen")
    PEOPLE = "people", gettext_lazy("Mensen")
    FILES = "files", gettext_lazy("Dossiers")
    MONEY = "money", gettext_lazy("Geld")
    SCHEMES = "schemes", gettext_lazy("Regelingen en brieven")
    FIGURES = "figures", gettext_lazy("Cijfers en verslagen")
    SETTINGS = "settings", gettext_lazy("Instellingen en koppelingen")


@dataclass(frozen=True, slots=True)
class Work:
    """One entry of the staff page: what it is for, where it leads and what waits there."""

    group: Group
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
    today = Work(
        Group.NOW, _("Wat nu wacht"), _("Wat te laat is of bijna, en wat er nieuw is."), reverse("portal:today")
    )
    if not who.has(Role.PORTAL_MANAGER):
        return [today]
    told = _("Wat bezoekers nu moeten weten, op alle pagina's van een merk.")
    parts = _("Alle onderdelen van de pagina's, in elk merk.")
    return [
        today,
        Work(Group.SETTINGS, _("Berichten"), told, reverse("portal:announcements")),
        Work(Group.FIGURES, _("Campagnes"), _("Hoeveel bezoeken ze brengen, en hoe ver."), reverse("portal:campaigns")),
        Work(Group.SETTINGS, _("Stijl"), parts, reverse("portal:style")),
    ]


def work_for(request: HttpRequest, who: Person) -> list[tuple[Group, list[Work]]]:
    """Everything that this person can do, by what it is for; within that in the order of the packages."""
    order = list(Group)
    found = [entry for work in _lists for entry in work(request, who)]
    found.sort(key=lambda entry: order.index(entry.group))
    return [(group, list(entries)) for group, entries in groupby(found, key=lambda entry: entry.group)]
