"""Deciding: one person up to the limit, two above it, never on one's own, and the first of two wins."""

import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from threading import Barrier
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F
from django.test import Client
from django.urls import reverse
from lxml import html
from pypdf import PdfReader

from courses.models import Course
from funding.applications.enums import ApplicationState, LineState, Verdict
from funding.applications.models import PlanLine
from funding.applications.states import LINE
from funding.budgets import ledger
from funding.decisions.actions import Finding, approve, decide, send_back
from funding.decisions.correcting import approve_correction, propose_correction, send_correction_back
from funding.decisions.errors import (
    ChangedMeanwhile,
    Involved,
    NotTheirRole,
    OwnApplication,
    OwnPreparation,
    SameDecision,
    TooMuch,
)
from funding.decisions.forms import DecisionForm
from funding.decisions.involvement import declare
from funding.decisions.models import Decision, Preparation
from funding.decisions.reasons import Reason
from funding.decisions.verifying import mismatches
from funding.letters.models import Letter
from funding.letters.pdf import letter_pdf
from portal.people.enums import FUND_ROLES, Role
from portal.people.models import Fund, Membership, User
from portal.record.audit import broken_links
from portal.record.models import AuditEvent
from tests.funding.making import budget_of, make_application
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user
from tests.threads import PATIENCE, at_once

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"
GRANT = Finding(Verdict.GRANT, 140_000, "Je voldoet aan alle voorwaarden.")
REFUSE = Finding(Verdict.REFUSE, 0, "De cursus is te duur voor wat je leert.")


@pytest.fixture
def line(course: Course, today: date) -> PlanLine:
    """A line of € 1.400 at a fund where one person decides up to € 1.500."""
    return whole(make_application(course, today).lines.get())


@pytest.fixture
def large_line(line: PlanLine) -> PlanLine:
    """The same line at a fund where one person decides up to € 1.000."""
    Fund.objects.filter(pk=line.fund_id).update(sole_decision_limit=100_000)
    return whole(line)


def whole(line: PlanLine) -> PlanLine:
    return PlanLine.objects.select_related("fund", "application").get(pk=line.pk)


def colleague(name: str) -> User:
    """Somebody at the fund who may prepare, decide and approve."""
    user = make_user(name)
    for role in FUND_ROLES:
        give_role(user, role, FUND)
    return user


@pytest.fixture
def anna(schemes: None) -> User:
    return colleague("Anna")


@pytest.fixture
def bram(schemes: None) -> User:
    return colleague("Bram")


def test_a_grant_commits_the_money_and_closes_the_application(line: PlanLine, anna: User) -> None:
    decision = decide(line, GRANT, anna, line.version)
    assert decision
    assert (decision.cents, decision.decided_by) == (140_000, anna)
    line = whole(line)
    assert (line.state, line.application.state) == (LineState.GRANTED, ApplicationState.DECIDED)
    budget = budget_of("het-noorden-leert-door")
    assert (budget.reserved, budget.committed) == (0, 140_000)
    assert ledger.differences() == []
    assert AuditEvent.objects.filter(verb="grant", actor=anna.pk, object_id=str(line.pk)).exists()


def test_a_partial_grant_gives_the_rest_back(line: PlanLine, anna: User) -> None:
    decide(line, Finding(Verdict.GRANT, 100_000, "Zoveel is er nog."), anna, line.version)
    budget = budget_of("het-noorden-leert-door")
    assert (budget.reserved, budget.committed) == (0, 100_000)
    assert ledger.differences() == []


def test_a_refusal_gives_the_money_back(line: PlanLine, anna: User) -> None:
    decide(line, REFUSE, anna, line.version)
    budget = budget_of("het-noorden-leert-door")
    assert (budget.reserved, budget.committed) == (0, 0)
    assert whole(line).state == LineState.REFUSED


def test_more_than_was_asked_cannot_be_granted(line: PlanLine, anna: User) -> None:
    with pytest.raises(TooMuch):
        decide(line, Finding(Verdict.GRANT, 140_001, "Extra."), anna, line.version)


@pytest.mark.parametrize("finding", [GRANT, REFUSE])
def test_above_the_limit_one_prepares_and_another_decides(
    large_line: PlanLine, anna: User, bram: User, finding: Finding
) -> None:
    assert decide(large_line, finding, anna, large_line.version) is None
    waiting = whole(large_line)
    assert waiting.state == LineState.AWAITING_APPROVAL
    assert not Decision.objects.exists()
    with pytest.raises(OwnPreparation):
        approve(waiting, anna, waiting.version)
    decision = approve(waiting, bram, waiting.version)
    assert (decision.prepared_by_id, decision.decided_by, decision.cents) == (anna.pk, bram, finding.cents)
    assert ledger.differences() == []


