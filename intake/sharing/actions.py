"""Sharing a result with a team, ending that, and forgetting what was shared long ago."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from courses.models import Course
from intake.agenda.models import Adviser, Team
from intake.profile.actions import give_consent, withdraw
from intake.profile.enums import Purpose
from intake.profile.models import Profile
from intake.sharing.models import SharedResult
from intake.sharing.queries import KEPT
from portal.brands.models import Brand
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.record.audit import record

#: The words that are on the screen when somebody agrees (funding.sharing.forms.ShareForm); new words, new version.
CONSENT_TEXT = "uitkomst-delen 2026-11b"
OFFERED_ONCE_PER = timedelta(days=1)


@transaction.atomic
def share(
    profile: Profile,
    team: Team,
    *,
    name: str,
    course: Course | None,
    result: dict[str, Any],
    by: User | None,
    email: str = "",
) -> SharedResult:
    """Let the advisers of a team see this result from now on, in the place of an older one about the same course.

    The person agreed to it just now, in the words of CONSENT_TEXT; ``email`` is where an adviser may write to them.
    """
    # Two buttons at once wait for each other here.
    Profile.objects.select_for_update().get(pk=profile.pk)
    for older in SharedResult.objects.filter(profile=profile, team=team, course=course).select_related("consent"):
        _end(older)
    consent = give_consent(Purpose.SHARING, scope=[f"team:{team.pk}"], text_version=CONSENT_TEXT, user=by)
    made = SharedResult.objects.create(
        profile=profile, team=team, course=course, consent=consent, name=name, email=email, result=result
    )
    record(by, "share_result", made, team=team.pk, consent=str(consent.pk))
    return made


@transaction.atomic
def stop_sharing(shared: SharedResult, by: User | None) -> None:
    """Withdraw the consent; what was shared is gone at once. A second time changes nothing."""
    found = SharedResult.objects.select_for_update(of=("self",)).select_related("consent").filter(pk=shared.pk).first()
    if found is None:
        return
    team, consent = found.team_id, found.consent_id
    _end(found)
    record(by, "stop_sharing_result", shared, team=team, consent=str(consent))


def mark_read(shared: SharedResult) -> None:
    """Remember when an adviser first opened it; the person who shares it sees that."""
    SharedResult.objects.filter(pk=shared.pk, read__isnull=True).update(read=timezone.now())


@transaction.atomic
def offer_talk(shared: SharedResult, by: Adviser, *, origin: str, language: str, brand: Brand) -> bool:
    """Mail who shares this result that an adviser wants to talk, with a way to a time; once a day, else False.

    ``shared`` comes with its team, ``by`` with user; ``origin`` is the portal's own address ("https://host").
    """
    now = timezone.now()
    there = SharedResult.objects.filter(pk=shared.pk).exclude(email="")
    if not there.filter(Q(offered=None) | Q(offered__lt=now - OFFERED_ONCE_PER)).update(offered=now):
        return False
    context = {
        "name": shared.name,
        "adviser": by.name,
        "team": shared.team.name,
        "link": origin + reverse("intake:region", args=[shared.team.region_id]),
        "stop": origin + reverse("intake:shares"),
        "brand": brand,
    }
    send_mail("talk_offered", to=shared.email, context=context, language=language)
    record(by.user, "offer_talk", shared, chain=shared.team.region_id)
    return True


def take_along(visitor: Profile, own: Profile) -> None:
    """At a log-in, what a visitor shares becomes the learner's; of two about the same course the newer one stays."""
    for theirs in SharedResult.objects.filter(profile=visitor).select_related("consent").order_by("shared"):
        same = SharedResult.objects.filter(profile=own, team=theirs.team_id, course=theirs.course_id)
        for older in same.select_related("consent"):
            _end(older)
        SharedResult.objects.filter(pk=theirs.pk).update(profile=own)


@transaction.atomic
def forget_old_shares() -> int:
    """Remove what was shared ninety days ago or longer; returns how many."""
    old = SharedResult.objects.filter(shared__lte=timezone.now() - KEPT).select_related("consent")
    found = list(old)
    for shared in found:
        _end(shared)
    return len(found)


def _end(shared: SharedResult) -> None:
    withdraw(shared.consent)
    SharedResult.objects.filter(pk=shared.pk).delete()
