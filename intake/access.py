"""Whose answers and appointments a request may see. A visitor is known by the cookie, a learner by the log-in.

``answers`` and ``known_profile`` only read: looking at pages keeps nothing. ``profile`` makes one where there is
none, for who is about to keep something.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from courses.access import courses_to_compare
from courses.cards import cards
from courses.models import Course
from intake import together_access
from intake.advice.models import Advice, RecommendedCourse
from intake.agenda.availability import Availability, Offer, availability, offer_at, offers_of
from intake.agenda.enums import Audience
from intake.agenda.holds import holder
from intake.agenda.kinds import AppointmentKind
from intake.agenda.links import digest
from intake.agenda.models import Adviser, Appointment, FormerLink
from intake.inviting.models import BookingInvitation
from intake.orientation.items import Direction
from intake.orientation.models import OccupationInterest, Orientation
from intake.orientation.occupations import OCCUPATIONS, Occupation
from intake.orientation.onet import with_scores
from intake.profile import visitors
from intake.profile.actions import copy_answers, mark_used, new_visitor, profile_of_user
from intake.profile.enums import Source
from intake.profile.models import Profile
from intake.profile.values import Value
from intake.together.enums import HelperKind
from portal.access import person, refuse
from portal.brands.current import current_brand
from portal.pages.remembering import OncePerRequest
from portal.regions.models import Municipality, Region

#: Where the session remembers an invitation to book.
INVITATION_KEY = "booking_invitation"


# --- What is known of this person --------------------------------------------------------------------------
@OncePerRequest
def known_profile(request: HttpRequest) -> Profile | None:
    """The profile of this user or visitor, when there is one; asked of the database once per request."""
    user = together_access.learner(request)
    if user:
        # With what is kept of the interests: one asks for it often, and never of many.
        own = Profile.objects.select_related("orientation").filter(user=user).first()
        if own:
            mark_used(own)
        return own
    visitors.looked_at.keep(request, True)
    key = visitors.key_of(request)
    found = Profile.objects.filter(visitor_key=key).first() if key else None
    if found and mark_used(found):
        visitors.key_to_keep.keep(request, found.visitor_key)
    return found


def profile(request: HttpRequest) -> Profile:
    """The profile of this user or visitor, made when there was none; a visitor then gets a cookie."""
    found = known_profile(request)
    if found is None:
        user = together_access.learner(request)
        found = profile_of_user(user) if user else new_visitor()
        known_profile.keep(request, found)
        visitors.key_to_keep.keep(request, found.visitor_key)
    return found


def begin_with_a_copy(request: HttpRequest, source: Profile) -> None:
    """Go on with what somebody told elsewhere: beside a learner's own answers, or for a visitor instead of them.

    ``source`` keeps everything: who opens the link of somebody else takes nothing from them.
    """
    user = person(request).user
    own = profile_of_user(user) if user else new_visitor()
    copy_answers(source, own)
    known_profile.keep(request, own)
    visitors.key_to_keep.keep(request, own.visitor_key)


def answers(request: HttpRequest, course: Course | None = None) -> dict[str, Value]:
    """Fact -> what this person told about themselves, and about ``course`` when one is given; in order of answering.

    None is "Weet ik niet"; a fact that is not there was never asked.
    """
    found = known_profile(request)
    if found is None:
        return {}
    if course is not None:
        return found.known(course)
    return dict(found.answers.filter(course=None).order_by("answered", "pk").values_list("fact", "value"))


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of a person: about themselves, and per course id."""

    general: dict[str, Value]
    per_course: dict[UUID, dict[str, Value]]

    def of(self, course: Course) -> dict[str, Value]:
        """What is known for one course."""
        return self.general | self.per_course.get(course.pk, {})


def answers_per_course(request: HttpRequest) -> Answers:
    """Everything that this person told, read at once: for pages with many courses."""
    found = known_profile(request)
    sorted_out = Answers({}, {})
    for fact, value, course in found.answers.values_list("fact", "value", "course") if found else ():
        where = sorted_out.per_course.setdefault(course, {}) if course else sorted_out.general
        where[fact] = value
    return sorted_out