def test_what_is_sent_back_is_prepared_again(large_line: PlanLine, anna: User, bram: User) -> None:
    decide(large_line, GRANT, anna, large_line.version)
    waiting = whole(large_line)
    with pytest.raises(OwnPreparation):
        send_back(waiting, "Nee.", anna, waiting.version)
    send_back(waiting, "De prijs klopt niet.", bram, waiting.version)
    again = whole(large_line)
    assert again.state == LineState.RESERVED
    decide(again, REFUSE, anna, again.version)
    waiting = whole(large_line)
    assert approve(waiting, bram, waiting.version).verdict == Verdict.REFUSE
    assert Preparation.objects.count() == 2


def test_nobody_decides_on_their_own_application(line: PlanLine) -> None:
    own = User.objects.get(pk=line.application.learner_id)
    with pytest.raises(OwnApplication):
        decide(line, GRANT, own, line.version)


def test_who_is_involved_says_so_and_then_neither_decides_nor_sees(line: PlanLine, anna: User, client: Client) -> None:
    log_in(client, anna)
    file = reverse("funding:line", args=[line.pk])
    assert client.get(file).status_code == 200
    client.post(reverse("funding:involved", args=[line.pk]))
    assert client.get(file).status_code == 404
    with pytest.raises(Involved):
        decide(line, GRANT, anna, line.version)


def test_a_role_counts_only_at_its_own_fund_on_its_own_days_and_for_its_own_step(large_line: PlanLine) -> None:
    """The same person may be administrator at one fund and approver at another."""
    mixed, former = make_user("Mixed"), make_user("Former")
    give_role(mixed, Role.APPROVER, FUND)
    give_role(mixed, Role.FUND_ADMINISTRATOR, "twents-fonds-voor-vakmanschap")
    give_role(former, Role.FUND_ADMINISTRATOR, FUND, until=date(2026, 11, 24))
    for person in (mixed, former):
        with pytest.raises(NotTheirRole):
            decide(large_line, GRANT, person, large_line.version)
    Membership.objects.filter(user=former).update(period=DateRange(date(2020, 1, 1), date(2026, 11, 25)))
    assert decide(large_line, GRANT, former, large_line.version) is None


def test_the_database_refuses_a_lonely_decision_above_the_limit(large_line: PlanLine, anna: User) -> None:
    preparation = Preparation.objects.create(
        line=large_line, verdict=Verdict.GRANT, cents=1, reasons="x", prepared_by=anna
    )
    with pytest.raises(IntegrityError, match="nobody_decides_alone"), transaction.atomic():
        Decision.objects.create(
            line=large_line,
            preparation=preparation,
            verdict=Verdict.GRANT,
            asked_cents=140_000,
            cents=1,
            reasons="x",
            limit_cents=100_000,
            prepared_by=anna,
            decided_by=anna,
        )


def test_the_second_administrator_is_told_who_was_first(line: PlanLine, anna: User, bram: User) -> None:
    decide(line, GRANT, anna, line.version)
    with pytest.raises(ChangedMeanwhile) as told:
        decide(line, REFUSE, bram, line.version)
    assert "Anna heeft deze regel om" in told.value.message
    assert "Toegekend" in told.value.message.replace("toegekend", "Toegekend")
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_twenty_approvers_at_once_one_wins_and_nineteen_are_told(large_line: PlanLine, anna: User) -> None:
    decide(large_line, GRANT, anna, large_line.version)
    approvers = [colleague(f"Keurder{number}") for number in range(20)]
    waiting = whole(large_line)
    results = at_once(*[lambda one=one: approve(whole(waiting), one, waiting.version) for one in approvers])
    assert sum(isinstance(result, Decision) for result in results) == 1
    assert sum(isinstance(result, ChangedMeanwhile) for result in results) == 19
    winner = Decision.objects.select_related("decided_by").get().decided_by
    assert all(result.who == str(winner) for result in results if isinstance(result, ChangedMeanwhile))
    assert budget_of("het-noorden-leert-door").committed == 140_000
    assert ledger.differences() == []
    assert broken_links() == []


