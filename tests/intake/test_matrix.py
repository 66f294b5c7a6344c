"""Who reaches which page of orienting, talks and advice, for every address there is. An address without a row fails."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intake import urls
from intake.advice.actions import recommend
from intake.agenda.moments import MomentConverter
from intake.care.actions import add_step
from intake.care.enums import Who
from intake.models import (
    Advice,
    Adviser,
    Appointment,
    BookingInvitation,
    CallBack,
    Consent,
    FilledForm,
    GroupSession,
    Mandate,
    Seat,
    TalkTemplate,
    WalkInHours,
    WorkingHours,
)
from intake.profile.actions import give_consent, profile_of_user
from intake.profile.enums import Purpose
from intake.sharing.actions import share
from intake.together.enums import HelperKind, Level
from portal.people.enums import Role
from portal.people.models import User
from tests.intake.teams import FIRST, kind_of, make_adviser
from tests.intake.test_profile import make_course
from tests.people import give_role, log_in, make_fund, make_user
from tests.reaching import pages_not_drawn, reaches

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

VISITOR, OWNER, LEARNER, HOLDER, COLLEAGUE, ELSEWHERE, LEAD, MANAGER, FUND_ADMINISTRATOR = PEOPLE = (
    "visitor",
    "owner",
    "learner",
    "holder",
    "colleague",
    "adviser elsewhere",
    "team lead",
    "manager",
    "fund administrator",
)
EVERYBODY = set(PEOPLE)
LOGGED_IN = EVERYBODY - {VISITOR}
ADVISERS = {HOLDER, COLLEAGUE, ELSEWHERE}
OF_TEAM = {HOLDER, COLLEAGUE}
ONLY_OWNER, ONLY_HOLDER, LEADING = {OWNER}, {HOLDER}, {LEAD, MANAGER}
#: Name of an address -> who gets further than 404 and the log-in. Addresses with a token are for who has the token.
MATRIX: dict[str, set[str]] = {
    **dict.fromkeys(("orient", "region", "interests", "interest_step", "interest_result"), EVERYBODY),
    **dict.fromkeys(("keep_interests", "forget_interests", "shares", "call_me", "group_session"), EVERYBODY),
    **dict.fromkeys(("book", "booking_check", "invitation", "prove", "agenda_feed"), EVERYBODY),
    **dict.fromkeys(("appointment", "calendar", "cancel", "move", "move_to", "approve_advice"), EVERYBODY),
    **dict.fromkeys(("own_case", "own_step", "seat", "seat_calendar", "change_seat"), EVERYBODY),
    **dict.fromkeys(("own_fund_form", "own_fund_form_pdf", "approve_fund_form"), EVERYBODY),
    **dict.fromkeys(("consents", "together", "acting", "stop_acting", "helpers"), LOGGED_IN),
    **dict.fromkeys(("stop_sharing", "withdraw_consent", "agree_mandate", "own_remarks"), ONLY_OWNER),
    "accept_mandate": {LEARNER},
    "begin_acting": {HOLDER},
    "end_mandate": {OWNER, HOLDER},
    "agree_here": {HOLDER},
    **dict.fromkeys(("agenda", "today", "agenda_list", "hours", "absence", "follow_agenda"), ADVISERS),
    **dict.fromkeys(("most_a_day", "keep_caseload", "waiting_list"), ADVISERS),
    "fund_forms": {FUND_ADMINISTRATOR},
    **dict.fromkeys(("outside_calendar", "team", "new_kind", "talk_templates", "calls", "groups"), ADVISERS),
    **dict.fromkeys(("invitations", "caseload", "tasks", "shared"), ADVISERS),
    # They only ever touch what is of who asks; of another's they say the same and do nothing (test_working_hours.py).
    **dict.fromkeys(("end_hours", "end_absence", "end_walk_in", "choose_fund_form"), ADVISERS),
    **dict.fromkeys(("kind", "talk_template", "drop_talk_template", "group", "call"), OF_TEAM),
    **dict.fromkeys(("withdraw_invitation", "shared_result", "offer_talk"), OF_TEAM),
    **dict.fromkeys(("visit", "visit_advice", "visit_outcome", "visit_course", "came_back"), ONLY_HOLDER),
    **dict.fromkeys(("case", "plan", "hand_over", "settle_messages", "ask_mandate"), ONLY_HOLDER),
    **dict.fromkeys(("fund_form", "visit_fund_form_pdf"), ONLY_HOLDER),
    **dict.fromkeys(("numbers", "numbers_export"), LEADING),
}


#: Who reaches these is told in tests of their own: test_referring.py, test_waiting.py, test_inviting.py and
#: test_returned.py; of forms of funds in test_fund_forms.py.
TOLD_THERE = {
    *("referring", "referrers", "end_referrer", "referral_times", "referral_book", "team_times", "team_book"),
    *(
        "wait",
        "waiting_place",
        "take_off_waiting",
        "mend_address",
        "edit_fund_form",
        "letter_code",
        "invitation_letter",
        "settle_invitation",
    ),
}


def test_every_address_has_a_row() -> None:
    assert {one.name for one in urls.urlpatterns} == set(MATRIX) | TOLD_THERE
    assert not set(MATRIX) & TOLD_THERE


@pytest.fixture
def people() -> dict[str, User | None]:
    """One of each; the holder's talk is with the owner."""
    holder, colleague, elsewhere = make_adviser("Sanne"), make_adviser("Bram"), make_adviser("Els", region="twente")
    found: dict[str, User | None] = {VISITOR: None, OWNER: make_user("Lena"), LEARNER: make_user("Ander")}
    found |= {HOLDER: holder.user, COLLEAGUE: colleague.user, ELSEWHERE: elsewhere.user}
    make_fund("ander-fonds")
    for name, role, place in (
        (LEAD, Role.TEAM_LEAD, "groningen"),
        (MANAGER, Role.PORTAL_MANAGER, None),
        (FUND_ADMINISTRATOR, Role.FUND_ADMINISTRATOR, "ander-fonds"),
    ):
        user = make_user(name.replace(" ", ""))
        give_role(user, role, place)
        found[name] = user
    return found


