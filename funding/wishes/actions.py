"""Making a wish, taking it back, and looking every day whether it came true."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses.models import Course, Session
from funding.check.assessing import assess_course, known, schemes_on
from funding.wishes.models import Wish
from intake.profile.models import Profile
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.templatetags.portal import euros

KEPT = timedelta(days=365)


def wish(user: User, course: Course, session: Session | None, own_cents: int, origin: str) -> None:
    """Mail this person when the course would cost them less; a newer wish takes the place of an older."""
    fields = {"session": session, "own_cents": own_cents, "origin": origin.rstrip("/")}
    Wish.objects.update_or_create(user=user, course=course, told=None, defaults=fields)


def forget(user: User, course: UUID) -> None:
    """No mail after all about the course with this key, also when it is gone by now."""
    Wish.objects.filter(user=user, course=course, told=None).delete()


def look() -> None:
    """Tell who would now pay less: a scheme opened, got money, or changed. Old wishes go.

    A course that nobody can see now costs nobody less; it may come back, so its wishes wait.
    """
    Wish.objects.filter(at__lt=timezone.now() - KEPT).delete()
    seen = Course.objects.listed(timezone.localdate())
    open_wishes = Wish.objects.filter(told=None, course__in=seen)
    open_wishes = open_wishes.select_related("user", "course__provider", "session")
    for one in open_wishes.prefetch_related("course__price_lines", "session__price_lines").iterator(chunk_size=100):
        with transaction.atomic():
            _look(one)


def _look(one: Wish) -> None:
    course, session, today = one.course, one.session, timezone.localdate()
    profile = Profile.objects.filter(user=one.user).first()
    if profile is None or course.total_for(session) is None:
        return
    answers = known(profile.known(course))
    found = assess_course(answers, course, session, schemes_on(today, one.user), today)
    own = int(found.plan.own)
    if own >= one.own_cents or not Wish.objects.filter(pk=one.pk, told=None).update(told=timezone.now()):
        return
    send_mail(
        "wish_came_true",
        to=one.user.email,
        context={
            "name": one.user.name,
            "course": course.title,
            "before": euros(one.own_cents),
            "now": euros(own),
            "origin": one.origin,
            "path": course.get_absolute_url(),
        },
        language=one.user.language,
    )
