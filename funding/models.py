"""The records of funding, collected for Django from the topics they belong to."""

from funding.announcements.models import SchemeAnnouncement
from funding.applications.models import Application, PlanLine
from funding.budgets.models import Budget, LedgerEntry
from funding.checks.models import Check
from funding.completing.models import CompletionRequest
from funding.decisions.models import Decision, Preparation, Returned
from funding.decisions.reasons import Reason
from funding.documents.models import Document
from funding.letters.models import Letter
from funding.messages.models import Message
from funding.outside.models import OutsideFile
from funding.parties.models import Invitation
from funding.replanning.models import Replan
from funding.schemes.models import Scheme, SchemeExample, SchemeImpact, SchemeVersion

__all__ = [
    "Application",
    "Budget",
    "Check",
    "CompletionRequest",
    "Decision",
    "Document",
    "Invitation",
    "LedgerEntry",
    "Letter",
    "Message",
    "OutsideFile",
    "PlanLine",
    "Preparation",
    "Reason",
    "Replan",
    "Returned",
    "Scheme",
    "SchemeAnnouncement",
    "SchemeExample",
    "SchemeImpact",
    "SchemeVersion",
]
