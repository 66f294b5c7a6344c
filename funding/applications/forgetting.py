"""Drafts that nobody comes back to: their learner is told, and then they are erased with their evidence.

GDPR art. 5(1)(e). Coming back is enough to keep them: it is noted of a person's answers (``Profile.last_used``).
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from celery import shared_task
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from funding.applications.drafts import discard
from funding.applications.enums import ApplicationState
from funding.applications.models import Application, ForgottenDrafts
from intake.profile.models import Profile
from portal.mail.actions import send_mail
from portal.own_data.site import site_of
from portal.people.models import User
from portal.regions.models import Municipality

#: Most schemes know one opening a year: who missed this year's can still go on with the draft in the next.
KEPT = timedelta(days=365)
#: So long before, the learner is told; nothing goes of who was not told so long ago.
TOLD_AHEAD = timedelta(days=30)


def drafts_left_since(moment: datetime) -> QuerySet[Application]:
    """Drafts of people with an account who did not come back after this moment."""
    drafts = Application.objects.filter(state=ApplicationState.DRAFT, profile__user__isnull=False)
    came = Q(profile__user__last_login=None) | Q(profile__user__last_login__lte=moment)
    return drafts.filter(came, profile__last_used__lte=moment, created__lte=moment)


def tell_before_erasing() -> int:
    """Mail each learner once of all drafts that will be erased; returns how many people were told."""
    now = timezone.now()
    soon = drafts_left_since(now - KEPT + TOLD_AHEAD)
    # What was told before that was before they came back, or came to nothing.
    untold = soon.filter(Q(told_of_erasing=None) | Q(told_of_erasing__lte=now - KEPT + TOLD_AHEAD))
    people = list(untold.order_by().values_list("profile__user", flat=True).distinct())
    for pk in people:
        with transaction.atomic():
            learner = User.objects.select_for_update(no_key=True).filter(pk=pk).first()
            mine = list(untold.filter(profile__user=learner).select_related("course").order_by("created"))
            if learner is None or not mine:
                continue
            Application.objects.filter(pk__in=[one.pk for one in mine]).update(told_of_erasing=now)
            brand, link = site_of(learner)
            context = {
                "name": learner.name,
                "courses": [one.course.title for one in mine],
                "until": now + TOLD_AHEAD,
                "brand": brand,
                "link": link,
            }
            send_mail("drafts_erased_soon", to=learner.email, context=context, language=learner.language)
    return len(people)


def erase_left_drafts() -> int:
    """Erase drafts whose learner was told TOLD_AHEAD ago and did not come back; returns how many."""
    now, number = timezone.now(), 0
    left = drafts_left_since(now - KEPT)
    left = left.filter(told_of_erasing__gt=now - KEPT, told_of_erasing__lte=now - TOLD_AHEAD)
    for pk, learner in list(left.order_by("pk").values_list("pk", "profile__user")):
        with transaction.atomic():
            # The learner's row first: a log-in at this moment waits, or was before and is seen.
            User.objects.select_for_update(no_key=True).filter(pk=learner).first()
            draft = left.filter(pk=pk).select_for_update(of=("self",)).select_related("profile", "course").first()
            if draft:
                _count([draft])
                discard(draft)
                number += 1
    # Of visitors who were forgotten before their drafts went along with them.
    for draft in Application.objects.filter(state=ApplicationState.DRAFT, profile=None).iterator():
        discard(draft)
        number += 1
    return number


def erase_drafts_of(visitors: Sequence[Profile]) -> None:
    """Visitors who are forgotten: what they began goes along, for nobody could open it any more."""
    drafts = Application.objects.filter(profile__in=visitors, state=ApplicationState.DRAFT)
    found = list(drafts.select_related("profile", "course"))
    _count(found)
    for draft in found:
        discard(draft)


@shared_task(name="funding.forget_drafts")
def forget_drafts() -> tuple[int, int]:
    """Beat runs this daily: who left a draft is told, and what was told of long enough goes."""
    return tell_before_erasing(), erase_left_drafts()


def _count(drafts: Sequence[Application]) -> None:
    """Keep in numbers that these were begun and never sent."""
    numbers = defaultdict[tuple[date, str], int](int)
    for draft in drafts:
        known = draft.profile.known(draft.course) if draft.profile else {}
        place = Municipality.objects.filter(code=known.get("residence")).first()
        month = timezone.localtime(draft.created).date().replace(day=1)
        numbers[month, str(place.region_id) if place else ""] += 1
    for (month, region), number in numbers.items():
        row, _made = ForgottenDrafts.objects.get_or_create(month=month, region=region)
        ForgottenDrafts.objects.filter(pk=row.pk).update(number=F("number") + number)
