"""The records of intake, collected for Django from the topics they belong to."""

from intake.agenda.models import Absence, Adviser, Appointment, Team, WorkingHours
from intake.orientation.models import Orientation
from intake.profile.models import Answer, Consent, Profile
from intake.sharing.models import SharedResult

__all__ = [
    "Absence",
    "Adviser",
    "Answer",
    "Appointment",
    "Consent",
    "Orientation",
    "Profile",
    "SharedResult",
    "Team",
    "WorkingHours",
]