def agreed(purpose: Purpose, user: User) -> Consent:
    return give_consent(purpose, scope=[], text_version="x", user=user)


def make_mandate(learner: User, helper: User | None, *, email: str = "", consent: bool = False) -> Mandate:
    return Mandate.objects.create(
        learner=learner,
        helper=helper,
        kind=HelperKind.ADVISER if helper else HelperKind.OWN,
        level=Level.EDIT,
        email=email or (helper.email if helper else ""),
        accepted=timezone.now() if helper else None,
        consent=agreed(Purpose.MANDATE, learner) if consent else None,
        until=date(2027, 1, 1),
    )


def make_talk(sanne: Adviser, lena: User) -> Appointment:
    """A talk of the owner that was held, with advice."""
    period = DateTimeTZRange(FIRST - timedelta(days=7), FIRST - timedelta(days=7) + timedelta(minutes=45))
    talk = Appointment.objects.create(
        adviser=sanne,
        kind=kind_of(sanne),
        profile=profile_of_user(lena),
        period=period,
        occupied=period,
        mode="video",
        contact_name="Lena",
        contact_email=lena.email,
        origin="http://testserver",
        consent=agreed(Purpose.APPOINTMENT, lena),
        token="t" * 32,
        request_key="k",
    )
    Advice.objects.create(appointment=talk, kind="career", text="Kijk eens naar de zorg.")
    return Appointment.objects.with_everything().select_related("profile").get(pk=talk.pk)


