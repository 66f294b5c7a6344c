"""Telling that something is not right, answering that, and forgetting it after a year."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from courses.models import Course
from funding.doubts.models import Doubt
from funding.schemes.models import SchemeVersion
from intake.profile.actions import give_consent
from intake.profile.enums import Purpose
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.people.staff import administrators
from portal.record.audit import record

KEPT = timedelta(days=365)
#: The words that are on the screen when somebody agrees (templates/funding/doubts/tell.html).
CONSENT_TEXT = "klopt-niet 2026-11"


#: So many are mailed to a fund in a day; what comes after that waits in the list, unmailed.
MOST_MAILED_A_DAY = 20


class AlreadyAnswered(Exception):
    """A colleague answered meanwhile."""


@transaction.atomic
def tell(
    version: SchemeVersion,
    course: Course | None,
    text: str,
    *,
    verdict: str,
    facts: dict[str, Any] | None,
    email: str,
    language: str,
    user: User | None,
) -> Doubt:
    """Keep what somebody says and mail who administers the scheme. ``facts`` only when the person agreed to that."""
    fund = version.scheme.fund
    consent = None
    if facts is not None:
        consent = give_consent(Purpose.DOUBT, scope=[f"fund:{fund.pk}"], text_version=CONSENT_TEXT, user=user)
    doubt = Doubt.objects.create(
        scheme=version.scheme,
        version=version,
        course=course,
        text=text,
        verdict=verdict,
        facts=facts,
        consent=consent,
        email=email,
        language=language,
    )
    recent = Doubt.objects.filter(scheme__fund=fund, at__gt=timezone.now() - timedelta(days=1))
    readers = administrators(fund, timezone.localdate()) if recent.count() <= MOST_MAILED_A_DAY else ()
    for person in readers:
        context = {"name": person.name, "sender": fund.name, "scheme": version.scheme.name}
        send_mail("doubt_told", to=person.email, context=context, language=person.language)
    return doubt


@transaction.atomic
def answer(doubt: Doubt, text: str, by: User) -> None:
    """Answer once; who left an address gets it by mail. Raises AlreadyAnswered."""
    open_ = Doubt.objects.filter(pk=doubt.pk, answered__isnull=True)
    if not open_.update(answer=text, answered=timezone.now(), answered_by=by):
        raise AlreadyAnswered
    record(by, "answer_doubt", doubt)
    if doubt.email:
        context = {"sender": doubt.scheme.fund.name, "scheme": doubt.scheme.name, "text": doubt.text, "answer": text}
        send_mail("doubt_answered", to=doubt.email, context=context, language=doubt.language)


def forget_old() -> int:
    """Remove what was told more than a year ago; returns how many."""
    return Doubt.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
