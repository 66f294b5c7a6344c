"""What people left behind goes in time (GDPR art. 5(1)(e)): drafts, accounts, mandates, unanswered invitations."""

import io
from datetime import date, datetime, timedelta
from threading import Event
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.files.storage import storages
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.utils import timezone

from courses.models import Course, SavedSearch
from funding.applications import forgetting
from funding.applications.forgetting import erase_left_drafts, forget_drafts
from funding.documents.enums import DocumentKind, DocumentState
from funding.figures_access import Scope, never_sent
from funding.models import Application, Document, ForgottenDrafts, Invitation
from funding.parties.actions import KEPT as UNANSWERED
from funding.parties.actions import forget_unanswered, invite
from funding.parties.enums import Party
from intake.agenda.enums import AppointmentStatus
from intake.care.forgetting import wipe
from intake.care.keeping import KEPT as TALKS
from intake.models import Appointment, BookingInvitation, Consent, Mandate, Profile, WaitingPlace
from intake.profile.actions import give_consent, new_visitor
from intake.profile.enums import Purpose
from intake.referring.actions import forget_referrers
from intake.referring.models import Referrer
from intake.tasks import forget_visitors, forget_what_is_over
from intake.together.actions import remark
from intake.together.enums import HelperKind, Level
from intake.together.models import KEPT as TOGETHER
from portal.brands.models import Brand, BrandHost
from portal.own_data import unused
from portal.own_data.unused import forget_unused_accounts
from portal.people.enums import Role
from portal.people.models import User
from tests.funding.making import make_draft, send
from tests.funding.test_matrix import FUND
from tests.funding.test_route import make_talk
from tests.funding.test_together import make_mandate
from tests.intake.teams import deliver, kind_of, make_adviser, make_team
from tests.people import give_role, log_in, make_user
from tests.running import wait_for
from tests.threads import PATIENCE, at_once

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def at(moment: datetime, task: Any) -> Any:
    """What a daily task does at this moment."""
    with time_machine.travel(moment, tick=False):
        return task()


def test_a_draft_goes_a_year_after_its_learner_was_here_told_a_month_before(course: Course, today: date) -> None:
    lena = make_user("Lena")
    draft, left = make_draft(lena, course), timezone.now()
    BrandHost.objects.create(host="hier.example", brand=Brand.objects.create(slug="hier", name="Hier", is_default=True))
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    proof = Document.objects.create(
        application=draft,
        kind=DocumentKind.values[0],
        name="bewijs.pdf",
        content_type="application/pdf",
        size=len(pdf),
        digest="0" * 64,
        state=DocumentState.READY,
    )
    storages["documents"].save(proof.stored_as, io.BytesIO(pdf))
    Profile.objects.update(last_used=left)
    Application.objects.update(created=left)
    told = left + forgetting.KEPT - forgetting.TOLD_AHEAD
    assert at(told - SECOND, forget_drafts) == (0, 0)
    assert at(told, forget_drafts) == (1, 0)
    assert at(told + DAY, forget_drafts) == (0, 0), "once"
    deliver()
    [mailed] = [one for one in mail.outbox if one.subject == "Je aanvraag die je niet verstuurde, wordt gewist"]
    assert (mailed.to, course.title in mailed.body) == ([lena.email], True)
    assert "Je begon een aanvraag bij Hier" in mailed.body
    assert "Hier log je in:\nhttp://hier.example/account/inloggen/\n\nWil je" in mailed.body, (
        "nothing tells where they came"
    )
    assert at(left + forgetting.KEPT - SECOND, forget_drafts) == (0, 0)

    # Who comes back keeps it, and is told anew when they stay away again.
    back = left + forgetting.KEPT - SECOND
    with time_machine.travel(back, tick=False):
        assert log_in(Client(), lena, second_factor=False).get("/mijn/").status_code == 200
    assert at(left + forgetting.KEPT + DAY, forget_drafts) == (0, 0)
    assert at(back + forgetting.KEPT, forget_drafts) == (1, 0), "nothing goes of who was not told a month before"
    everybody = Scope("", "Nederland")
    counted = never_sent(everybody, today, timezone.now() + 1000 * DAY, {"GM0106": "drenthe"})
    assert at(back + forgetting.KEPT + forgetting.TOLD_AHEAD - SECOND, forget_drafts) == (0, 0)
    assert at(back + forgetting.KEPT + forgetting.TOLD_AHEAD, forget_drafts) == (0, 1)
    deliver()
    assert not Application.objects.exists()
    assert not storages["documents"].exists(proof.stored_as)
    assert never_sent(everybody, today, timezone.now() + 1000 * DAY, {"GM0106": "drenthe"}) == counted


