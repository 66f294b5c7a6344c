"""Who reaches which page of the money, for every address there is. An address without a row here fails."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from courses.models import Course
from funding import urls
from funding.applications.enums import LineState
from funding.applications.models import Application, PlanLine
from funding.budgets.changing import keep_apart, propose_transfer
from funding.budgets.models import Budget
from funding.checks.enums import CheckKind
from funding.checks.models import Check
from funding.completing.actions import ask
from funding.decisions.actions import Finding, decide
from funding.decisions.reasons import Reason
from funding.documents.actions import add
from funding.documents.enums import DocumentKind
from funding.documents.reading import clean
from funding.employers.actions import add_person, give_facts, open_file
from funding.employers.links import path_of_person, token_of
from funding.forwarding.models import Forwarding
from funding.fund_settings.actions import propose as propose_change
from funding.letters.enums import Occasion
from funding.letters.models import Letter
from funding.letters.own_words import write_text
from funding.objections.models import Objection
from funding.parties.actions import invite
from funding.parties.enums import Party
from funding.parties.links import path_of
from funding.parties.models import Invitation
from funding.partners.actions import add_partner
from funding.payments.models import Payment
from funding.pools.models import Allotment, Contribution, Loan, LoanTerm, Pool, PoolMember, Repayment
from funding.queue.actions import name_deputy
from funding.queue.models import SavedFilter
from funding.reading_api.enums import Scope
from funding.reading_api.keys import make_key
from funding.reports.making import schedule
from funding.sampling.models import SampleCase, SampleDraw
from funding.settling.models import Settlement
from funding.steering.models import SteeringRun
from funding.webhooks.actions import make_webhook
from funding.webhooks.enums import Event
from funding.webhooks.telling import tell_test
from funding.whatif import links
from funding.whatif.models import Scenario
from portal.people.enums import Role
from portal.people.models import User
from tests.funding.making import make_draft
from tests.funding.paying import granted, name_accounts, person_of, proposed, released, told_by_bank
from tests.funding.test_documents import picture
from tests.outbox import work_off
from tests.people import give_role, log_in, make_fund, make_user
from tests.reaching import pages_not_drawn, reaches, sends

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"
VISITOR, OWNER, LEARNER, ADMINISTRATOR, APPROVER, ASSESSOR, ELSEWHERE, ADVISER, MANAGER = PEOPLE = (
    "visitor",
    "owner",
    "learner",
    "administrator",
    "approver",
    "assessor",
    "administrator elsewhere",
    "adviser",
    "manager",
)
EVERYBODY = set(PEOPLE)
LOGGED_IN = EVERYBODY - {VISITOR}
FUND_STAFF = {ADMINISTRATOR, APPROVER}
ANY_FUND_STAFF = {ADMINISTRATOR, APPROVER, ELSEWHERE}
DECIDERS = {ADMINISTRATOR}
#: An assessor works on the file that was given to them, and sees nothing else of the fund.
FILE_WORKERS = {ADMINISTRATOR, ASSESSOR}
#: Name of an address -> who gets further than 404 and the log-in. What is not of this topic says so in SHARED.
MATRIX: dict[str, set[str]] = {
    "scheme_list": EVERYBODY,
    "tell_doubt": EVERYBODY,
    "keep_result": EVERYBODY,
    "share_result": EVERYBODY,
    "come_back": EVERYBODY,
    "entitlements": EVERYBODY,
    "entitlement_question": EVERYBODY,
    "entitlement_outcome": EVERYBODY,
    "scheme_page": EVERYBODY,
    "scheme_schema": EVERYBODY,
    "check": EVERYBODY,
    "choose_start": EVERYBODY,
    "outcome": EVERYBODY,
    "question": EVERYBODY,
    "begin": EVERYBODY,
    "tasks": {OWNER},
    "plan": {OWNER},
    "details": {OWNER},
    "check_answers": {OWNER},
    "waiting_list": {OWNER},
    "send_together": LOGGED_IN,  # without a mandate it leads to the page of who sends themselves (test_together.py)
    "discard": {OWNER},
    "documents": {OWNER},
    "employer": {OWNER},
    "document": {OWNER, ASSESSOR} | FUND_STAFF,
    "remove_document": {OWNER},
    "invited": EVERYBODY,
    **dict.fromkeys(("employers", "employer_file", "employer_facts", "employer_add", "employer_remove"), EVERYBODY),
    "employer_new_link": EVERYBODY,
    "employer_asks": EVERYBODY,
    "samples": ANY_FUND_STAFF,
    "sample_draw": FUND_STAFF,
    "sample_case": FUND_STAFF,
    "approve_sample": {APPROVER},
    "sample_answer": {OWNER},
    "mine": LOGGED_IN,
    "papers": LOGGED_IN,
    "application": {OWNER},
    "withdraw": {OWNER},
    "proposal": {OWNER},
    "answer": {OWNER},
    "replan": {OWNER},
    "fund_settings_list": ANY_FUND_STAFF,
    "fund_settings": FUND_STAFF,
    "change_fund": {APPROVER},
    "cancel_fund_change": {ADMINISTRATOR},
    "forward": {ADMINISTRATOR},
    "forwardings": ANY_FUND_STAFF,
    "forwarding": ANY_FUND_STAFF,
    **{key: {ELSEWHERE} for key in ("accept_forwarding", "return_forwarding")},
    "cancel_forwarding": {ADMINISTRATOR},
    "forward_ask": {OWNER},
    "messages": {OWNER},
    "outside": {OWNER},
    "packet": {OWNER},
    "sent_outside": {OWNER},
    "ask_outside": {OWNER},
    "tell_outside": {OWNER},
    "letter": {OWNER} | FUND_STAFF,
    "letter_pdf": {OWNER} | FUND_STAFF,
    "object": {OWNER},
    "withdraw_objection": {OWNER},
    "queue": ANY_FUND_STAFF | {ASSESSOR},
    "together": ANY_FUND_STAFF,
    "keep_filter": ANY_FUND_STAFF | {ASSESSOR},
    "drop_filter": {ADMINISTRATOR},
    "workload": ANY_FUND_STAFF,
    "end_deputy": {ADMINISTRATOR},
    "line": FUND_STAFF | {ASSESSOR},
    "line_messages": FUND_STAFF | {ASSESSOR},
    "take_up": FILE_WORKERS,
    "ask": FILE_WORKERS,
    "extend": FILE_WORKERS,
    "decide": FILE_WORKERS,
    "approve": {APPROVER},
    "send_back": {APPROVER},
    "ask_provider": FILE_WORKERS,
    "ask_opinion": FILE_WORKERS,
    "record_outside": DECIDERS,
    "answer_check": FILE_WORKERS,
    "library": {ADMINISTRATOR, ELSEWHERE},
    "end_text": DECIDERS,
    "objections": ANY_FUND_STAFF,
    "objection": FUND_STAFF,
    "objection_step": DECIDERS,
    "decide_objection": DECIDERS,
    "correct": FUND_STAFF,
    "approve_objection": {APPROVER},
    "send_back_objection": {APPROVER},
    "letter_texts": ANY_FUND_STAFF,
    "letter_text": FUND_STAFF,
    "use_letter_text": FUND_STAFF,
    "letter_names": DECIDERS,
    "wish": LOGGED_IN,
    "scheme_wish": LOGGED_IN,
    "wishes": LOGGED_IN,
    "involved": FUND_STAFF | {ASSESSOR},
    "ask_attendance": DECIDERS,
    "settle": DECIDERS,
    "approve_settlement": {APPROVER},
    "recovery": DECIDERS,
    "receive_instalment": DECIDERS,
    "start_checked": DECIDERS,
    "payments": ANY_FUND_STAFF,
    "export": {ADMINISTRATOR, ELSEWHERE},
    "budgets": ANY_FUND_STAFF,
    "budget": FUND_STAFF,
    "ceiling": DECIDERS,
    "propose_transfer": DECIDERS,
    "keep_apart": DECIDERS,
    "let_go": DECIDERS,
    "transfer": {APPROVER},
    "cancel_transfer": DECIDERS,
    "reports": {ADMINISTRATOR, ELSEWHERE},
    **dict.fromkeys(("report_file", "stop_report"), DECIDERS),
    "pools": ANY_FUND_STAFF | {MANAGER},
    **dict.fromkeys(("pool", "pool_report", "pool_report_file"), FUND_STAFF | {MANAGER}),
    **{key: {MANAGER} for key in ("new_pool", "join_pool")},
    **dict.fromkeys(("contribute", "keep_back", "divide_pool", "move_in_pool", "lend_from_pool"), DECIDERS),
    **dict.fromkeys(("cancel_allotment", "repay_pool_loan", "answer_pool", "leave_pool"), DECIDERS),
    **dict.fromkeys(("answer_loan", "repay_loan_term"), DECIDERS),
    "carry_out_allotment": {APPROVER},
    "bank_files": {ADMINISTRATOR, ELSEWHERE},
    "bank_file": FUND_STAFF,
    "judge_bank_word": FUND_STAFF,
    "api_keys": {ADMINISTRATOR, ELSEWHERE},
    "new_api_key": {ADMINISTRATOR, ELSEWHERE},
    "withdraw_api_key": DECIDERS,
    "webhooks": {ADMINISTRATOR, ELSEWHERE},
    "new_webhook": {ADMINISTRATOR, ELSEWHERE},
    "webhook": DECIDERS,
    "webhook_step": DECIDERS,
    "send_webhook_again": DECIDERS,
    "to_pay": DECIDERS,
    "fund_account": DECIDERS,
    "batch": FUND_STAFF,
    "batch_step": DECIDERS,
    "release_batch": {APPROVER},
    "batch_file": FUND_STAFF,
    "drop_payment": DECIDERS,
    "line_payment": DECIDERS,
    "survey": EVERYBODY,
    "public_figures": EVERYBODY,
    "open_data": EVERYBODY,
    "steering_runs": ANY_FUND_STAFF,
    "scenarios": ANY_FUND_STAFF,
    "partners": {MANAGER},
    "end_partner": {MANAGER},
    "widget_check": EVERYBODY,
    "widget_courses": EVERYBODY,
    "follow_widget": EVERYBODY,
    "year_summary": ANY_FUND_STAFF,
    "compare_scenarios": ANY_FUND_STAFF,
    "scenario": FUND_STAFF,
    "scenario_step": DECIDERS,
    "add_to_scenario": DECIDERS,
    "change_scenario": DECIDERS,
    "shared_scenario": EVERYBODY,
    "figures": ANY_FUND_STAFF | {ADVISER, MANAGER},
    "figures_file": FUND_STAFF,
    "steering_run": FUND_STAFF,
    "steering_choices": FUND_STAFF,
    "stop_steering": DECIDERS,
    "prepare_adoption": DECIDERS,
    "adopt": {APPROVER},
}
_SIDE = {"asked": 0, "hopeless": 0, "best": 0, "helped": 0, "own": 0, "price": 0, "regions": {}, "budgets": {}}
NO_FIGURES = {"now": _SIDE, "then": _SIDE, "impact": {}, "times": 1}
#: Addresses of other topics, with tests of their own (tests/funding/test_scheme_*.py).
SHARED_FOLDERS = ("medewerkers/regelingen/",)
#: Where the pages of steps are, which send a GET back to the file.
STEPS = "/medewerkers/fonds/"


def patterns() -> dict[str, URLPattern]:
    return {
        one.name: one
        for one in urls.urlpatterns
        if isinstance(one, URLPattern) and one.name and not str(one.pattern).startswith(SHARED_FOLDERS)
    }


def test_every_address_has_a_row() -> None:
    assert set(patterns()) == set(MATRIX)


@pytest.fixture
def people(schemes: None, course: Course, today: date) -> dict[str, User | None]:
    found: dict[str, User | None] = {VISITOR: None, OWNER: make_user("Lena"), LEARNER: make_user("Ander")}
    make_fund("ander-fonds")
    for name, role, place in (
        (ADMINISTRATOR, Role.FUND_ADMINISTRATOR, FUND),
        (APPROVER, Role.APPROVER, FUND),
        (ASSESSOR, Role.ASSESSOR, FUND),
        (ELSEWHERE, Role.FUND_ADMINISTRATOR, "ander-fonds"),
        (ADVISER, Role.ADVISER, "twente"),
        (MANAGER, Role.PORTAL_MANAGER, None),
    ):
        user = make_user(name.replace(" ", ""))
        give_role(user, role, place)
        found[name] = user
    return found


@pytest.fixture
def addresses(people: dict[str, User | None], course: Course, today: date) -> dict[str, str]:
    """One address of each name, of things that belong to the owner."""
    from tests.funding.making import load, send

    owner, anna, approver = people[OWNER], people[ADMINISTRATOR], people[APPROVER]
    assert owner
    assert anna
    assert approver
    decided = send(make_draft(owner, course), owner, today)
    line = _line(decided)
    decide(line, Finding(_verdict("refuse"), 0, "Nee."), anna, line.version)
    work_off()
    sent = send(make_draft(owner, course, employer_contribution=10_000), owner, today)
    outside = PlanLine.objects.get(application=sent, state=LineState.OUTSIDE)
    here = _line(sent)
    asked = ask(here, "Wat?", date(2026, 12, 8), anna, here.version)
    PlanLine.objects.filter(pk=here.pk).update(assessor=people[ASSESSOR])
    draft = make_draft(owner, course)
    document = add(load(sent), clean(picture()), "a.jpg", DocumentKind.OTHER, owner)
    check = Check.objects.create(line=here, kind=CheckKind.CRITERION, label="Iets.")
    reason = Reason.objects.create(fund_id=FUND, verdict="refuse", title="T", text="T", written_by=anna)
    invited = invite(Party.EMPLOYER, load(sent), "baas@voorbeeld.example", owner, "http://testserver")
    objection = Objection.objects.create(
        decision=_line(decided).decisions.get(), text="Oneens.", in_time=True, due=date(2027, 1, 5)
    )
    Settlement.objects.create(line=here, granted_cents=1, cents=1, reasons="x", limit_cents=0, prepared_by=anna)
    paid = granted(course, today, anna, approver, "Mo")
    name_accounts(paid, anna)
    batch = released(anna, approver, today)
    payment = Payment.objects.get(batch=batch)
    told = told_by_bank(anna, (payment.number, "1", "betaald"))
    granted(course, today, anna, approver, "Noor")
    open_batch = proposed(anna)
    partner, other_partner = (add_partner(name, ["https://www.assen.nl"], anna) for name in ("Assen", "Emmen"))
    scenario = Scenario.objects.create(funds=[FUND], name="Hoger", state="ready", result=NO_FIGURES, made_by=anna)
    Scenario.objects.filter(pk=scenario.pk).update(share=scenario.pk, shared=timezone.now())
    steering = SteeringRun.objects.create(funds=[FUND], asked_by=anna)
    budget = Budget.objects.select_related("scheme__fund").get(scheme=FUND)
    Budget.objects.filter(pk=budget.pk).update(period=DateRange(date(2026, 1, 1), date(2040, 1, 1)))
    later = Budget.objects.create(scheme=budget.scheme, period=DateRange(date(2040, 1, 1), None), ceiling=0)
    key, _text = make_key(budget.scheme.fund, "Boekhouding", [Scope.PAYMENTS], today, anna, person_of(anna), "k")
    webhook, _secret = make_webhook(key.fund, "https://a.example/", [Event.LINE], anna, person_of(anna), "w")
    transfer = propose_transfer(budget, later, 100, "Besluit 12.", anna)
    pool = Pool.objects.create(fund=key.fund, name="Samen", fixed_percent=50, contributed=100, by=anna)
    loan = Contribution.objects.create(pool=pool, party="Bank", kind="loan", cents=100, by=anna)
    term = Repayment.objects.create(contribution=loan, number=1, due=today, cents=100)
    allotment = Allotment.objects.create(pool=pool, reason="Besluit 13.", proposed_by=anna)
    member = PoolMember.objects.create(pool=pool, budget=budget, weight=1, asked_by=approver)
    borrower = PoolMember.objects.create(pool=pool, budget=later, weight=1, asked_by=approver)
    lent = Loan.objects.create(
        allotment=allotment, member=borrower, cents=100, terms=1, first_term=today, asked_by=approver
    )
    back = LoanTerm.objects.create(loan=lent, number=1, due=today, cents=100)
    asked_for = {"funder": "Provincie", "kind": "cijfers", "form": "xlsx", "every": "year", "scheme": None}
    report = schedule(key.fund, asked_for, anna)
    tomorrow = today + timedelta(days=1)
    employer = open_file(course, None, company="Smid", contact="B. Smid", email="smid@voorbeeld.example", origin="")
    give_facts(employer, {"employs": "yes", "company": "Smid", "cao": "other", "share": 0, "answered_by": "B. Smid"})
    wanted = add_person(employer, "Piet", "piet@voorbeeld.example")
    what = {"fund": here.fund, "period": DateRange(today, tomorrow), "size": 1, "seed": "1", "population": []}
    drawn = SampleDraw.objects.create(**what, drawn_by=anna)
    sample = SampleCase.objects.create(draw=drawn, line=here, asked=timezone.now(), until=tomorrow)
    proposed_other = invite(Party.PROVIDER, load(sent), "school@voorbeeld.example", anna, "http://testserver", here)
    other = {"seat": "propose", "starts": "2027-04-01", "price": 150_000, "answered_by": "School"}
    Invitation.objects.filter(pk=proposed_other.pk).update(answer=other, answered=timezone.now())
    changed = {"sole_decision_limit": 100, "provider_confirms": True, "advance_percent": 50}
    fund_change = propose_change(here.fund, changed, "Besluit 14.", anna)
    offered = Forwarding.objects.create(
        line=_line(decided),
        from_fund=here.fund,
        to_fund_id="ander-fonds",
        scheme=budget.scheme,
        reason="Hoort daar.",
        state="proposed",
        offered=timezone.now(),
        proposed_by=anna,
    )
    args: dict[str, list[Any]] = {
        "fund_settings_list": [],
        "fund_settings": [FUND],
        **{key: [fund_change.pk] for key in ("change_fund", "cancel_fund_change")},
        "forwardings": [],
        **{key: [offered.pk] for key in ("forwarding", "accept_forwarding", "return_forwarding", "cancel_forwarding")},
        "forward_ask": [decided.pk, offered.pk],
        "employers": [],
        "proposal": [sent.pk, proposed_other.pk],
        "samples": [],
        "sample_draw": [sample.draw_id],
        **{key: [sample.pk] for key in ("sample_case", "approve_sample")},
        "sample_answer": [sent.pk, sample.pk],
        **{f"employer_{name}": [token_of(employer)] for name in ("file", "facts", "add", "remove", "new_link")},
        **{key: [FUND] for key in ("to_pay", "fund_account")},
        **{key: [batch.pk] for key in ("batch", "batch_file")},
        **{key: [open_batch.pk] for key in ("batch_step", "release_batch")},
        "drop_payment": [open_batch.pk, Payment.objects.get(batch=open_batch).pk],
        **{key: [told.pk] for key in ("bank_file", "judge_bank_word")},
        **{key: [budget.pk] for key in ("budget", "ceiling", "propose_transfer", "keep_apart")},
        **{key: [transfer.pk] for key in ("transfer", "cancel_transfer")},
        "let_go": [keep_apart(budget, "Techniek", ["metal"], [], 100, anna).pk],
        "withdraw_api_key": [key.pk],
        **{name: [webhook.pk] for name in ("webhook", "webhook_step")},
        "send_webhook_again": [webhook.pk, tell_test(webhook).pk],
        "webhooks": [],
        "new_webhook": [],
        "api_keys": [],
        "new_api_key": [],
        **{key: [] for key in ("pools", "new_pool")},
        **{
            key: [pool.pk]
            for key in (
                *("pool", "join_pool", "contribute", "keep_back", "divide_pool", "move_in_pool", "lend_from_pool"),
                *("pool_report", "pool_report_file"),
            )
        },
        **{key: [allotment.pk] for key in ("carry_out_allotment", "cancel_allotment")},
        "repay_pool_loan": [term.pk],
        "answer_pool": [member.pk],
        "leave_pool": [borrower.pk],
        "answer_loan": [lent.pk],
        "repay_loan_term": [back.pk],
        "reports": [],
        "report_file": [report.files.get().pk],
        "stop_report": [report.pk],
        "budgets": [],
        "payments": [],
        "export": [],
        "bank_files": [],
        "steering_runs": [],
        "survey": ["x"],
        "public_figures": [],
        "open_data": [],
        "scenarios": [],
        "partners": [],
        **{key: [partner.pk] for key in ("widget_check", "widget_courses", "follow_widget")},
        "end_partner": [other_partner.pk],
        "year_summary": [],
        "compare_scenarios": [],
        **{key: [scenario.pk] for key in ("scenario", "scenario_step", "add_to_scenario")},
        "change_scenario": [scenario.pk, FUND],
        "shared_scenario": [links.make(scenario.pk)],
        "figures": [],
        "figures_file": [f"fonds-{FUND}", "stappen"],
        **{
            key: [steering.pk]
            for key in ("steering_run", "steering_choices", "stop_steering", "prepare_adoption", "adopt")
        },
        **{key: [course.pk] for key in ("check", "choose_start", "outcome", "begin", "wish")},
        "question": [course.pk, "employment"],
        **{
            key: [draft.pk]
            for key in ("tasks", "plan", "details", "check_answers", "waiting_list", "discard", "send_together")
        },
        **{key: [draft.pk] for key in ("documents", "employer")},
        "document": [document.pk],
        "remove_document": [document.pk],
        **{key: [sent.pk] for key in ("application", "withdraw", "replan", "messages")},
        "answer": [sent.pk, asked.pk],
        **{key: [sent.pk, outside.pk] for key in ("outside", "packet", "sent_outside", "ask_outside", "tell_outside")},
        **{key: [Letter.objects.get().pk] for key in ("letter", "letter_pdf")},
        **{key: [decided.pk, _line(decided).pk] for key in ("object", "withdraw_objection")},
        "correct": [_line(decided).pk],
        "mine": [],
        "papers": [],
        "letter_texts": [],
        "use_letter_text": [write_text(here.fund, Occasion.REFUSED, "Helaas.", "", anna, 0).pk],
        "letter_text": [FUND, "granted"],
        "letter_names": [FUND],
        "wishes": [],
        "objections": [],
        "scheme_list": [],
        "scheme_schema": [],
        "tell_doubt": [FUND],
        "scheme_wish": [FUND],
        "keep_result": [],
        "share_result": [],
        "come_back": ["x"],
        "entitlements": [],
        "entitlement_question": ["residence"],
        "entitlement_outcome": [],
        "scheme_page": [FUND],
        "receive_instalment": [_line(decided).pk, 1],
        **{key: [] for key in ("queue", "together", "keep_filter", "workload")},
        "drop_filter": [SavedFilter.objects.create(user=anna, name="Techniek", query="stand=open").pk],
        "end_deputy": [
            name_deputy(here.fund, Role.FUND_ADMINISTRATOR, anna, approver, tomorrow, tomorrow, anna).pk,
        ],
        "library": [],
        "end_text": [reason.pk],
        "answer_check": [here.pk, check.pk],
        **{
            key: [objection.pk]
            for key in ("objection", "objection_step", "decide_objection", "approve_objection", "send_back_objection")
        },
    }
    found = {"invited": path_of(invited), "employer_asks": path_of_person(wanted)}
    for name in set(MATRIX) - set(found):
        found[name] = reverse(f"funding:{name}", args=args.get(name, [here.pk]))
    return found


def _line(application: Application) -> PlanLine:
    return PlanLine.objects.select_related("fund", "application__learner").get(application=application, fund=FUND)


def _verdict(name: str) -> Any:
    from funding.applications.enums import Verdict

    return Verdict(name)


def test_who_reaches_what(people: dict[str, User | None], addresses: dict[str, str]) -> None:
    # What throws something away comes last.
    order = sorted(
        MATRIX,
        key=lambda name: (
            name
            in {
                *("discard", "end_text", "involved", "remove_document", "drop_payment", "drop_filter", "end_deputy"),
                "answer_pool",  # a no takes the budget out of it, and nobody can leave any more
            },
            name,
        ),
    )
    wrong = {}
    for who, user in people.items():
        with transaction.atomic(), pages_not_drawn():
            cache.clear()
            client = Client()
            if user:
                log_in(client, user, second_factor=who not in {OWNER, LEARNER})
            reached = {
                name
                for name in order
                if reaches(client, addresses[name], led_back=STEPS) or sends(client, addresses[name])
            }
            expected = {name for name, allowed in MATRIX.items() if who in allowed}
            wrong[who] = (reached - expected, expected - reached)
            # The next one finds everything as it was.
            transaction.set_rollback(True)
    assert wrong == dict.fromkeys(PEOPLE, (set(), set()))


def test_the_resolver_knows_them_all() -> None:
    assert get_resolver().resolve("/mijn/").view_name == "portal:route"