@pytest.mark.django_db(transaction=True)
def test_without_the_conditional_step_two_would_decide(line: PlanLine, anna: User, bram: User) -> None:
    """The control: read the state, then write it, as a careless writer would."""
    both_looked = Barrier(2)  # so that the race is certain

    def careless() -> bool:
        with transaction.atomic():
            seen = PlanLine.objects.get(pk=line.pk)
            both_looked.wait(PATIENCE)
            if seen.state != LineState.RESERVED:
                return False
            PlanLine.objects.filter(pk=line.pk).update(
                state=LineState.GRANTED, granted_cents=1, version=F("version") + 1
            )
            return True

    assert at_once(careless, careless).count(True) == 2


def test_decisions_stay_as_they_are(line: PlanLine, anna: User) -> None:
    decide(line, GRANT, anna, line.version)
    work_off()
    for model in (Letter, Decision, Preparation):
        delete = f"DELETE FROM {model._meta.db_table}"  # noqa: S608
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(delete)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Decision.objects.update(cents=1)
    with pytest.raises(IntegrityError, match="keeps what was asked"), transaction.atomic():
        PlanLine.objects.update(cents=1)


@pytest.mark.django_db
def test_the_database_takes_only_the_steps_of_the_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a, b FROM unnest(%s::text[]) a, unnest(%s::text[]) b WHERE funding_line_step_allowed(a, b)",
            [LineState.values, LineState.values],
        )
        assert set(cursor.fetchall()) == set(LINE.pairs())


def test_a_step_that_is_not_in_the_table_is_refused(line: PlanLine) -> None:
    with pytest.raises(IntegrityError, match="no step from reserved to outside"), transaction.atomic():
        PlanLine.objects.filter(pk=line.pk).update(state=LineState.OUTSIDE)


def plain(text: str) -> str:
    """Words without what setting them adds: ligatures, hyphens, line breaks."""
    return "".join(unicodedata.normalize("NFKC", text).replace("-", "").replace("\u00ad", "").split())