@pytest.mark.django_db(transaction=True)
def test_a_draft_stays_when_its_learner_logs_in_while_it_would_be_erased(course: Course) -> None:
    lena, left = make_user("Lena"), timezone.now()
    make_draft(lena, course)
    Profile.objects.update(last_used=left)
    Application.objects.update(created=left, told_of_erasing=left + forgetting.KEPT - forgetting.TOLD_AHEAD)
    logging_in, swept = Event(), Event()

    def waits_for_us() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            return bool(cursor.rowcount) or swept.is_set()

    def log_in_meanwhile() -> None:
        with transaction.atomic():
            User.objects.filter(pk=lena.pk).update(last_login=left + forgetting.KEPT)
            logging_in.set()
            wait_for(waits_for_us, PATIENCE, "the sweep comes to the draft")

    def sweep() -> Any:
        assert logging_in.wait(PATIENCE)
        try:
            return at(left + forgetting.KEPT, erase_left_drafts)
        finally:
            swept.set()

    assert at_once(log_in_meanwhile, sweep) == [None, 0]
    assert Application.objects.exists()


def test_what_a_visitor_began_goes_with_their_answers_and_what_was_sent_never(course: Course, today: date) -> None:
    lena = make_user("Lena")
    sent = send(make_draft(lena, course), lena, today)
    visitor = new_visitor()
    Application.objects.create(profile=visitor, course=course)
    Application.objects.create(profile=None, course=course)  # of a visitor who was forgotten before this was there
    Profile.objects.filter(pk=visitor.pk).update(last_used=timezone.now() - 91 * DAY)
    assert forget_visitors() == 1
    assert ForgottenDrafts.objects.get().number == 1
    assert forget_drafts() == (0, 1)
    assert at(timezone.now() + 5 * 365 * DAY, forget_drafts) == (0, 0)
    assert at(timezone.now() + 5 * 365 * DAY, forget_unused_accounts) == (0, 0), "the account of who sent something"
    assert list(Application.objects.all()) == [sent]
    assert Profile.objects.get().user_id == lena.pk


