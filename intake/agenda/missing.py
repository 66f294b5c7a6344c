"""Who did not come several times calls before booking again: a limit that a team sets for itself."""

from datetime import timedelta

from django.db.models import Max
from django.db.models.functions import Lower
from django.utils import timezone

from intake.agenda.enums import AppointmentStatus
from intake.agenda.models import Appointment, Team

#: Longer ago is forgotten.
COUNTED = timedelta(days=183)


def missed_often(team: Team, email: str) -> bool:
    """With this mail address as many talks of the team were missed as it allows, since they came for the last time.

    Whoever asks must know that the address is theirs: else anybody learned who did not come.
    """
    if not team.most_missed or not email:
        return False
    theirs = Appointment.objects.filter(
        adviser__team=team, contact_email__iexact=email, period__startswith__gt=timezone.now() - COUNTED
    )
    came = theirs.filter(status=AppointmentStatus.CAME).aggregate(last=Max(Lower("period")))["last"]
    missed = theirs.filter(status=AppointmentStatus.NO_SHOW)
    if came:
        missed = missed.filter(period__startswith__gt=came)
    return missed.count() >= team.most_missed
