"""Every form of the project, one after the other: the same markup, and what a browser may fill in by itself.

A form that is made later and is not told of here fails the first test.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from allauth.account.forms import ReauthenticateForm, ResetPasswordKeyForm
from allauth.core.context import request_context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.template import Context, Template
from django.test import RequestFactory
from lxml import html

import courses
import funding
import intake
import portal
from courses.feeds import forms as feed_forms
from courses.feeds.forms import FeedForm, MappingForm, NewFeedForm
from courses.feeds.tables.mapping import Mapping
from courses.hiding.forms import HidingForm
from courses.questions.forms import CourseQuestionForm
from funding.announcements.forms import SchemeAnnouncementForm
from funding.applications.forms import DetailsForm, PlanForm, SendForm, SendTogetherForm, SessionForm, WithdrawForm
from funding.budgets.forms import CeilingForm, EarmarkForm, TransferForm
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

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_a_request() -> Iterator[None]:
    """allauth's forms ask for the request that is being answered."""
    with request_context(_request()):
        yield


type Make = Callable[[dict[str, Any] | None], forms.Form]


def _asking(fact: str) -> Make:
    return lambda data: QuestionForm(QUESTIONS[fact], data)


def _request() -> Any:
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
    "staff": lambda data: StaffLoginForm(data, request=_request()),
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
#: What forms of the editor of schemes, and of feeds, have in common; none of these is a form by itself.
KINDS_OF_FORMS: set[type] = {
    *(OnceForm, SectionedForm, PartForm, RowsForm, TermsPartForm, OutcomeForm, feed_forms._Address),
}
#: Never on screen as a form: the page writes its one hidden field itself.
UNSEEN = {"seen version", "check", "log in with a passkey", "a passkey as a step", "a passkey as a proof"}
#: What each box asks: its type, and which of the browser's own data belongs in it ("off": none does; HTML 4.10.18.7).
BOXES: dict[str, tuple[str, str]] = {
    "name": ("text", "name"),
    "phone": ("tel", "tel"),
    "email": ("email", "email"),
    "login": ("email", "email"),
    "password": ("password", "current-password"),
    "password1": ("password", "new-password"),
    "password2": ("password", "new-password"),
    "new_password1": ("password", "new-password"),
    "new_password2": ("password", "new-password"),
    "code": ("text", "one-time-code"),
    "residence": ("text", "postal-code"),
    "work_municipality": ("text", "off"),
    **dict.fromkeys(("sole_decision_limit", "advance_percent"), ("text", "off")),
    "postcode": ("text", "postal-code"),
    "birth_date_day": ("text", "bday-day"),
    "birth_date_month": ("text", "bday-month"),
    "birth_date_year": ("text", "bday-year"),
    "employer_municipality": ("text", "off"),
    "employer_contribution": ("text", "off"),
    "own_de_minimis": ("text", "off"),
    "amount": ("text", "off"),
    "link": ("text", "off"),
    "helper_email": ("email", "off"),
    "follow_up": ("date", "off"),
    **dict.fromkeys(("first", "last", "away_first", "away_last", "last_day"), ("date", "off")),
    **dict.fromkeys(("work_from", "work_until", "away_from", "away_until"), ("time", "off")),
    "follow_up_text": ("text", "off"),
    **dict.fromkeys(("walk_in_place", "group_place", "seats"), ("text", "off")),
    "on_day": ("date", "off"),
    "last_day": ("date", "off"),
    "system_name": ("text", "off"),
    "webhook_address": ("url", "off"),
    "filter_name": ("text", "off"),
    **dict.fromkeys(("drawn_first", "drawn_last", "proof_until", "heard_on"), ("date", "off")),
    **dict.fromkeys(("size", "seed", "free_days", "cancel_percent"), ("text", "off")),
    "person_name": ("text", "off"),
    "person_email": ("email", "off"),
    "invited_name": ("text", "off"),
    **dict.fromkeys(("invited_email", "client_email", "referrer_email", "mended_email"), ("email", "off")),
    **dict.fromkeys(("invited_phone", "client_phone"), ("tel", "off")),
    **dict.fromkeys(("client_name", "referrer_name", "organisation", "letter_code"), ("text", "off")),
    "calendar": ("url", "off"),
    **dict.fromkeys(("minutes", "pause_minutes", "travel_minutes", "lead_hours", "horizon_days"), ("text", "off")),
    **dict.fromkeys(("most_missed", "most_a_day", "label", "place", "asks"), ("text", "off")),
    **dict.fromkeys(("remind_hours", "change_hours"), ("text", "off")),
    "answered_by": ("text", "name"),
    "company": ("text", "organization"),
    "share": ("text", "off"),
    "de_minimis": ("text", "off"),
    "percent": ("text", "off"),
    "fte": ("text", "off"),
    "advice_date_day": ("text", "off"),
    "advice_date_month": ("text", "off"),
    "advice_date_year": ("text", "off"),
    "price": ("text", "off"),
    "starts": ("date", "off"),
    "title": ("text", "off"),
    "on": ("date", "off"),
    "execution_on": ("date", "off"),
    **dict.fromkeys(("year", "account_name", "iban", "ceiling", "cents", "mark_name"), ("text", "off")),
    **dict.fromkeys(
        ("pool_name", "fixed_percent", "weight", "party", "terms", "funder", "campaign_name"), ("text", "off")
    ),
    **dict.fromkeys(("first_term", "release_on"), ("date", "off")),
    "begins": ("datetime-local", "off"),
    "ends": ("datetime-local", "off"),
}
#: A passkey gets a name of its own, which is not the person's.
OTHER = {
    ("check of a partner", "place"): ("text", "address-level2"),
    ("campaign", "code"): ("text", "off"),
    ("partner", "organisation"): ("text", "off"),
    **dict.fromkeys((("new feed", "address"), ("feed", "address")), ("url", "off")),
    **dict.fromkeys((("new feed", "report_to"), ("feed", "report_to")), ("email", "off")),
    ("feed", "questions_to"): ("email", "off"),
    **dict.fromkeys((("new feed", "kvk"), ("new feed", "name")), ("text", "off")),
    **dict.fromkeys((("feed", "grace_days"), ("feed", "most_shrink_percent")), ("text", "off")),
    ("step of a plan", "text"): ("text", "off"),
    ("step of a plan", "due"): ("date", "off"),
    ("hear", "on"): ("datetime-local", "off"),
    ("address", "email"): ("email", "off"),
    ("ask an opinion", "email"): ("email", "off"),
    ("passkey", "name"): ("text", "off"),
    ("name of a passkey", "name"): ("text", "off"),
}
#: Nothing in the editor of schemes is about the person who fills it in; these boxes are days, the others plain.
DAYS_OF_SCHEMES = {"begins", "last", "checked_on", "today", "fact_birth_date", "fact_advice_date"}


