"""A file that belongs at another fund goes there: two parties, one transaction, and nothing stays behind to be read."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse

from courses.models import Course
from funding.applications.enums import LineState, Verdict
from funding.applications.models import Application, PlanLine
from funding.applications.states import LINE
from funding.applications.steps import take
from funding.applications.withdrawing import withdraw
from funding.budgets import ledger
from funding.budgets.models import Budget, LedgerEntry
from funding.decisions.actions import Finding, decide, take_up
from funding.decisions.errors import ChangedMeanwhile
from funding.decisions.models import Decision
from funding.decisions.verifying import mismatches
from funding.figures.counting import refresh_figures
from funding.figures.models import Figure
from funding.forwarding import actions
from funding.forwarding.enums import ForwardingState
from funding.forwarding.errors import (
    AlreadyForwarding,
    CannotForward,
    ForwardingGone,
    NotThatScheme,
    OtherAmount,
    SamePerson,
)
from funding.forwarding.models import Forwarding
from funding.forwarding.offering import offer
from funding.fund_access import lines
from funding.letters.models import Letter
from funding.messages.actions import send as send_message
from funding.schemes.models import SchemeVersion
from intake.profile.enums import Purpose
from intake.profile.models import Consent
from intake.profile.resting import uses
from portal.access import Person
from portal.mail.models import MailMessage
from portal.people.enums import Role
from portal.people.models import Fund, Membership, User
from tests.funding.making import budget_of, make_application
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user
from tests.threads import PATIENCE, at_once

pytestmark = pytest.mark.django_db
HERE, THERE = "het-noorden-leert-door", "rmt-noord"
REASON = "Je woont buiten ons gebied."


@pytest.fixture
def parties(schemes: None) -> tuple[User, User]:
    """An administrator of the fund that has the file, and one of the fund that should."""
    found = make_user("Anna"), make_user("Bram")
    for user, fund in zip(found, (HERE, THERE), strict=True):
        give_role(user, Role.FUND_ADMINISTRATOR, fund)
    return found


def _line(application: Application, fund: str = HERE) -> PlanLine:
    parts = ("fund", "budget", "scheme_version__scheme", "application__learner", "application__course", "assessor")
    return PlanLine.objects.select_related(*parts).get(application=application, fund=fund)


def _open(forwarding: Forwarding) -> Forwarding:
    parts = ("line__fund", "line__application__learner", "line__scheme_version__scheme", "scheme", "consent")
    people = ("from_fund", "to_fund", "proposed_by")
    return Forwarding.objects.select_related(*parts, *people).get(pk=forwarding.pk)


def _staff(user: User) -> Client:
    client = Client()
    log_in(client, user, second_factor=True)
    return client


def _figures(scheme: str) -> tuple[int, int]:
    budget = budget_of(scheme)
    return budget.reserved, budget.left


def test_a_file_goes_to_another_fund_with_its_money_its_history_and_its_term(
    parties: tuple[User, User], course: Course, today: date, client: Client
) -> None:
    anna, bram = parties
    application = make_application(course, today)
    learner = application.learner
    assert learner
    line = _line(application)
    take_up(line, anna, line.version)
    send_message(_line(application), "Kan het ook in maart?", learner, from_learner=True)
    page = _staff(anna)
    url = reverse("funding:forward", args=[line.pk])
    version = _line(application).version
    told = {"scheme": THERE, "reason": REASON, "version": version}

    shown = page.post(url, told | {"step": "show"}).text
    assert "Wat verandert er?" in shown
    assert not Forwarding.objects.exists()
    assert page.post(url, {"scheme": HERE, "reason": ""}, follow=True).status_code == 422
    assert page.post(url, told | {"step": "send"}).status_code == 302
    made = Forwarding.objects.get()
    assert made.state == ForwardingState.PROPOSED  # two public funds: Awb 2:3, nobody is asked
    assert page.post(url, told | {"step": "send"}).status_code == 409
    # Nothing moved yet, and who is asked sees neither name nor file.
    assert _line(application).state == LineState.IN_REVIEW
    other = _staff(bram)
    asked = other.get(reverse("funding:forwarding", args=[made.pk]))
    assert REASON in asked.text
    assert application.learner_name not in asked.text
    assert other.get(reverse("funding:line", args=[line.pk])).status_code == 404
    assert page.post(reverse("funding:accept_forwarding", args=[made.pk])).status_code == 404

    cents = offer(_line(application), THERE).cents
    answer = other.post(reverse("funding:accept_forwarding", args=[made.pk]), {"cents": cents})
    new = _line(application, THERE)
    assert answer.headers["Location"] == reverse("funding:line", args=[new.pk])
    old = _line(application)
    assert (old.state, new.state, new.cents) == (LineState.FORWARDED, LineState.RESERVED, cents)
    assert (new.complete_at, new.term_starts, new.due) == (old.complete_at, old.term_starts, old.due)
    assert _figures(HERE)[0] == 0
    assert _figures(THERE)[0] == cents
    assert not ledger.differences()
    assert not ledger.line_differences()
    assert not list(mismatches())
    application.refresh_from_db()
    assert application.state == "submitted"
    # It counts once, and where it is decided.
    refresh_figures()
    counted = dict(Figure.objects.filter(dimension="all", region="", cases__gt=0).values_list("fund", "asked"))
    still = application.lines.exclude(state__in=[LineState.PROPOSED, LineState.FORWARDED])
    assert (HERE in counted, counted[THERE]) == (False, cents)
    assert counted[""] == sum(still.values_list("cents", flat=True))

    work_off()
    file = other.get(reverse("funding:line", args=[new.pk])).text
    assert REASON in file
    assert "Kan het ook in maart?" in other.get(reverse("funding:line_messages", args=[new.pk])).text
    # The first fund keeps what it did itself.
    gone = page.get(reverse("funding:line", args=[line.pk]))
    assert gone.headers["Location"] == reverse("funding:forwarding", args=[made.pk])
    letter = Letter.objects.get(line=old)
    assert letter.subject in page.get(gone.headers["Location"]).text
    assert page.get(reverse("funding:letter", args=[letter.pk])).status_code == 200
    for name in ("line_messages", "ask", "settle"):
        assert page.get(reverse(f"funding:{name}", args=[line.pk])).status_code == 404
    assert not lines(Person(anna, tuple(Membership.objects.filter(user=anna))), Role.FUND_ADMINISTRATOR).exists()
    # And the learner reads who decides now.
    assert "artikel 2:3" in letter.html
    assert MailMessage.objects.filter(to=learner.email, kind="letter_written").exists()
    log_in(client, learner)
    own = client.get(reverse("funding:application", args=[application.pk])).text
    assert "Doorgestuurd" in own
    assert old.fund.name in own
    # The other fund decides, and what was frozen gives the same again.
    take_up(new, bram, new.version)
    new.checks.update(state="met")
    Fund.objects.filter(pk=THERE).update(sole_decision_limit=10_000_000)
    new = _line(application, THERE)
    decide(new, Finding(Verdict.REFUSE, 0, "Nee."), bram, new.version)
    assert not list(mismatches())


def test_who_forwards_takes_over_nothing_and_one_answer_counts(
    parties: tuple[User, User], course: Course, today: date
) -> None:
    anna, bram = parties
    give_role(anna, Role.FUND_ADMINISTRATOR, THERE)
    line = _line(make_application(course, today))
    made = actions.propose(line, THERE, REASON, anna, line.version)
    cents = offer(line, THERE).cents
    with pytest.raises(AlreadyForwarding):
        actions.propose(line, THERE, REASON, anna, line.version)
    with pytest.raises(SamePerson):
        actions.accept(_open(made), anna, cents)
    with pytest.raises(IntegrityError), transaction.atomic():
        Forwarding.objects.filter(pk=made.pk).update(state="accepted", answered_by=anna, new_line=line)
    with pytest.raises(OtherAmount):
        actions.accept(_open(made), bram, cents - 1)
    actions.send_back(_open(made), "Hij woont bij jullie.", bram)
    with pytest.raises(ForwardingGone):
        actions.cancel(_open(made), anna)
    # Returned: it can be offered again; once there is a question for the learner it cannot go.
    again = actions.propose(line, THERE, REASON, anna, line.version)
    take(line, LINE.step("ask"))
    with pytest.raises(CannotForward):
        actions.accept(_open(again), bram, cents)
    assert not LedgerEntry.objects.filter(movement="release").exists()


def test_a_fund_that_may_not_read_it_is_asked_after_the_learner(
    parties: tuple[User, User], course: Course, today: date, client: Client
) -> None:
    anna, bram = parties
    Fund.objects.filter(pk=THERE).update(sector="private")
    application = make_application(course, today)
    learner = application.learner
    assert learner
    line = _line(application)
    made = actions.propose(line, THERE, REASON, anna, line.version)
    other = _staff(bram)
    url = reverse("funding:forwarding", args=[made.pk])
    assert other.get(url).status_code == 404
    log_in(client, learner)
    ask = reverse("funding:forward_ask", args=[application.pk, made.pk])
    assert ask in client.get(reverse("funding:application", args=[application.pk])).text
    assert REASON in client.get(ask).text
    read_before = _open(made)
    client.post(ask, {"answer": "yes"})
    assert other.get(url).status_code == 200
    assert _open(made).consent
    actions.cancel(read_before, anna)
    consent = _open(made).consent
    assert consent
    assert consent.withdrawn  # though the proposal was read before there was one
    client.post(ask, {"answer": "no"})  # too late, and said so
    assert _open(made).state == ForwardingState.CANCELLED


def test_a_full_budget_puts_it_on_the_waiting_list_in_the_order_of_receipt(
    parties: tuple[User, User], course: Course, today: date
) -> None:
    anna, bram = parties
    line = _line(make_application(course, today))
    made = actions.propose(line, THERE, REASON, anna, line.version)
    cents = offer(line, THERE).cents
    Budget.objects.filter(scheme=THERE).update(ceiling=cents - 1)
    new = actions.accept(_open(made), bram, cents)
    assert (new.state, new.complete_at) == (LineState.WAITING, line.complete_at)
    assert _figures(HERE)[0] == _figures(THERE)[0] == 0
    Budget.objects.filter(scheme=THERE).update(ceiling=cents)
    work_off()
    new.refresh_from_db()
    assert new.state == LineState.RESERVED
    assert not ledger.line_differences()
    assert new.due
    assert new.due >= today + timedelta(weeks=8)


def test_what_came_in_between_counts(parties: tuple[User, User], course: Course, today: date) -> None:
    """What the file was when the page was read says nothing any more: its costs are paid by another now."""
    anna, bram = parties
    application = make_application(course, today)
    line = _line(application)
    made = actions.propose(line, THERE, REASON, anna, line.version)
    cents = offer(line, THERE).cents
    read = _open(made)
    list(read.line.application.lines.all())
    read.line.application._prefetched_objects_cache = {"lines": [read.line]}  # as a page that was read before
    other = SchemeVersion.objects.select_related("scheme__fund").exclude(scheme__fund__in=[HERE, THERE])[0]
    total = sum(part["cents"] for part in line.parts)
    PlanLine.objects.create(
        application=application,
        scheme_version=other,
        fund=other.scheme.fund,
        position=9,
        cents=total,
        parts=line.parts,
    )
    with pytest.raises((OtherAmount, NotThatScheme)):
        actions.accept(read, bram, cents)
    assert _line(application).state == LineState.RESERVED


def test_a_consent_is_one_of_several_and_ends_with_the_application(
    parties: tuple[User, User], course: Course, today: date, client: Client
) -> None:
    anna, _bram = parties
    Fund.objects.filter(pk=THERE).update(sector="private")
    application = make_application(course, today)
    learner = application.learner
    assert learner
    line = _line(application)
    made = actions.propose(line, THERE, REASON, anna, line.version)
    take(line, LINE.step("ask"))
    with pytest.raises(ForwardingGone):
        actions.agree(_open(made), learner)  # it cannot go any more: nobody needs to read it
    take(line, LINE.step("answer"))
    actions.agree(_open(made), learner)
    # Each of both leads to the page where the application is withdrawn; neither ends by a button alone.
    both = list(Consent.objects.filter(purpose=Purpose.APPLICATION, withdrawn=None))
    assert len(both) == 2
    assert {one.pk for one in both} == set(uses(both))
    log_in(client, learner)
    for one in both:
        client.post(f"/mijn/toestemming/{one.pk}/intrekken/")
    assert Consent.objects.filter(withdrawn=None).count() == 2
    withdraw(application, [line.pk], learner)
    assert not Consent.objects.filter(purpose=Purpose.APPLICATION, withdrawn=None).exists()


def test_with_the_decision_or_the_withdrawal_a_proposal_and_its_consent_are_over(
    parties: tuple[User, User], course: Course, today: date
) -> None:
    anna, bram = parties
    Fund.objects.filter(pk=HERE).update(sole_decision_limit=10_000_000)
    Fund.objects.filter(pk=THERE).update(sector="private")
    for name in ("Decided", "Withdrawn"):
        application = make_application(course, today, name)
        learner, line = application.learner, _line(application)
        assert learner
        made = actions.propose(line, THERE, REASON, anna, line.version)
        actions.agree(_open(made), learner)
        other = _staff(bram)
        assert "Wacht op het andere fonds" in other.get(reverse("funding:forwardings")).text.replace("wacht", "Wacht")
        if name == "Decided":
            line.checks.update(state="met")
            decide(line, Finding(Verdict.REFUSE, 0, "Nee."), anna, line.version)
        else:
            withdraw(application, [line.pk], learner)
        over = _open(made)
        assert (over.state, over.answered is None, over.answered_by_id) == (ForwardingState.LAPSED, False, None)
        assert over.consent
        assert over.consent.withdrawn
        with pytest.raises((ForwardingGone, CannotForward)):
            actions.accept(over, bram, line.cents)
        # The fund that was asked finds out why its mail leads to nothing any more.
        page = other.get(reverse("funding:forwarding", args=[made.pk])).text
        assert "vervallen" in page
        assert "Neem over" not in page


def test_who_proposed_is_told_when_an_answer_does_not_come(
    parties: tuple[User, User], course: Course, today: date
) -> None:
    anna, bram = parties
    line = _line(make_application(course, today))
    made = actions.propose(line, THERE, REASON, anna, line.version)
    pages = [reverse("portal:today"), reverse("portal:staff_home"), reverse("funding:forwardings")]
    pages.append(reverse("funding:forwarding", args=[made.pk]))
    for days, late in ((6, False), (7, True)):
        with time_machine.travel(f"{today + timedelta(days=days)}T13:00:00+01:00"):
            mine, theirs = _staff(anna), _staff(bram)
            for page in pages:
                shown = mine.get(page).text
                assert ("wacht al een week" in shown or "7 dagen geen antwoord" in shown) is late, page
            assert "wacht al een week" not in theirs.get(pages[0]).text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("decides", [True, False], ids=["and a decision", "and no decision"])
def test_of_a_decision_and_several_who_take_it_over_at_once_one_counts(
    parties: tuple[User, User], course: Course, today: date, decides: bool
) -> None:
    """A decision has less to do and nearly always wins; without one it is who takes it over that wins."""
    anna, bram = parties
    colleagues = [bram, *(make_user(f"Bij{number}") for number in range(5))]
    for one in colleagues[1:]:
        give_role(one, Role.FUND_ADMINISTRATOR, THERE)
    Fund.objects.filter(pk=HERE).update(sole_decision_limit=10_000_000)
    application = make_application(course, today)
    line = _line(application)
    made = actions.propose(line, THERE, REASON, anna, line.version)
    cents = offer(line, THERE).cents
    refusal = Finding(Verdict.REFUSE, 0, "Nee.")
    works: list[Callable[[], object]]
    works = [lambda one=one: actions.accept(_open(made), one, cents) for one in colleagues]
    if decides:
        works.append(lambda: decide(line, refusal, anna, line.version))
    results = at_once(*works)
    [won] = [one for one in results if isinstance(one, Decision | PlanLine)]
    taken = isinstance(won, PlanLine)
    # Each of the others reads that somebody was first, and nothing else.
    told = Counter({ForwardingGone: len(colleagues) - taken, ChangedMeanwhile: int(decides and taken)})
    assert Counter(type(one) for one in results if one is not won) == told
    assert (_open(made).state, _line(application).state) == (
        ("accepted", LineState.FORWARDED) if taken else ("lapsed", LineState.REFUSED)
    )
    assert PlanLine.objects.filter(application=application, fund=THERE).count() == taken
    assert _figures(THERE)[0] == (cents if taken else 0)
    assert _figures(HERE)[0] == 0
    assert not ledger.differences()
    assert not ledger.line_differences()


@pytest.mark.django_db(transaction=True)
def test_without_the_conditional_answer_two_would_take_it_over(
    parties: tuple[User, User], course: Course, today: date
) -> None:
    """The control: who reads the state and then writes it takes the same file twice."""
    anna, _bram = parties
    line = _line(make_application(course, today))
    made = actions.propose(line, THERE, REASON, anna, line.version)
    both_looked = Barrier(2)

    def careless() -> bool:
        with transaction.atomic():
            seen = PlanLine.objects.get(pk=line.pk)
            both_looked.wait(PATIENCE)
            if seen.state not in LINE.step("forward").starts or _open(made).state != ForwardingState.PROPOSED:
                return False
            PlanLine.objects.filter(pk=line.pk).update(version=F("version") + 1)
            Budget.objects.filter(scheme=THERE).update(reserved=F("reserved") + 1)
            return True

    assert at_once(careless, careless).count(True) == 2
    assert _figures(THERE)[0] == 2