def test_an_account_goes_two_years_after_its_person_was_here_told_a_month_before(course: Course) -> None:
    lena, anna, mo = make_user("Lena"), make_user("Anna"), make_user("Mo")
    give_role(anna, Role.ASSESSOR, FUND)
    talk = make_talk(make_adviser(), mo)
    left = timezone.now()
    User.objects.update(created=left, last_login=left)
    Profile.objects.create(user=lena, last_used=left - 9 * DAY)
    Profile.objects.filter(user=mo).update(last_used=left)
    for slug, days in (("zuid", 20), ("noord", 10), ("west", 30)):
        brand = Brand.objects.create(slug=slug, name=f"Leren in {slug}", is_default=slug == "zuid")
        BrandHost.objects.create(host=f"{slug}.example", brand=brand)
        SavedSearch.objects.create(user=lena, query=slug, origin=f"https://{slug}.example", at=left - days * DAY)
    told = left + unused.KEPT - unused.TOLD_AHEAD
    assert at(told - SECOND, forget_unused_accounts) == (0, 0)
    assert at(told, forget_unused_accounts) == (1, 0)
    assert at(told + DAY, forget_unused_accounts) == (0, 0), "once"
    deliver()
    [mailed] = [one for one in mail.outbox if one.subject == "Je account wordt binnenkort gewist"]
    assert (mailed.to, lena.email in mailed.body) == ([lena.email], True)
    assert "Je logde lang niet in bij Leren in noord" in mailed.body, "where they last left something"
    assert "Hier log je in:\nhttps://noord.example/account/inloggen/\n\nWil je" in mailed.body
    assert mailed.body.endswith("Leren in noord\n")
    assert at(left + unused.KEPT - SECOND, forget_unused_accounts) == (0, 0)
    back = left + unused.KEPT - SECOND
    Profile.objects.filter(user=lena).update(last_used=back)
    assert at(left + unused.KEPT, forget_unused_accounts) == (0, 0), "they looked, without logging in anew"
    assert at(back + unused.KEPT, forget_unused_accounts) == (1, 0), "nobody goes who was not told a month before"
    assert at(back + unused.KEPT + unused.TOLD_AHEAD, forget_unused_accounts) == (0, 1)
    assert set(User.objects.values_list("name", flat=True)) >= {"Anna", "Mo"}, "a role, and a talk that is kept"
    assert not User.objects.filter(pk=lena.pk).exists()
    assert not Profile.objects.filter(user=None).exists()
    talk.refresh_from_db()
    assert talk.erased is None


def test_an_account_stays_while_anything_runs_for_its_address_however_staff_wrote_that(schemes: None) -> None:
    sanne, left = make_adviser(), timezone.now()
    people = [make_user(name) for name in ("Lena", "Mo", "Ali", "Bram", "Kim", "Eva", "Tim")]
    lena, mo, ali, bram, kim, eva, tim = people
    then = left + unused.KEPT
    kind, begun = kind_of(sanne), then.date() + 10 * DAY
    talk = make_talk(sanne, lena, days=unused.KEPT.days + 10)
    Appointment.objects.update(profile=None, contact_email=lena.email.upper())
    place = WaitingPlace.objects.create(
        kind=kind,
        name="Mo",
        email=mo.email.upper(),
        mode="phone",
        phone="0612345678",
        last_day=begun,
        consent=give_consent(Purpose.APPOINTMENT, scope=["team:1"], text_version="x", user=None),
        token="w" * 32,
        request_key="w",
    )
    invited = BookingInvitation.objects.create(
        kind=kind, invited_by=sanne, name="Ali", email=ali.email.upper(), token="i" * 32, remind_at=then, expires=then
    )
    asked = Mandate.objects.create(
        learner=eva, kind=HelperKind.OWN, level=Level.SEE, email=bram.email.upper(), until=begun
    )
    helped = make_mandate(kim, tim)
    Mandate.objects.filter(pk=helped.pk).update(until=begun)
    Profile.objects.all().delete()
    User.objects.update(created=left, last_login=left)
    with time_machine.travel(then, tick=False):
        assert not unused.unused_since(left).exists()
        User.objects.update(told_of_erasing=then - unused.TOLD_AHEAD)
    assert at(then, forget_unused_accounts) == (0, 0)
    talk.refresh_from_db()
    assert (talk.status, talk.erased) == (AppointmentStatus.BOOKED, None)

    # Once nothing runs any more, they may go.
    wipe([talk.pk])
    WaitingPlace.objects.filter(pk=place.pk).update(ended=then)
    BookingInvitation.objects.filter(pk=invited.pk).update(withdrawn=then)
    Mandate.objects.filter(pk__in=[asked.pk, helped.pk]).update(ended=then)
    with time_machine.travel(then, tick=False):
        assert set(unused.unused_since(left)) == set(people)