def test_the_letter_says_what_the_law_asks(line: PlanLine, anna: User) -> None:
    decide(line, GRANT, anna, line.version)
    work_off()
    letter = Letter.objects.get()
    for text in (
        "€\u00a01.400",  # amount
        line.application.number,
        "Je voldoet aan alle voorwaarden.",  # reasons, Awb 3:46 and 3:47
        "24 november 2026",  # date of receipt
        "bezwaar maken",  # remedy, Awb 3:45
        "5 januari 2027",  # six weeks after notification, Awb 6:7
        "Voorbeeldstraat 1",  # where to
        "voorbeeldregeling",  # example amounts are called so
    ):
        assert text in letter.html, text
    assert "Anna" not in letter.html  # who decided: only where the fund says so (test_letters.py)
    reader = PdfReader(BytesIO(letter_pdf(Letter.objects.select_related("line__fund", "line__application").get())))
    root, printed = reader.trailer["/Root"], plain("".join(page.extract_text() for page in reader.pages))
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("nl", True)
    assert root["/StructTreeRoot"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    texts = html.fragment_fromstring(letter.html, create_parent="div").itertext()
    lost = [word for text in texts for word in text.split() if plain(word) not in printed]
    assert lost == []
    message = mail.outbox[-1]
    assert message.to == [User.objects.get(pk=line.application.learner_id).email]
    assert "1.400" not in message.body
    assert "Je voldoet" not in message.body


def test_who_is_involved_with_somebody_does_not_read_their_letter_either(
    line: PlanLine, anna: User, bram: User
) -> None:
    decide(line, GRANT, anna, line.version)
    work_off()
    address, reader = f"/mijn/brieven/{Letter.objects.get().pk}/", log_in(Client(), bram)
    assert reader.get(address).status_code == 200
    declare(line, bram)
    assert [reader.get(one).status_code for one in (f"/medewerkers/fonds/{line.pk}/", address)] == [404, 404]


def test_what_people_write_becomes_no_markup_in_a_letter(line: PlanLine, anna: User) -> None:
    decide(line, Finding(Verdict.REFUSE, 0, "<script>alert(1)</script>"), anna, line.version)
    work_off()
    assert "<script>" not in Letter.objects.get().html


def test_the_letter_is_written_once(line: PlanLine, anna: User) -> None:
    from funding.letters.writing import write_letter
    from portal.record.models import OutboxMessage

    decide(line, GRANT, anna, line.version)
    work_off()
    OutboxMessage.objects.filter(task="funding.write_letter").update(done=None)
    write_letter(OutboxMessage.objects.get(task="funding.write_letter").pk)
    assert Letter.objects.count() == 1
    assert OutboxMessage.objects.filter(task="portal.deliver_mail").count() == 2  # receipt and notice


def test_who_grants_a_part_says_where_the_difference_comes_from() -> None:
    """A text of the library is for many; why this learner gets less is said in words of its own (Awb 3:46)."""
    text = Reason(pk=uuid4(), verdict=Verdict.GRANT, title="Voldoet", text="Je voldoet aan de voorwaarden.")
    told = {"verdict": "grant", "library": str(text.pk)}
    for amount, reasons, wrong in (("1000", "", []), ("999,99", "", ["reasons"]), ("999,99", "Zonder boeken.", [])):
        form = DecisionForm(told | {"amount": amount, "reasons": reasons}, asked=100_000, library=[text])
        assert list(form.errors) == wrong


@pytest.mark.parametrize(
    ("first", "then", "state", "promised"),
    [
        (GRANT, replace(GRANT, cents=60_000), LineState.PARTLY_GRANTED, 60_000),
        (GRANT, REFUSE, LineState.REFUSED, 0),
        (REFUSE, GRANT, LineState.GRANTED, 140_000),
        (replace(GRANT, cents=60_000), replace(GRANT, cents=90_000), LineState.PARTLY_GRANTED, 90_000),
    ],
)
def test_a_decision_is_put_right_by_two_and_the_first_one_stays(
    line: PlanLine, anna: User, bram: User, first: Finding, then: Finding, state: LineState, promised: int
) -> None:
    decide(line, first, anna, line.version)
    line = whole(line)
    with pytest.raises(ChangedMeanwhile):
        propose_correction(line, then, anna, line.version - 1)
    with pytest.raises(SameDecision):
        propose_correction(line, first, anna, line.version)
    with pytest.raises(TooMuch):
        propose_correction(line, replace(GRANT, cents=10**30), anna, line.version)
    propose_correction(line, then, anna, line.version)
    with pytest.raises(ChangedMeanwhile):
        propose_correction(whole(line), then, bram, line.version)
    with pytest.raises(OwnPreparation):
        approve_correction(whole(line), anna)
    send_correction_back(whole(line), "Vraag eerst wat Lena ervan vindt.", bram)
    propose_correction(whole(line), then, anna, line.version)
    made = approve_correction(whole(line), bram)
    line = whole(line)
    assert (line.state, line.granted_cents, ledger.held(line.pk)) == (state, promised, (0, promised, 0))
    before = Decision.objects.get(kind="first")
    assert (before.cents, made.corrects, made.kind) == (first.cents, before, "correction")
    assert (ledger.differences(), ledger.line_differences(), list(mismatches())) == ([], [], [])
    work_off()
    assert "komt in de plaats van ons besluit" in Letter.objects.get(decision=made).html
    with pytest.raises(ChangedMeanwhile):
        approve_correction(line, bram)
    with pytest.raises(IntegrityError, match="correction_takes_two_people"), transaction.atomic():
        Decision.objects.bulk_create([_alone(made)])


def _alone(decision: Decision) -> Decision:
    """The same once more, by one person."""
    decision.pk, decision.decided_by_id = uuid4(), decision.prepared_by_id
    return decision


def test_the_page_of_putting_a_decision_right(line: PlanLine, anna: User, bram: User, client: Client) -> None:
    decide(line, GRANT, anna, line.version)
    page = f"/medewerkers/fonds/{line.pk}/herstellen/"
    log_in(client, anna)
    assert page in client.get(f"/medewerkers/fonds/{line.pk}/").text
    told = {"step": "propose", "verdict": "grant", "amount": "900", "version": whole(line).version}
    assert client.post(page, told).status_code == 422
    assert client.post(page, told | {"reasons": "De reiskosten telden dubbel."}).url == page
    assert "Herstel het besluit" not in client.get(page).text
    assert client.post(page, {"step": "approve"}).status_code == 409
    other = log_in(Client(), bram)
    mine, theirs = (one.get("/medewerkers/fonds/").text for one in (other, client))
    assert whole(line).application.number in mine
    assert whole(line).application.number not in theirs
    assert "Bekijk het voorstel" in other.get(f"/medewerkers/fonds/{line.pk}/").text
    assert "De reiskosten telden dubbel." in other.get(page).text
    assert other.post(page, {"step": "back", "reason": ""}).status_code == 422
    assert other.post(page, {"step": "approve"}).status_code == 302
    assert other.post(page, {"step": "approve"}).status_code == 409
    assert whole(line).granted_cents == 90_000
