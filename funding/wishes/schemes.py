"""Wanting to know of a scheme without a course: when it opens, gets money again, or changes so that one may fit."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from funding.check.assessing import known, standings
from funding.engine.facts import Facts
from funding.engine.prospects import Fit, prospects
from funding.engine.scheme import SchemeOnDate, State
from funding.schemes.areas import areas_of_rules
from funding.schemes.models import Scheme, SchemeVersion
from funding.wishes.models import SchemeWish
from intake.profile.models import Answer
from portal.mail.actions import send_mail
from portal.people.models import User

KEPT = timedelta(days=365)


def is_there_for(scheme: SchemeOnDate, told: Mapping[str, Any], today: date) -> bool:
    """Whether the scheme is open today and does not say no to who told this (fact -> answer as it is kept)."""
    if scheme.state(today) is not State.OPEN:
        return False
    found = prospects(Facts.of(known(told).values, today), [scheme], areas_of_rules([scheme.rule], today))
    return found.rows[0].fit is not Fit.NOT


def wish_scheme(user: User, scheme: Scheme, origin: str) -> None:
    """Mail this person once when the scheme is there for them."""
    fields = {"origin": origin.rstrip("/"), "at": timezone.now()}
    SchemeWish.objects.update_or_create(user=user, scheme=scheme, told=None, defaults=fields)


def forget_scheme(user: User, scheme: Scheme) -> None:
    """No mail after all."""
    SchemeWish.objects.filter(user=user, scheme=scheme, told=None).delete()


def look_at_schemes() -> None:
    """Tell who waits for a scheme that is there for them now. Old wishes go."""
    SchemeWish.objects.filter(at__lt=timezone.now() - KEPT).delete()
    today, waiting = timezone.localdate(), SchemeWish.objects.filter(told=None)
    versions = SchemeVersion.objects.current(today).filter(scheme__in=waiting.values("scheme"))
    for slug, standing in standings(versions.select_related("scheme__fund"), today).items():
        if standing.scheme.state(today) is not State.OPEN:
            continue
        for one in waiting.filter(scheme=slug).select_related("user", "scheme").iterator(chunk_size=100):
            with transaction.atomic():
                _look(one, standing.scheme, today)


def _look(one: SchemeWish, scheme: SchemeOnDate, today: date) -> None:
    answers = Answer.objects.filter(profile__user=one.user, course=None).values_list("fact", "value")
    if not is_there_for(scheme, dict(answers), today):
        return
    if not SchemeWish.objects.filter(pk=one.pk, told=None).update(told=timezone.now()):
        return
    send_mail(
        "scheme_is_there",
        to=one.user.email,
        context={
            "name": one.user.name,
            "scheme": one.scheme.name,
            "origin": one.origin,
            "path": one.scheme.get_absolute_url(),
        },
        language=one.user.language,
    )
