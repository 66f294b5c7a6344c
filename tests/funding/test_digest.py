"""The morning digest: what is late at a fund, mailed once a working day to who wants it, and to nobody else."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Course
from funding.applications.models import PlanLine
from funding.budgets.models import Budget
from funding.pools.models import Allotment, Contribution, Loan, LoanTerm, Pool, PoolMember, Repayment
from portal.digest.sending import morning_digest
from portal.mail.models import MailMessage
from portal.people.enums import Role
from portal.people.models import User
from portal.record.models import OutboxMessage
from tests.funding.making import make_application
from tests.outbox import work_off
from tests.people import give_role, log_in

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"
MONDAY = "2026-11-30T06:30:00Z"  # half past seven in the Netherlands


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