@pytest.fixture
def addresses(people: dict[str, User | None]) -> dict[str, tuple[str, dict[str, Any]]]:
    """One address of each name with what its form needs, of things that belong to owner and holder."""
    lena, ander, colleague = people[OWNER], people[LEARNER], people[COLLEAGUE]
    assert lena
    assert ander
    assert colleague
    sanne = Adviser.objects.select_related("user", "team__region").get(user=people[HOLDER])
    talk, course, kind = make_talk(sanne, lena), make_course("Lassen"), kind_of(sanne)
    recommend(talk, course, "Past bij je.")
    step = add_step(talk, Who.PERSON, "Open dag", None, by=sanne.user)
    filled = FilledForm.objects.create(
        appointment=talk, course=course, form="algemeen", version=1, title="X", is_example=False,
        answers={}, told=[{"label": "Doel", "value": "x"}], by=sanne,
    )  # fmt: skip
    assert talk.profile
    shared = share(talk.profile, sanne.team, name="Lena", email=lena.email, course=None, result={"groups": []}, by=lena)
    template = TalkTemplate.objects.create(team=sanne.team, title="T", text="Kop:")
    now, later = timezone.now(), FIRST + timedelta(days=3)
    group = GroupSession.objects.create(
        team=sanne.team,
        title="Workshop",
        period=DateTimeTZRange(later, later + timedelta(hours=2)),
        place="x",
        seats=9,
        taken=1,
    )
    seat = Seat.objects.create(
        session=group, status="seated", name="Lena", email=lena.email, origin="http://testserver",
        consent=agreed(Purpose.APPOINTMENT, lena), token="s" * 32, request_key="s",
    )  # fmt: skip
    invited = BookingInvitation.objects.create(
        kind=kind, invited_by=sanne, name="Lena", email=lena.email, origin="http://testserver", token="i" * 32,
        remind_at=now + timedelta(days=3), expires=now + timedelta(days=21),
    )  # fmt: skip
    call = CallBack.objects.create(
        kind=kind, name="Lena", phone="0612345678", consent=agreed(Purpose.APPOINTMENT, lena), request_key="c"
    )
    walk_in = WalkInHours.objects.create(team=sanne.team, weekday=2, start="10:00", end="12:00")
    Adviser.objects.filter(pk=sanne.pk).update(feed_token="f" * 32)
    kind.modes = [*kind.modes, "call_back"]
    kind.save(update_fields=["modes"])
    running = make_mandate(lena, sanne.user, consent=True)
    slot = [kind.pk, sanne.pk, FIRST + timedelta(days=1)]
    assert MomentConverter().to_url(slot[2])
    args: dict[str, list[Any]] = {
        **dict.fromkeys(("book", "booking_check"), slot),
        "move_to": [talk.token, *slot[1:]],
        **{
            name: [talk.token]
            for name in ("appointment", "calendar", "cancel", "move", "prove", "approve_advice", "own_case", "own_step")
        },
        **{name: [talk.token, filled.pk] for name in ("own_fund_form", "own_fund_form_pdf", "approve_fund_form")},
        **{name: [seat.token] for name in ("seat", "seat_calendar", "change_seat")},
        "interest_step": [1],
        "region": ["groningen"],
        "agenda_feed": ["f" * 32],
        **{name: [kind.pk] for name in ("call_me", "kind")},
        **{name: [group.pk] for name in ("group_session", "group")},
        **{name: [template.pk] for name in ("talk_template", "drop_talk_template")},
        "invitation": [invited.token],
        "withdraw_invitation": [invited.pk],
        "call": [call.pk],
        **{name: [shared.pk] for name in ("stop_sharing", "shared_result", "offer_talk")},
        "withdraw_consent": [agreed(Purpose.ORIENTATION, lena).pk],
        **{name: [running.pk] for name in ("begin_acting", "end_mandate", "own_remarks")},
        "agree_mandate": [make_mandate(lena, colleague).pk],
        "accept_mandate": [make_mandate(lena, None, email=ander.email, consent=True).pk],
        "agree_here": [make_mandate(make_user("Mo"), sanne.user).pk],
        "end_hours": [WorkingHours.objects.filter(adviser=sanne)[0].pk],
        "end_absence": [1],
        "end_walk_in": [walk_in.pk],
        **{
            name: [talk.pk]
            for name in (
                *("visit", "visit_advice", "visit_outcome", "visit_course", "came_back", "case", "plan", "hand_over"),
                *("settle_messages", "ask_mandate"),
            )
        },
        "fund_form": [talk.pk, course.pk, "algemeen"],
        "choose_fund_form": [talk.pk, course.pk],
        "visit_fund_form_pdf": [talk.pk, filled.pk],
        "numbers_export": ["csv"],
    }
    sent = {"visit_course": {"course": str(course.pk)}, "own_step": {"step": str(step.pk)}}
    return {name: (reverse(f"intake:{name}", args=args.get(name, [])), sent.get(name, {})) for name in MATRIX}


def test_who_reaches_what(people: dict[str, User | None], addresses: dict[str, tuple[str, dict[str, Any]]]) -> None:
    # What takes something away comes last.
    ending = {"drop_talk_template", "withdraw_invitation", "stop_sharing", "end_mandate", "hand_over", "end_hours"}
    order = sorted(MATRIX, key=lambda name: (name in ending, name))
    wrong = {}
    for who, user in people.items():
        with transaction.atomic(), pages_not_drawn():
            cache.clear()
            reached, client = set(), Client()
            for name in order:
                client.cookies.clear()  # each anew: who acts for somebody else is on other pages
                if user:
                    log_in(client, user, second_factor=who not in {OWNER, LEARNER})
                if reaches(client, *addresses[name]):
                    reached.add(name)
            expected = {name for name, allowed in MATRIX.items() if who in allowed}
            wrong[who] = (reached - expected, expected - reached)
            # The next one finds everything as it was.
            transaction.set_rollback(True)
    assert wrong == dict.fromkeys(PEOPLE, (set(), set()))
