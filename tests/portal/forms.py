"""One of each form of the project, bound to data or not, for tests that look at all of them.

A form that is made later and is not told of here fails the first test of tests.portal.test_every_form.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.account.forms import ReauthenticateForm, ResetPasswordKeyForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.test import RequestFactory

from courses.feeds import forms as feed_forms
from courses.feeds.forms import FeedForm, MappingForm, NewFeedForm
from courses.feeds.tables.mapping import Mapping
from courses.hiding.forms import HidingForm
from courses.questions.forms import CourseQuestionForm
from funding.announcements.forms import SchemeAnnouncementForm
from funding.applications.forms import DetailsForm, PlanForm, SendForm, SendTogetherForm, SessionForm, WithdrawForm
from funding.budgets.forms import CeilingForm, EarmarkForm, OfBudgetForm, TransferForm
from funding.budgets.models import Budget
from funding.completing.forms import AnswerForm, AskForm, ExtendForm
from funding.decisions.forms import CheckForm, DecisionForm, ReasonForm, SeenVersion, SendBackForm
from funding.decisions.models import Decision
from funding.documents.forms import DocumentForm
from funding.doubts.forms import AnswerForm as DoubtAnswerForm
from funding.doubts.forms import DoubtForm
from funding.editor.condition_form import ConditionForm
from funding.editor.example_form import ExampleForm
from funding.editor.file_forms import FileForm
from funding.editor.form_sections import SectionedForm
from funding.editor.forms import (
    CopyForm,
    DocumentsForm,
    EndForm,
    PartForm,
    PeriodForm,
    RowsForm,
    SourcesForm,
    TextsForm,
)
from funding.editor.group_form import GroupForm
from funding.editor.money_forms import MoneyForm, StackingForm, TermsPartForm
from funding.employers.forms import FactsForm, ListForm, StartForm
from funding.employers.person_forms import PersonForm
from funding.engine.rules import parse
from funding.engine.terms import parse as parse_terms
from funding.engine.vocabulary import VOCABULARY
from funding.exporting.forms import ExportForm
from funding.forwarding.forms import ForwardForm, SendBackFileForm
from funding.fund_settings.forms import FundSettingsForm
from funding.keeping.forms import ResultForm
from funding.letters.enums import Occasion
from funding.letters.forms import LetterTextForm, NamesForm
from funding.messages.forms import LearnerMessageForm, MessageForm
from funding.objections.forms import HearForm, ObjectForm, ObjectionForm
from funding.outside.forms import ToldForm, ToldWithProofForm
from funding.outside.outcome_form import OutcomeForm
from funding.parties.forms import (
    AddressForm,
    AttendanceForm,
    EmployerForm,
    OpinionAskForm,
    OpinionForm,
    ProviderForm,
    ToldOutcomeForm,
)
from funding.parties.forms import AnswerForm as PartyAnswerForm
from funding.partners.forms import PartnerForm, WidgetForm
from funding.payments.forms import AccountForm, BankFileForm, FundAccountForm, ReleaseForm
from funding.pools.forms import ContributionForm, DivideForm, LendForm, MemberForm, MoveForm, PoolForm, ReserveForm
from funding.pools.models import Pool, PoolMember
from funding.queue.forms import AssignForm, DeputyForm, FilterForm, GrantForm, KeepFilterForm
from funding.reading_api.forms import KeyForm
from funding.reports.forms import ScheduleForm
from funding.sampling.forms import AskProofForm, ConcludeForm, DrawForm, HearSampleForm, SampleAnswerForm
from funding.schemes.models import Scheme, SchemeVersion
from funding.schemes.readiness import Read, areas_for
from funding.settling.forms import DayForm, ReceivedForm, RecoveryForm, SettleForm
from funding.sharing.forms import ShareForm
from funding.steering.forms import PrepareForm
from funding.steering.forms import RunForm as SteeringForm
from funding.surveys.forms import SurveyForm
from funding.webhooks.forms import WebhookForm
from funding.whatif.forms import AddForm, ChangeForm, ScenarioForm
from intake.advice.forms import AdviceForm, KeepForm, MendedAddressForm, NotesForm
from intake.agenda.forms import ContactForm, WhereForm
from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Team
from intake.agenda.working_forms import AbsenceForm, HoursForm, MostForm
from intake.behalf.forms import ClientForm
from intake.busy.forms import CalendarForm
from intake.care.forms import HandOverForm, TalkMessageForm
from intake.care.forms import StepForm as PlanStepForm
from intake.fund_forms.editing_forms import AboutForm
from intake.fund_forms.editing_forms import QuestionForm as FundQuestionForm
from intake.fund_forms.forms import FundForm
from intake.fund_forms.reading import AskedForm, asked_forms
from intake.groups.forms import GroupForm as MeetingForm
from intake.groups.forms import JoinForm, WhoCameForm
from intake.groups.models import Seat
from intake.inviting.forms import InviteForm, LetterCodeForm
from intake.orientation.directions import Answers
from intake.orientation.forms import StepForm
from intake.orientation.steps import STEPS
from intake.profile.forms import QuestionForm
from intake.profile.questions import QUESTIONS
from intake.referring.forms import ReferrerForm
from intake.talk_templates.forms import TalkTemplateForm
from intake.teams.forms import CallMeForm, KindForm, TeamRulesForm, WalkInForm
from intake.together.forms import HelperForm, RemarkForm
from intake.waiting.forms import WaitForm
from portal.announcements.forms import AnnouncementForm
from portal.campaigns.forms import CampaignForm
from portal.confirming.forms import CodeForm
from portal.pages.once import OnceForm
from portal.pages.samples import SampleForm, SampleQuestion
from portal.people.enums import Role
from portal.people.forms import (
    MailCodeForm,
    NewPasskeyForm,
    PasskeyLoginForm,
    PasskeyNameForm,
    PasskeyProofForm,
    PasskeyStepForm,
    StaffLoginForm,
    StaffResetPasswordForm,
    TypeCodeForm,
)
from portal.people.models import Fund, User

type Make = Callable[[dict[str, Any] | None], forms.Form]


def _asking(fact: str) -> Make:
    return lambda data: QuestionForm(QUESTIONS[fact], data)


def a_request() -> Any:
    request: Any = RequestFactory().get("/")
    request.session = {}
    return request


def _reauthenticate(data: dict[str, Any] | None) -> forms.Form:
    form: forms.Form = ReauthenticateForm(data, user=User(email="anna@voorbeeld.example"))
    return form


def _part(form: Any) -> Make:
    return lambda data: form(data, version=SchemeVersion(scheme_id="lasfonds", period=None, rule={}, terms={}))


def _condition(fact: str) -> Make:
    return lambda data: ConditionForm(data, fact=VOCABULARY.get(fact))


def _fund_form(asked: AskedForm) -> Make:
    return lambda data: FundForm(data, asked=asked)


def _example(data: dict[str, Any] | None) -> forms.Form:
    """One whose rule speaks of a fact of every type, and whose money is without VAT."""
    facts = ("residence", "education", "age", "enrolled", "course.recognitions", "course.occupation", "earlier_grants")
    nodes = {
        "residence": {"operator": "one_of", "values": ["GM0106"]},
        "education": {"operator": "one_of", "values": ["hbo"]},
        "age": {"operator": "at_least", "value": 18},
        "enrolled": {"operator": "is", "value": False},
        "course.recognitions": {"operator": "has_any", "values": ["ocw"]},
        "course.occupation": {"operator": "one_of", "values": ["1"]},
        "earlier_grants": {"operator": "received_at_most", "value": 0, "window": "ever"},
    }
    rule = parse({"all": [{"fact": name, "label": "x", "source": "y", **nodes[name]} for name in facts]})
    terms = parse_terms({"tier": "general", "percent": {"tuition": 100}, "pays_vat": False})
    return ExampleForm(data, read=Read(rule, terms, areas_for(rule), ()), today=date(2026, 11, 24))


#: One of each form, bound to ``data`` or not. A question is a form for each kind of answer.
FORMS: dict[str, Make] = {
    "details": DetailsForm,
    "session": lambda data: SessionForm(data, sessions=[], may_wait=True),
    "send": SendForm,
    "decision": lambda data: DecisionForm(data, asked=100_000),
    "withdraw": lambda data: WithdrawForm(data, choices=[("1", "Twents Fonds: € 100")]),
    "plan": lambda data: PlanForm(data, schemes=[("a", "Twents Fonds")], others=[("b", "Ander fonds")]),
    "document": DocumentForm,
    "result by mail": ResultForm,
    "sharing": lambda data: ShareForm(data, teams=[("1", "Team Noord"), ("2", "Team Zuid")]),
    "doubt": DoubtForm,
    "answer to a doubt": DoubtAnswerForm,
    "message": MessageForm,
    "message of a learner": lambda data: LearnerMessageForm(data, choices=[("1", "Twents Fonds")]),
    "address": AddressForm,
    "ask an opinion": OpinionAskForm,
    "opinion": OpinionForm,
    "party": PartyAnswerForm,
    "employer": EmployerForm,
    "draw a sample": lambda data: DrawForm(data, funds=Fund.objects.none()),
    "ask proof of a sample": AskProofForm,
    "answer about a sample": SampleAnswerForm,
    "hear about a sample": HearSampleForm,
    "conclude a sample": lambda data: ConcludeForm(data, stands=100_000),
    "employer begins": lambda data: StartForm(data, sessions=[]),
    "employer of many": FactsForm,
    "person of an employer": PersonForm,
    "list of an employer": lambda data: ListForm(data, {}),
    "provider": ProviderForm,
    "attendance": AttendanceForm,
    "outcome": lambda data: ToldOutcomeForm(data, asked=100_000),
    "outside": lambda data: ToldForm(data, asked=100_000),
    "outside with proof": lambda data: ToldWithProofForm(data, asked=100_000),
    "letter text": lambda data: LetterTextForm(data, occasion=Occasion.GRANTED),
    "names in letters": NamesForm,
    "reason": lambda data: ReasonForm(data, funds=[Fund(slug="a", name="A")]),
    "check": CheckForm,
    "object": ObjectForm,
    "hear": HearForm,
    "objection": lambda data: ObjectionForm(data, before=Decision(verdict="refuse", cents=0), asked=9_999, fixed=None),
    "day": DayForm,
    "received": ReceivedForm,
    "settle": lambda data: SettleForm(data, granted=100_000),
    "recovery": RecoveryForm,
    "ceiling": lambda data: CeilingForm(data, budget=Budget(ceiling=1)),
    "transfer": lambda data: TransferForm(data, budget=Budget(ceiling=1), targets=Budget.objects.none()),
    "earmark": lambda data: EarmarkForm(data, budget=Budget(ceiling=1)),
    "export": lambda data: ExportForm(data, funds=Fund.objects.none()),
    "key": lambda data: KeyForm(data, funds=Fund.objects.none()),
    "webhook": lambda data: WebhookForm(data, funds=Fund.objects.none()),
    "account of a fund": FundAccountForm,
    "account": AccountForm,
    "release": ReleaseForm,
    "file of a bank": lambda data: BankFileForm(data, {}, funds=Fund.objects.none()),
    "ask": AskForm,
    "extend": lambda data: ExtendForm(data, due=date(2027, 1, 19)),
    "answer": AnswerForm,
    "send back": SendBackForm,
    "settings of a fund": FundSettingsForm,
    "forward": lambda data: ForwardForm(data, targets=[]),
    "send back what was forwarded": SendBackFileForm,
    "seen version": SeenVersion,
    "filter": lambda data: FilterForm(data, schemes=[("a", "A")], people=[("1", "Bram")]),
    "keep a filter": KeepFilterForm,
    "give to a colleague": lambda data: AssignForm(data, people=[User(name="Bram")]),
    "grant together": lambda data: GrantForm(data, library=[]),
    "deputy": lambda data: DeputyForm(
        data, held=[(Fund(slug="a", name="A"), Role.APPROVER)], staff=User.objects.none()
    ),
    "where": WhereForm,
    "contact": lambda data: ContactForm(
        data,
        team=Team(address="Plein 1\n9712 AB Groningen"),
        kind=AppointmentKind(modes=["office", "video", "phone"], places=["Plein 1", "Weg 2"]),
        found_out=[{"question": "x", "answer": "y"}],
    ),
    "working hours": HoursForm,
    "kind of talk": lambda data: KindForm.of(None, data),
    "walk-in hours": WalkInForm,
    "rules of a team": TeamRulesForm,
    "most a day": MostForm,
    "about a form of a fund": AboutForm,
    "question of a form of a fund": FundQuestionForm,
    "kept caseload": KeepForm,
    "mended address": MendedAddressForm,
    "call me": CallMeForm,
    "meeting": MeetingForm,
    "calendar elsewhere": CalendarForm,
    "invite to book": lambda data: InviteForm(data, kinds=[AppointmentKind(pk=1, name="Gesprek")]),
    "code of a letter": LetterCodeForm,
    "booking for somebody": lambda data: ClientForm(
        data, kind=AppointmentKind(modes=["office", "phone"], places=["Plein 1", "Weg 2"]), asks_yes=True
    ),
    "referrer": lambda data: ReferrerForm(data, teams=[Team(pk=1, name="Team Noord")]),
    "seat": JoinForm,
    "who came": lambda data: WhoCameForm(data, seats=[Seat(name="Lena", status="seated")]),
    "waiting list": lambda data: WaitForm(data, kind=AppointmentKind(modes=["office", "phone"])),
    "absence": AbsenceForm,
    "notes": NotesForm,
    "advice": AdviceForm,
    "template for notes": lambda data: TalkTemplateForm(data, kinds=[("1", "Gesprek")]),
    **{f"form of a fund {asked.slug}": _fund_form(asked) for asked in asked_forms().values()},
    "message about a talk": TalkMessageForm,
    "step of a plan": PlanStepForm,
    "helper": HelperForm,
    "remark": RemarkForm,
    "sending together": SendTogetherForm,
    "handing over": lambda data: HandOverForm(data, colleagues=[("x", "Bram")]),
    "things to do": lambda data: StepForm(STEPS[0], Answers(), data),
    "what matters": lambda data: StepForm(STEPS[-1], Answers(), data),
    "announcement of a brand": AnnouncementForm,
    "announcement of a scheme": SchemeAnnouncementForm,
    "scheme texts": TextsForm,
    "scheme copy": lambda data: CopyForm(data, funds=Fund.objects.none()),
    "scheme file": lambda data: FileForm(data, {}, funds=Fund.objects.none()),
    "scheme end": EndForm,
    "scheme group": GroupForm,
    "scheme example": _example,
    **{
        f"scheme {form.__name__}": _part(form)
        for form in (PeriodForm, MoneyForm, StackingForm, SourcesForm, DocumentsForm)
    },
    **{
        f"scheme condition {fact}": _condition(fact)
        for fact in (
            *("judged", "age", "course.total_cents", "course.start", "enrolled", "education"),
            *("course.recognitions", "residence", "course.occupation", "earlier_grants"),
        )
    },
    "proposal for budgets": SteeringForm,
    "budgets to adopt": lambda data: PrepareForm(data, offered=[Budget(scheme=Scheme(name="Regeling"))]),
    "survey": SurveyForm,
    "partner": PartnerForm,
    "report": lambda data: ScheduleForm(data, funds=Fund.objects.none(), schemes=Scheme.objects.none()),
    "campaign": CampaignForm,
    "pool": lambda data: PoolForm(data, funds=Fund.objects.none()),
    "pool member": lambda data: MemberForm(data, pool=Pool(), budgets=Budget.objects.none()),
    "pool contribution": lambda data: ContributionForm(data, pool=Pool()),
    "pool reserve": lambda data: ReserveForm(data, pool=Pool()),
    "pool division": lambda data: DivideForm(data, pool=Pool()),
    "pool loan": lambda data: LendForm(data, pool=Pool(), members=PoolMember.objects.none()),
    "pool move": lambda data: MoveForm(data, pool=Pool(), members=PoolMember.objects.none()),
    "check of a partner": WidgetForm,
    "scenario": ScenarioForm,
    "scheme in a scenario": lambda data: ChangeForm(data, drafts=[], added=False, in_family=True),
    "scheme added to a scenario": lambda data: AddForm(data, offered=Scheme.objects.all()),
    "hiding": HidingForm,
    "question to a provider": CourseQuestionForm,
    "new feed": NewFeedForm,
    "feed": FeedForm,
    "sample of a feed": feed_forms.SampleForm,
    "columns of a feed": lambda data: MappingForm(["id", "titel"], {"id": "1"}, Mapping(), data),
    "sample": SampleForm,
    "sample question": SampleQuestion,
    "mail code": MailCodeForm,
    "code": lambda data: TypeCodeForm(data, code="X"),
    "code of a confirmation": CodeForm,
    "staff": lambda data: StaffLoginForm(data, request=a_request()),
    "lost password": StaffResetPasswordForm,
    "new password": lambda data: ResetPasswordKeyForm(data, user=User(), temp_key="x"),
    "invitation": lambda data: SetPasswordForm(User(), data),
    "once more": _reauthenticate,
    "second step": lambda data: AuthenticateForm(data, user=User(pk=1)),
    "set up a code": lambda data: ActivateTOTPForm(data, user=User(pk=1)),
    "passkey": lambda data: NewPasskeyForm(data, user=User(pk=1)),
    "log in with a passkey": lambda data: PasskeyLoginForm(data),
    "a passkey as a step": lambda data: PasskeyStepForm(data, user=User(pk=1)),
    "a passkey as a proof": lambda data: PasskeyProofForm(data, user=User(pk=1)),
    "name of a passkey": lambda data: PasskeyNameForm(
        data, instance=Authenticator(type="webauthn", data={"name": "Telefoon"})
    ),
    **{f"question {fact}": _asking(fact) for fact in QUESTIONS},
}
#: What forms of the editor of schemes, of budgets and of feeds have in common; none of these is a form by itself.
KINDS_OF_FORMS: set[type] = {
    *(OnceForm, SectionedForm, PartForm, RowsForm, TermsPartForm, OutcomeForm, OfBudgetForm, feed_forms._Address),
}
#: Never on screen as a form: the page writes its one hidden field itself.
UNSEEN = {"seen version", "check", "log in with a passkey", "a passkey as a step", "a passkey as a proof"}
