"""Who did not come several times calls before booking again: a limit that a team sets for itself."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from django.db.models.functions import Lower as LowerCase
from django.utils import timezone

from intake.agenda.enums import AppointmentStatus
from intake.agenda.models import Appointment, Team

#: Longer ago is forgotten.
COUNTED = timedelta(days=183)


def missed_often(team: Team, email: str) -> bool:
    """With this mail address as many talks of the team were missed as it allows, since they came for the last time.

    Whoever asks must know that the address is theirs: else anybody learned who did not come.
    """
    return email.lower() in who_missed_often(team, [email])


def who_missed_often(team: Team, emails: Iterable[str]) -> set[str]:
    """Of these mail addresses, in small letters, those with which that holds; for who works at the team."""
    asked = {email.lower() for email in emails if email}
    if not team.most_missed or not asked:
        return set()
    talks = Appointment.objects.filter(
        adviser__team=team,
        status__in=[AppointmentStatus.CAME, AppointmentStatus.NO_SHOW],
        period__startswith__gt=timezone.now() - COUNTED,
    )
    told = talks.annotate(address=LowerCase("contact_email")).filter(address__in=asked).order_by("period")
    missed = Counter[str]()
    for address, status in told.values_list("address", "status"):
        missed[address] = 0 if status == AppointmentStatus.CAME else missed[address] + 1
    return {address for address, number in missed.items() if number >= team.most_missed}