def test_a_mandate_forgets_who_helped_a_month_after_its_end(schemes: None) -> None:
    lena, bram = make_user("Lena"), make_user("Bram")
    ended, over = make_mandate(lena, bram), make_mandate(bram, lena)
    remark(ended, "Kijk je nog even?", bram)
    asked = Mandate.objects.create(
        learner=lena, kind=HelperKind.OWN, level=Level.SEE, email="buur@voorbeeld.example", until=date(2027, 1, 1)
    )
    end = datetime(2027, 1, 1, 23, tzinfo=timezone.get_current_timezone())  # the last hour of its last day
    Mandate.objects.filter(pk=ended.pk).update(ended=end)
    for one in (ended, over, asked):  # the learner's yes, also where nobody accepted
        one.consent = give_consent(Purpose.MANDATE, scope=[], text_version="x", user=one.learner)
        one.save(update_fields=["consent"])
    at(end + TOGETHER - SECOND, forget_what_is_over)
    assert at(end + TOGETHER, forget_visitors) == 0, "a task of its own"
    assert Mandate.objects.exclude(email__endswith=".invalid").count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=asked.pk).update(email="x@gewist.invalid")
    at(end + TOGETHER, forget_what_is_over)
    ended.refresh_from_db()
    assert (ended.email.endswith("@gewist.invalid"), ended.helper_id, ended.remarks.count()) == (True, bram.pk, 0)
    assert set(Mandate.objects.exclude(email__endswith=".invalid")) == {over, asked}, "their last day is not over"
    at(end + TOGETHER + timedelta(hours=1), forget_what_is_over)
    over.refresh_from_db()
    assert over.email.endswith("@gewist.invalid")
    assert over.ended == end + timedelta(hours=1), "when its last day was over, not when it was swept"
    assert not Mandate.objects.filter(pk=asked.pk).exists(), "its helper never said yes"
    agreed = Consent.objects.filter(pk__in=[one.consent_id for one in (ended, over, asked)])
    assert agreed.count() == agreed.exclude(withdrawn=None).count() == 3, "nothing is agreed to any more"


def test_addresses_that_never_answered_go_once_nothing_is_left_to_decide(course: Course, today: date) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    asked = invite(Party.EMPLOYER, draft, "baas@voorbeeld.example", lena, "https://portaal.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(email="")
    last = asked.expires + UNANSWERED
    assert forget_unanswered(last) == 0
    sent = send(draft, lena, today)
    assert forget_unanswered(last + DAY) == 0, "a fund has yet to decide"
    sent.lines.update(state="withdrawn")
    assert forget_unanswered(last + DAY) == 1
    assert Invitation.objects.values_list("email", flat=True).get() == ""


def test_a_referrer_is_known_as_long_as_talks_are(schemes: None) -> None:
    lead, ended = make_user("Sanne"), timezone.now()
    one = Referrer.objects.create(
        team=make_team(),
        kind="uwv",
        organisation="UWV",
        name="Rik",
        email="rik@voorbeeld.example",
        added_by=lead,
        ended=ended,
    )
    assert at(ended + TALKS - SECOND, forget_referrers) == 0
    assert at(ended + TALKS, forget_referrers) == 1
    one.refresh_from_db()
    assert str(one) == "gewist (UWV)"
    assert one.email == f"{one.pk}@gewist.invalid"


def test_every_model_with_an_address_of_somebody_stands_in_the_list_of_terms() -> None:
    told = (settings.BASE_DIR / "docs" / "data-kept.md").read_text(encoding="utf-8")
    ours = [
        one for one in apps.get_models() if one.__module__.split(".")[0] in {"portal", "courses", "intake", "funding"}
    ]
    personal = {
        one.__name__
        for one in ours
        for field in one._meta.get_fields()
        if isinstance(field, models.EmailField)
        or (isinstance(field, models.ForeignKey) and field.related_model in {User, Profile, Application})
    }
    assert len(personal) > 40
    assert not {name for name in personal if f"`{name}`" not in told}
