"""Keeping answers, forgetting them, and bringing a visitor's answers to the user that they turn out to be."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from courses.models import Course
from intake.profile.enums import Purpose, Source
from intake.profile.errors import NotAnAnswer
from intake.profile.joining import go_along, move_along
from intake.profile.models import Answer, Consent, Profile
from intake.profile.questions import QUESTIONS
from intake.profile.values import checked
from intake.profile.visitors import LIFE, new_key
from portal.people.models import User

#: When a profile was used is written at most this often.
USED_ONCE_PER = timedelta(days=1)
#: So many forgotten visitors in one transaction.
AT_ONCE = 500


def profile_of_user(user: User) -> Profile:
    """The profile of this user, made when there was none."""
    return Profile.objects.get_or_create(user=user)[0]


def new_visitor() -> Profile:
    """A profile for somebody who is not logged in."""
    return Profile.objects.create(visitor_key=new_key())


def mark_used(profile: Profile) -> bool:
    """Remember that somebody came back; True when that was written (once a day)."""
    now = timezone.now()
    if profile.last_used >= now - USED_ONCE_PER:
        return False
    stale = Profile.objects.filter(pk=profile.pk, last_used__lt=now - USED_ONCE_PER)
    return bool(stale.update(last_used=now))


@transaction.atomic
def answer(
    profile: Profile, fact: str, value: Any, source: Source = Source.LEARNER, *, course: Course | None = None
) -> None:
    """Keep one answer (JSON; None is "Weet ik niet") instead of an earlier one.

    ``course`` is the one it was asked for: it is kept with answers that hold for one course only. Raises NotAnAnswer
    when there is no such question, the value cannot be an answer to it, or it needs a course and has none.
    """
    told = checked(fact, value)
    about = course if QUESTIONS[fact].about_course else None
    if QUESTIONS[fact].about_course and about is None:
        raise NotAnAnswer(fact)
    Answer.objects.update_or_create(
        profile=profile,
        fact=fact,
        course=about,
        defaults={"value": told, "source": source, "answered": timezone.now()},
    )


@transaction.atomic
def forget(profile: Profile, facts: Sequence[str] | None = None) -> int:
    """Remove these answers, or all of them; returns how many there were."""
    answers = profile.answers.all() if facts is None else profile.answers.filter(fact__in=facts)
    return answers.delete()[0]


@transaction.atomic
def join(visitor_key: str, user: User) -> None:
    """Take a visitor's answers to the user's profile: the newest answer per fact stays. The key is void afterwards.

    A key without a profile changes nothing: of two requests at once, the second finds nothing left to do.
    """
    visitor = Profile.objects.select_for_update().filter(visitor_key=visitor_key).first()
    if visitor is None:
        return
    own = profile_of_user(user)
    known = {(known.fact, known.course_id): known.answered for known in own.answers.select_for_update()}
    for told in visitor.answers.all():
        key = (told.fact, told.course_id)
        if key not in known or known[key] <= told.answered:
            own.answers.filter(fact=told.fact, course=told.course_id).delete()
            told.profile = own
            told.save(update_fields=["profile"])
    visitor.appointments.update(profile=own)
    move_along(visitor, own)
    visitor.delete()


@transaction.atomic
def copy_answers(source: Profile, target: Profile) -> None:
    """Give ``target`` what ``source`` told as well: the newest answer per fact stays. Nothing of ``source`` changes."""
    known = {(known.fact, known.course_id): known.answered for known in target.answers.select_for_update()}
    newer = [
        told
        for told in source.answers.all()
        if (key := (told.fact, told.course_id)) not in known or known[key] < told.answered
    ]
    for told in newer:
        target.answers.filter(fact=told.fact, course=told.course_id).delete()
        Answer.objects.create(
            profile=target,
            fact=told.fact,
            course_id=told.course_id,
            value=told.value,
            source=told.source,
            answered=told.answered,
        )


def forget_unused_visitors() -> int:
    """Remove the profiles of visitors who did not come back for ninety days; returns how many."""
    unused, number = Profile.objects.of_visitors_unused_since(timezone.now() - LIFE), 0
    while True:
        with transaction.atomic():
            # Who comes back, or logs in, at this moment has the row: they are passed over.
            gone = list(unused.select_for_update(skip_locked=True)[:AT_ONCE])
            if not gone:
                return number
            go_along(gone)
            Profile.objects.filter(pk__in=[one.pk for one in gone]).delete()
            number += len(gone)


def give_consent(purpose: Purpose, *, scope: Sequence[str], text_version: str, user: User | None) -> Consent:
    """Keep that somebody agrees now: ``scope`` says who may see it, ``text_version`` in which words it was asked.

    The action that it belongs to runs the transaction and tells the audit trail.
    """
    return Consent.objects.create(purpose=purpose, scope=list(scope), text_version=text_version, user=user)


def withdraw(consent: Consent) -> bool:
    """Note that somebody no longer agrees; False when that was noted before. What was seen cannot be unseen.

    The action that it belongs to takes away what rested on the consent, and tells the audit trail.
    """
    return bool(Consent.objects.filter(pk=consent.pk, withdrawn=None).update(withdrawn=Now()))
