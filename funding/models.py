"""The records of funding, collected for Django from the topics they belong to."""

from funding.announcements.models import SchemeAnnouncement
from funding.applications.models import Application, ForgottenDrafts, PlanLine
from funding.budgets.models import Budget, BudgetTransfer, CeilingChange, Earmark, LedgerEntry
from funding.checks.models import Check
from funding.completing.models import CompletionRequest
from funding.decisions.involvement import Involvement
from funding.decisions.models import Decision, Preparation, Returned
from funding.decisions.reasons import Reason
from funding.documents.models import Document
from funding.doubts.models import Doubt
from funding.employers.models import EmployerFile, EmployerPerson
from funding.figures.models import BudgetWeek, Figure, FigureCase, FigureCount, FigureTouched
from funding.forwarding.models import Forwarding
from funding.fund_settings.models import FundChange
from funding.letters.models import Letter, LetterText
from funding.messages.models import Message
from funding.objections.models import Objection
from funding.outside.models import OutsideFile
from funding.parties.models import Invitation, ProposalAnswer
from funding.partners.models import Partner, PartnerCount
from funding.payments.models import Account, BankFile, BankFileRow, Payment, PaymentBatch, PayTo
from funding.pools.models import (
    Allotment,
    AllotmentPart,
    Contribution,
    Loan,
    LoanTerm,
    Pool,
    PoolMember,
    Repayment,
    Reserve,
)
from funding.queue.models import Deputy, SavedFilter
from funding.reading_api.models import ApiKey
from funding.replanning.models import Replan
from funding.reports.models import ReportFile, ReportSchedule
from funding.sampling.models import SampleCase, SampleDraw
from funding.schemes.links import SourceLink
from funding.schemes.models import (
    Scheme,
    SchemeExample,
    SchemeImpact,
    SchemeOrigin,
    SchemesChange,
    SchemeTexts,
    SchemeVersion,
)
from funding.settling.models import FollowUp, Instalment, Recovery, Settlement
from funding.steering.models import Adoption, Choice, RunBudget, SteeringRun
from funding.surveys.models import Survey
from funding.webhooks.models import Attempt, Delivery, Webhook
from funding.whatif.models import Scenario
from funding.wishes.models import SchemeWish, Wish

__all__ = [
    "Account",
    "Adoption",
    "Allotment",
    "AllotmentPart",
    "ApiKey",
    "Application",
    "Attempt",
    "BankFile",
    "BankFileRow",
    "Budget",
    "BudgetTransfer",
    "BudgetWeek",
    "CeilingChange",
    "Check",
    "Choice",
    "CompletionRequest",
    "Contribution",
    "Decision",
    "Delivery",
    "Deputy",
    "Document",
    "Doubt",
    "Earmark",
    "EmployerFile",
    "EmployerPerson",
    "Figure",
    "FigureCase",
    "FigureCount",
    "FigureTouched",
    "FollowUp",
    "ForgottenDrafts",
    "Forwarding",
    "FundChange",
    "Instalment",
    "Invitation",
    "Involvement",
    "LedgerEntry",
    "Letter",
    "LetterText",
    "Loan",
    "LoanTerm",
    "Message",
    "Objection",
    "OutsideFile",
    "Partner",
    "PartnerCount",
    "PayTo",
    "Payment",
    "PaymentBatch",
    "PlanLine",
    "Pool",
    "PoolMember",
    "Preparation",
    "ProposalAnswer",
    "Reason",
    "Recovery",
    "Repayment",
    "Replan",
    "ReportFile",
    "ReportSchedule",
    "Reserve",
    "Returned",
    "RunBudget",
    "SampleCase",
    "SampleDraw",
    "SavedFilter",
    "Scenario",
    "Scheme",
    "SchemeAnnouncement",
    "SchemeExample",
    "SchemeImpact",
    "SchemeOrigin",
    "SchemeTexts",
    "SchemeVersion",
    "SchemeWish",
    "SchemesChange",
    "Settlement",
    "SourceLink",
    "SteeringRun",
    "Survey",
    "Webhook",
    "Wish",
]
