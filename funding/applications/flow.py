"""Which people went on to ask money for a course."""

from collections.abc import Collection
from uuid import UUID

from funding.applications.models import Application


def who_applied(profiles: Collection[UUID]) -> set[UUID]:
    """Those of these profiles that sent an application."""
    found = Application.objects.sent().filter(profile__in=profiles).values_list("profile", flat=True)
    return {pk for pk in found if pk is not None}
