"""What is wrong or due, for one person. Each package registers its own part, so that imports keep running left."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone

from portal.access import Person
from portal.people.models import Membership, User


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that asks for somebody: a sentence with its number, and the page (path) where it is dealt with.

    ``late``: it should have been done, or something is broken; else it is due soon. Never names of learners.
    """

    text: str
    url: str
    late: bool = False


type DueList = Callable[[Person], Iterable[Due]]

_lists: list[DueList] = []


def tells_due(due: DueList) -> DueList:
    """Register a function that gives what is due for a person; call it from ``AppConfig.ready``."""
    _lists.append(due)
    return due


def due_for(who: Person) -> list[Due]:
    """Everything that is due for somebody, what is late first."""
    found = [one for due in _lists for one in due(who)]
    return sorted(found, key=lambda one: not one.late)


def roles_of(user: User) -> Person:
    """A member of staff as they would be when logged in, for what is told by mail."""
    valid = Membership.objects.filter(user=user).valid_on(timezone.localdate()).select_related("fund", "region")
    return Person(user, tuple(valid))
