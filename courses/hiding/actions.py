"""Taking a course, or everything of a provider, out of sight: by a person, with a reason that colleagues read."""

from django.db import transaction
from django.utils import timezone

from courses.models import Course, Provider
from portal.people.models import User
from portal.record import audit


@transaction.atomic
def hide(what: Course | Provider, reason: str, by: User) -> None:
    """Out of sight from now on, for everybody; who had the link hears that it is gone."""
    type(what)._default_manager.filter(pk=what.pk).update(hidden=timezone.now(), hidden_reason=reason)
    audit.record(by, "hide", what)


@transaction.atomic
def show(what: Course | Provider, by: User) -> None:
    """To be found again."""
    type(what)._default_manager.filter(pk=what.pk).update(hidden=None, hidden_reason="")
    audit.record(by, "show", what)
