"""The records of intake, collected for Django from the topics they belong to."""

from intake.advice.models import Advice, RecommendedCourse, Record
from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Absence, Adviser, Appointment, FormerLink, Hold, Team, WorkingHours
from intake.busy.models import BusyTime, OutsideCalendar
from intake.groups.models import GroupSession, Seat
from intake.orientation.models import Orientation
from intake.profile.models import Answer, Consent, Profile
from intake.sharing.models import SharedResult
from intake.teams.models import CallBack, WalkInHours

__all__ = [
    "Absence",
    "Advice",
    "Adviser",
    "Answer",
    "Appointment",
    "AppointmentKind",
    "BusyTime",
    "CallBack",
    "Consent",
    "FormerLink",
    "GroupSession",
    "Hold",
    "Orientation",
    "OutsideCalendar",
    "Profile",
    "RecommendedCourse",
    "Record",
    "Seat",
    "SharedResult",
    "Team",
    "WalkInHours",
    "WorkingHours",
]