def source(request: HttpRequest) -> Source:
    """Who tells what is told now."""
    mandate = together_access.acting(request)
    if mandate is None:
        return Source.LEARNER
    return Source.ADVISER if mandate.kind == HelperKind.ADVISER else Source.HELPER


def residence(request: HttpRequest) -> Municipality | None:
    """Where this person told to live, with its region."""
    code = answers(request).get("residence")
    return Municipality.objects.select_related("region").filter(code=code).first() if code else None


def kept_orientation(request: HttpRequest) -> Orientation | None:
    """What this person found out about themselves and asked us to keep."""
    found = known_profile(request)
    if found is None:
        return None
    if found.user_id:
        kept: Orientation | None = getattr(found, "orientation", None)
        return kept
    return Orientation.objects.filter(profile=found).first()


@dataclass(frozen=True, slots=True)
class KnownWork:
    """The occupations that can fit, and where their interest scores come from; "" for our own judgement."""

    occupations: Sequence[Occupation]
    source: str


def known_work() -> KnownWork:
    """The occupations with the interest scores that this portal loaded; one query."""
    rows = list(OccupationInterest.objects.all())
    if not rows:
        return KnownWork(OCCUPATIONS, "")
    scores = {row.key: {Direction(letter): score for letter, score in row.scores.items()} for row in rows}
    return KnownWork(with_scores(scores), rows[0].source)


# --- Where and when one can talk ---------------------------------------------------------------------------
def region(request: HttpRequest, slug: str, kind: str = "") -> Availability:
    """A region with its teams, advisers and the times that are free for this person, or 404.

    ``kind`` is the slug of a kind of talk; "" and unknown ones give the usual one.
    """
    found = Region.objects.filter(slug=slug).first()
    if found is None:
        raise Http404(slug)
    return availability(found, kind=kind, holder=holder(request))


def regions_with_team(request: HttpRequest) -> list[Region]:
    """Regions where somebody can be talked to: those of this brand first, then by name."""
    brand = current_brand(request)
    own = set(brand.regions.values_list("slug", flat=True)) if not brand._state.adding else set()
    today = timezone.localdate()
    open_regions = Region.objects.filter(teams__advisers__in=Adviser.objects.at_work(today)).distinct()
    return sorted(open_regions, key=lambda found: (found.slug not in own, found.name))


def adviser(pk: UUID) -> Adviser:
    """An adviser who is at work now, with team and region, or 404."""
    found = Adviser.objects.at_work(timezone.localdate()).filter(pk=pk).first()
    if found is None:
        raise Http404(str(pk))
    return found


@dataclass(frozen=True, slots=True)
class Bookable:
    """A kind of talk and an adviser of the team that offers it."""

    adviser: Adviser
    kind: AppointmentKind


def bookable(request: HttpRequest, kind: int, adviser_pk: UUID) -> Bookable:
    """An adviser at work and a kind of talk that this person may book with them, or 404."""
    found = adviser(adviser_pk)
    kinds = AppointmentKind.objects.offered().select_related("team")
    offered = kinds.filter(pk=kind, team=found.team_id).first()
    if offered is None or not offered.talks:
        raise Http404(str(kind))
    if not may_book(request, offered):
        raise Http404(str(kind))
    return Bookable(found, offered)


def invitation_token(request: HttpRequest) -> str:
    """The invitation that this person came with, if any."""
    return str(request.session.get(INVITATION_KEY, ""))


def may_book(request: HttpRequest, kind: AppointmentKind) -> bool:
    """This kind of talk is for everyone, or this person came with an invitation for it."""
    return kind.audience == Audience.EVERYONE or is_invited_to(request, kind)


def is_invited_to(request: HttpRequest, kind: AppointmentKind) -> bool:
    """This person came with an invitation to book this kind of talk."""
    token = invitation_token(request)
    opened = BookingInvitation.objects.open_at(timezone.now()).filter(token=token, kind=kind)
    return bool(token) and opened.exists()


def has_mailbox(request: HttpRequest, email: str) -> bool:
    """This person showed before that this mail address is theirs: by logging in, or by opening a mailed invitation."""
    user = person(request).user
    if user is not None and user.email == email.lower():
        return True
    token = invitation_token(request)
    opened = BookingInvitation.objects.open_at(timezone.now()).filter(token=token, email__iexact=email)
    return bool(token) and opened.exists()


