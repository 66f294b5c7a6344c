"""Keeping what somebody found out, when they ask for it, and forgetting it."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models.functions import Now

from intake.orientation.directions import Answers
from intake.orientation.models import OccupationInterest, Orientation
from intake.orientation.onet import read_interests
from intake.profile.actions import give_consent, withdraw
from intake.profile.enums import Purpose
from intake.profile.models import Profile
from portal.people.models import User

#: The words beside the button of templates/intake/orientation/result.html; a change of words is a new version.
CONSENT_TEXT = "orientatie-2026-11"


@transaction.atomic
def load_interests(lines: Iterable[str], source: str) -> int:
    """Take these interest scores in the place of what was loaded; returns for how many occupations. Raises BadFile."""
    found = read_interests(lines)
    OccupationInterest.objects.all().delete()
    OccupationInterest.objects.bulk_create(
        OccupationInterest(
            key=key, scores={direction.value: score for direction, score in scores.items()}, source=source
        )
        for key, scores in found.items()
    )
    return len(found)


@transaction.atomic
def keep(profile: Profile, answers: Answers, *, by: User | None) -> Orientation:
    """Keep these answers instead of earlier ones, by the consent that is given now."""
    forget(profile)
    consent = give_consent(Purpose.ORIENTATION, scope=["self"], text_version=CONSENT_TEXT, user=by)
    return Orientation.objects.create(profile=profile, answers=answers.as_json(), consent=consent, kept=Now())


@transaction.atomic
def forget(profile: Profile) -> bool:
    """Delete what was kept and note that the consent ended; False when there was nothing."""
    kept = Orientation.objects.select_for_update(of=("self",)).select_related("consent").filter(profile=profile).first()
    if kept is None:
        return False
    kept.delete()
    withdraw(kept.consent)
    return True


def take_along(visitor: Profile, user: Profile) -> None:
    """At log-in: of what the visitor and the user kept, the newest stays."""
    theirs = Orientation.objects.filter(profile=visitor).first()
    own = Orientation.objects.filter(profile=user).first()
    if theirs is None:
        return
    if own is not None and own.kept > theirs.kept:
        forget(visitor)
        return
    forget(user)
    Orientation.objects.filter(pk=theirs.pk).update(profile=user)
