"""The records of intake, collected for Django from the topics they belong to."""

from intake.advice.kept import KeptCaseload
from intake.advice.models import Advice, RecommendedCourse, Record
from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Absence, Adviser, Appointment, FormerLink, Hold, Team, WorkingHours
from intake.busy.models import BusyTime, OutsideCalendar
from intake.care.models import HandOver, PlanStep, TalkMessage
from intake.fund_forms.models import FilledForm, FormVersion
from intake.groups.models import GroupSession, Seat
from intake.inviting.models import BookingInvitation
from intake.orientation.models import OccupationInterest, Orientation
from intake.profile.models import Answer, Consent, Profile
from intake.referring.models import Referrer
from intake.sharing.models import SharedResult
from intake.talk_templates.models import TalkTemplate
from intake.teams.models import CallBack, WalkInHours
from intake.together.models import Mandate, Remark
from intake.waiting.models import WaitingPlace

__all__ = [
    "Absence",
    "Advice",
    "Adviser",
    "Answer",
    "Appointment",
    "AppointmentKind",
    "BookingInvitation",
    "BusyTime",
    "CallBack",
    "Consent",
    "FilledForm",
    "FormVersion",
    "FormerLink",
    "GroupSession",
    "HandOver",
    "Hold",
    "KeptCaseload",
    "Mandate",
    "OccupationInterest",
    "Orientation",
    "OutsideCalendar",
    "PlanStep",
    "Profile",
    "RecommendedCourse",
    "Record",
    "Referrer",
    "Remark",
    "Seat",
    "SharedResult",
    "TalkMessage",
    "TalkTemplate",
    "Team",
    "WaitingPlace",
    "WalkInHours",
    "WorkingHours",
]