def _expected(form: str, asks: str) -> tuple[str, str] | None:
    if form.startswith("scheme "):
        is_day = asks in DAYS_OF_SCHEMES or (form, asks) == ("scheme condition course.start", "value")
        return ("date" if is_day else "text", "off")
    return OTHER.get((form, asks), BOXES.get(asks))


NUMBERS = {"birth_date_day", "birth_date_month", "birth_date_year"}


def subclasses(of: type) -> Iterator[type]:
    for one in of.__subclasses__():
        yield one
        yield from subclasses(one)


def test_every_form_of_the_project_is_looked_at_here() -> None:
    for package in (portal, courses, intake, funding):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not re.search(r"\.(migrations|management|settings|wsgi|celery)\b", module.name):
                importlib.import_module(module.name)
    ours = {one for one in subclasses(forms.BaseForm) if re.match(r"(portal|courses|intake|funding)\.", one.__module__)}
    assert ours - {type(make(None)) for make in FORMS.values()} == KINDS_OF_FORMS


def shown(form: forms.BaseForm) -> html.HtmlElement:
    text = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))
    return html.fragment_fromstring(text, create_parent="div")


def boxes(page: html.HtmlElement) -> list[html.HtmlElement]:
    return page.xpath(".//input[not(@type='hidden' or @type='radio' or @type='checkbox' or @type='file')]")


SEEN = sorted(set(FORMS) - UNSEEN)


@pytest.mark.parametrize("name", SEEN)
def test_the_browser_knows_what_belongs_in_each_box(name: str) -> None:
    wrong = {}
    for box in boxes(shown(FORMS[name](None))):
        asks = box.get("name")
        found = (box.get("type"), box.get("autocomplete"))
        if found != _expected(name, asks):
            wrong[asks] = found
        if asks in NUMBERS:
            assert box.get("inputmode") == "numeric"
        if asks in {"amount", "employer_contribution", "share", "price", "de_minimis"}:
            assert box.get("inputmode") == "decimal"
    assert wrong == {}


@pytest.mark.parametrize("name", SEEN)
def test_every_control_has_a_label_and_every_group_a_question(name: str) -> None:
    page = shown(FORMS[name](None))
    controls = page.xpath(".//input[not(@type='hidden' or @hidden)] | .//select | .//textarea")
    assert controls
    for control in controls:
        labels = page.xpath(f'.//label[@for="{control.get("id")}"]')
        assert labels, control.get("name")
        assert labels[0].text_content().strip()
        group = next(iter(control.iterancestors("fieldset")), None)
        if control.get("type") == "radio":
            assert group is not None
        if group is not None:
            assert group.find("legend").text_content().strip()
        assert control.get("required") is None
        assert control.get("placeholder") is None


@pytest.mark.parametrize("name", SEEN)
def test_every_error_stands_at_its_control_and_in_the_summary(name: str) -> None:
    form = FORMS[name]({})
    page = shown(form)
    if not form.errors:
        pytest.skip("nothing in it has to be filled in")
    summary = page.find_class("error-summary")[0]
    assert (summary.get("tabindex"), summary.get("role")) == ("-1", "alert")
    links = {link.get("href")[1:] for link in summary.iter("a")}
    for field in form:
        if field.errors and not field.is_hidden:
            control = page.get_element_by_id(field.id_for_label or f"{field.auto_id}_0")
            assert control.get("id") in links
            assert control.get("aria-invalid") == "true"
            group = next(iter(control.iterancestors("fieldset")), None)
            described = [one.get("aria-describedby") or "" for one in (control, group) if one is not None]
            told = [page.get_element_by_id(part).text_content() for part in " ".join(described).split()]
            assert any("Fout:" in text for text in told), field.name
    ids = page.xpath(".//@id")
    assert len(ids) == len(set(ids))