def is_over(appointment: Appointment) -> bool:
    """Its time has begun."""
    return appointment.start <= timezone.now()


def to_move_to(appointment: Appointment, adviser_pk: UUID) -> Bookable:
    """An adviser at work to whom this appointment can be moved, or 404; its kind stays what it is."""
    found = adviser(adviser_pk)
    if found.team_id != appointment.kind.team_id and found.pk != appointment.adviser_id:
        raise Http404(str(adviser_pk))
    return Bookable(found, appointment.kind)


def offer(
    request: HttpRequest, chosen: Bookable, start: datetime, *, moving: Appointment | None = None
) -> Offer | None:
    """This time with this adviser, when it is free for this person."""
    return offer_at(chosen.adviser, chosen.kind, start, timezone.now(), holder=holder(request), moving=moving)


def times_of_kind(request: HttpRequest, kind: AppointmentKind) -> Availability:
    """The region of the team of this kind, with the times at which that team is free for it."""
    return region(request, kind.team.region_id, kind.slug)


def times_of_team(kind: AppointmentKind) -> list[Offer]:
    """The times at which anybody of the team of this kind is free for it."""
    now = timezone.now()
    advisers = Adviser.objects.at_work(timezone.localdate(now)).filter(team=kind.team_id)
    return offers_of([(one, kind) for one in advisers], now)


def times_to_move_to(appointment: Appointment, *, same_adviser: bool) -> list[Offer]:
    """The times that an appointment can be moved to, with its own adviser or with all of the team of its kind."""
    now = timezone.now()
    at_work = Adviser.objects.at_work(timezone.localdate(now))
    advisers = (
        at_work.filter(pk=appointment.adviser_id) if same_adviser else at_work.filter(team=appointment.kind.team_id)
    )
    offers = offers_of([(one, appointment.kind) for one in advisers], now, moving=appointment)
    return [offer for offer in offers if (offer.adviser.pk, offer.start) != (appointment.adviser_id, appointment.start)]


def advisers_on_home(request: HttpRequest, number: int = 3) -> list[Adviser]:
    """Faces for the home page: one adviser per region of this brand (of any region when it has none)."""
    brand = current_brand(request)
    own = list(brand.regions.values_list("slug", flat=True)) if not brand._state.adding else []
    at_work = Adviser.objects.at_work(timezone.localdate())
    if own:
        at_work = at_work.filter(team__region__in=own)
    return list(at_work.order_by("team__region_id", "name").distinct("team__region_id")[:number])


def appointments(request: HttpRequest) -> list[Appointment]:
    """The coming appointments of this person, the first one first."""
    found = known_profile(request)
    if found is None:
        return []
    coming = Appointment.objects.with_everything().standing().filter(profile=found)
    return [one for one in coming.order_by("period") if one.start > timezone.now()]


# --- Appointments ------------------------------------------------------------------------------------------
def appointment(request: HttpRequest, token: str) -> Appointment:
    """The appointment whose unguessable address this is, with adviser, team and region, or 404."""
    found = Appointment.objects.with_everything().filter(token=token).first()
    return found or refuse(request, "appointment", "by token")


def former_link(token: str) -> FormerLink | None:
    """What was the address of an appointment (with it) that was moved or erased since; None for every other."""
    return FormerLink.objects.select_related("appointment").filter(digest=digest(token)).first()


def advice_of(appointment: Appointment) -> Advice | None:
    """The advice that came of this talk."""
    return Advice.objects.filter(appointment=appointment).first()


def profile_of(request: HttpRequest, appointment: Appointment) -> Profile:
    """Whose appointment it is; when nobody knows yet, of who holds its address now."""
    found = Profile.objects.filter(pk=appointment.profile_id).first() if appointment.profile_id else None
    return found or profile(request)


def recommended(request: HttpRequest, appointment: Appointment) -> list[dict[str, Any]]:
    """The courses that were recommended and can be seen now, as cards with the adviser's note as their text."""
    notes = dict(RecommendedCourse.objects.filter(appointment=appointment).values_list("course", "note"))
    found = courses_to_compare(request, [str(pk) for pk in notes])
    shown = cards(request, found, {appointment.adviser.team.region_id})
    return [card | {"text": notes[card["pk"]]} for card in shown]
