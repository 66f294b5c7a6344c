"""The morning digest: what is late at a fund, mailed once a working day to who wants it, and to nobody else."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.feeds.enums import RunOutcome
from courses.models import Course, Feed, FeedRun
from funding.applications.models import PlanLine
from funding.budgets.models import Budget
from funding.payments import batches
from funding.payments.enums import PaymentState
from funding.pools.models import Allotment, Contribution, Loan, LoanTerm, Pool, PoolMember, Repayment
from funding.schemes.links import LinkState, SourceLink
from funding.schemes.models import SchemeVersion
from funding.schemes.queries import CHECK_HOLDS
from portal.digest.sending import morning_digest
from portal.mail.models import MailMessage, ReturnedAddress
from portal.mail.returned import is_used
from portal.people.enums import Role
from portal.people.models import User
from portal.record.models import OutboxMessage
from tests.funding.making import make_application
from tests.funding.paying import colleague, granted, name_accounts, proposed, released, told_by_bank
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db
LATER = datetime(2027, 1, 1, tzinfo=UTC)  # than whatever the database itself says the time of
FUND = "het-noorden-leert-door"
MONDAY = "2026-11-30T06:30:00Z"  # half past seven in the Netherlands


def test_what_is_stuck_stale_or_held_is_told_to_who_can_mend_it(course: Course, today: date, client: Client) -> None:
    anna, bram = colleague("Anna"), colleague("Bram")
    maria = make_user("Maria")
    give_role(maria, Role.PORTAL_MANAGER)
    failed, silent = (granted(course, today, anna, bram, name) for name in ("Mo", "Noor"))
    name_accounts(failed, anna)
    work_off()
    released(anna, bram, today)
    refused = failed.payments.get()
    told_by_bank(anna, (refused.number, "1400", "mislukt"), second=bram)
    granted(course, today, anna, bram, "Omar")
    batches.check(proposed(anna), anna)
    version = SchemeVersion.objects.published().filter(scheme=FUND).latest("number")
    SourceLink.objects.create(address=version.sources[0]["address"], state=LinkState.GONE, since=timezone.now())
    feed, other = Feed.objects.all()[0], Feed.objects.create(format="xcri", address="https://anders.example/")
    for one, outcome in ((feed, RunOutcome.HELD), (other, RunOutcome.FAILED)):
        FeedRun.objects.create(feed=one, outcome=outcome, started=LATER, finished=LATER)

    def told(who: User) -> str:
        log_in(client, who)
        return client.get(reverse("portal:today")).text

    soon = told(anna)
    assert "1 betaling is niet gelukt of kwam terug." not in soon  # tried again: it is in the new proposal
    assert "zegt de bank al meer dan vijf dagen niets" not in soon
    assert "wacht al twee dagen op een tweede persoon" not in soon
    # Silent's own address is wrong: who works on the file sees that the letter was not read, until somebody reads it.
    silent.application.learner.refresh_from_db()
    ReturnedAddress.objects.create(address=silent.application.learner.email, status="5.1.1", last=LATER)
    came_back = "Onze e-mail over de brief van 1 aanvraag kwam terug"
    assert came_back not in soon
    assert came_back in told(anna)
    queue = client.get(reverse("funding:queue"), {"stand": "alles", "mail": "terug"}).context["rows"]
    assert [row["title"] for row in queue] == ["Noor"]
    notice = "De e-mail over een brief kwam niet aan"
    assert notice in client.get(reverse("funding:line", args=[silent.pk])).text
    assert notice not in client.get(reverse("funding:line", args=[failed.pk])).text
    is_used(silent.application.learner.email)
    assert came_back not in told(anna)
    assert "Van 1 regeling is een bron op internet verdwenen." in soon
    assert "half jaar niet met de bron vergeleken" not in soon
    with time_machine.travel("2026-11-30T09:00:00Z"):
        later = told(anna)
        assert "Van 1 betaling zegt de bank al meer dan vijf dagen niets." in later
        assert "1 betaalvoorstel wacht al twee dagen op een tweede persoon." in later
        batches.drop(failed.payments.select_related("batch").get(state=PaymentState.PROPOSED), anna)
        assert "1 betaling is niet gelukt of kwam terug." in told(anna)
    with time_machine.travel(version.checked_on + CHECK_HOLDS + timedelta(days=1)):
        assert "half jaar niet met de bron vergeleken" in told(anna)
    managing = told(maria)
    assert "1 feed wacht op jouw oordeel." in managing
    assert "1 feed kunnen we niet lezen." in managing
    assert "bank" not in managing.partition("<main")[2]


def _borrowed(pool: Pool, by: User, *due: date) -> None:
    """A loan of a pool to a budget of the same fund, with terms on these days."""
    budget = Budget.objects.filter(scheme__fund=FUND)[0]
    member = PoolMember.objects.create(pool=pool, budget=budget, weight=1, asked_by=by)
    asked = Allotment.objects.create(pool=pool, reason="Voorjaar", proposed_by=by)
    loan = Loan.objects.create(
        allotment=asked, member=member, cents=100, terms=len(due), first_term=due[0], asked_by=by
    )
    for number, day in enumerate(due, start=1):
        LoanTerm.objects.create(loan=loan, number=number, due=day, cents=50)


def test_who_works_there_is_told_what_is_late_once_a_working_day(
    course: Course, today: date, anna: User, bram: User, client: Client
) -> None:
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    make_application(course, today)
    work_off()
    PlanLine.objects.filter(fund=FUND).update(due=date(2026, 11, 20))
    MailMessage.objects.all().delete()
    pool = Pool.objects.create(fund_id=FUND, name="Samen", fixed_percent=50, contributed=100, by=anna)
    loan = Contribution.objects.create(pool=pool, party="Bank", kind="loan", cents=100, by=anna)
    for number, due in enumerate((date(2026, 11, 27), date(2026, 12, 14), date(2026, 12, 15)), start=1):
        Repayment.objects.create(contribution=loan, number=number, due=due, cents=30)
    _borrowed(pool, anna, date(2026, 11, 20), date(2026, 12, 1))
    with time_machine.travel("2026-11-29T12:00:00Z"):  # a Sunday
        morning_digest()
    with time_machine.travel("2026-11-30T05:59:00Z"):
        morning_digest()
    assert not OutboxMessage.objects.filter(task="portal.send_digest").exists()
    with time_machine.travel(MONDAY):
        morning_digest()
        morning_digest()
        work_off()
        sent = [one for one in mail.outbox if "op jou" in one.subject]
        assert [one.to for one in sent] == [[anna.email]]
        assert "Van 1 aanvraag is de wettelijke termijn voorbij." in sent[0].body
        assert "2 delen van leningen hadden al terugbetaald moeten zijn." in sent[0].body
        assert "2 delen van leningen betaal je binnen twee weken terug." in sent[0].body
        assert "Lena" not in sent[0].body
        log_in(client, anna)
        page = client.get(reverse("portal:today"))
        assert "Van 1 aanvraag is de wettelijke termijn voorbij." in page.text
        assert "Wat is er nieuw?" in page.text
        client.post(reverse("portal:today"), {"mail": "off"})
    with time_machine.travel("2026-12-01T06:30:00Z"):
        morning_digest()
        work_off()
        assert MailMessage.objects.filter(kind="digest").count() == 1
        MailMessage.objects.exclude(kind="digest").delete()
        MailMessage.objects.update(sent=None, created=timezone.now() - timedelta(hours=2))
        give_role(bram, Role.PORTAL_MANAGER)
        log_in(client, bram)
        assert "1 mail kon niet weg." in client.get(reverse("portal:today")).text
        # Who keeps the portal sees which, not who for, and can have it tried again.
        promised = OutboxMessage.objects.filter(task="portal.deliver_mail")
        promised.update(done=None, parked=timezone.now(), attempts=5, created=timezone.now() - timedelta(hours=2))
        letter = MailMessage.objects.get()
        page = reverse("portal:failed")
        promised.exclude(key=f"mail:{letter.pk}").delete()
        seen = client.get(page).text
        assert f"Mail naar {letter.to.partition('@')[2]}" in seen
        assert letter.to not in seen
        assert "1 keer iets opnieuw" in client.post(page, follow=True).text
        assert promised.get().attempts == 0
        letter.sent = None
        work_off()
        assert "Alles is gelukt" in client.get(page).text
        log_in(client, anna)
        assert client.get(page).status_code == 404
