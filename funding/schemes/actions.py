"""Writing schemes: a draft, its changes, and the two people who put it in force. Each step is in the audit trail."""

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from funding.engine.rules import canonical
from funding.schemes.enums import DecisionLaw, Stage
from funding.schemes.errors import (
    ChangedMeanwhile,
    HasDraft,
    IsPublished,
    NameTaken,
    NotReady,
    OwnCheck,
    PeriodTaken,
    WrongEnd,
)
from funding.schemes.models import Scheme, SchemeExample, SchemeOrigin, SchemeVersion
from funding.schemes.readiness import problems_of
from portal.people.enums import Sector
from portal.people.models import Fund, User
from portal.record import outbox
from portal.record.audit import record
from portal.record.turns import take_turn

#: What a new version takes over from the one before it.
TAKEN_OVER = (
    "status",
    "closed_reason",
    "rule",
    "terms",
    "documents",
    "sources",
    "checked_on",
    "is_example",
    "example_note",
    "decision_law",
    "legal_term_weeks",
)
#: Addresses of pages beside those of schemes.
RESERVED_SLUGS = frozenset({"berichten", "bibliotheek", "nieuw", "uit-bestand", "versies"})


@transaction.atomic
def begin_scheme(fund: Fund, texts: Mapping[str, str], by: User) -> SchemeVersion:
    """A new scheme of a fund with its first draft, which has no conditions and no money yet. Raises NameTaken.

    ``texts``: name, summary, for_whom, how_to_apply.
    """
    try:
        with transaction.atomic():
            scheme = Scheme.objects.create(slug=_free_slug(texts["name"]), fund=fund, kept_here=True, **texts)
    except IntegrityError as error:
        raise NameTaken from error
    record(by, "begin_scheme", scheme, chain=fund.pk)
    law = DecisionLaw.AWB if fund.sector == Sector.PUBLIC else DecisionLaw.OWN
    return new_draft(scheme, by, {"rule": {"all": []}, "terms": {}, "decision_law": law})


@transaction.atomic
def describe(scheme: Scheme, texts: Mapping[str, str], by: User, seen: int) -> None:
    """Change what a scheme is called and what is said of it. Raises ChangedMeanwhile and NameTaken."""
    try:
        with transaction.atomic():
            changed = Scheme.objects.filter(pk=scheme.pk, revision=seen).update(
                **texts, kept_here=True, revision=F("revision") + 1
            )
    except IntegrityError as error:
        raise NameTaken from error
    if not changed:
        raise ChangedMeanwhile("", None)
    # The texts themselves are kept by the database (SchemeTexts).
    record(by, "describe_scheme", scheme, chain=scheme.fund_id, revision=seen + 1, after=_trace(dict(texts)))


@transaction.atomic
def begin_version(scheme: Scheme, by: User) -> SchemeVersion:
    """A draft that begins as a copy of the newest version, with its examples. Raises HasDraft when there is one."""
    last = SchemeVersion.objects.published().filter(scheme=scheme).order_by("number").last()
    if last is None:
        raise HasDraft
    draft = new_draft(scheme, by, {name: getattr(last, name) for name in TAKEN_OVER})
    SchemeExample.objects.bulk_create(
        SchemeExample(
            version=draft,
            title=one.title,
            today=one.today,
            facts=one.facts,
            lines=one.lines,
            verdict=one.verdict,
            cents=one.cents,
        )
        for one in SchemeExample.objects.filter(version=last)
    )
    return draft


@transaction.atomic
def change(version: SchemeVersion, by: User, seen: int, **values: Any) -> None:
    """Write fields of a version that is not published; what was checked becomes a draft again.

    Raises ChangedMeanwhile when it is no longer as it was ``seen``, IsPublished.
    """
    _claim(version, by, seen, values)
    before = {name: _trace(getattr(version, name)) for name in values}
    after = {name: _trace(value) for name, value in values.items()}
    _record(by, "change_scheme_version", version, fields=sorted(values), before=before, after=after)


@transaction.atomic
def save_example(version: SchemeVersion, example: SchemeExample, by: User, seen: int) -> None:
    """Add an example to a version or write one anew. Raises ChangedMeanwhile, IsPublished, NameTaken (its title)."""
    _claim(version, by, seen, {})
    example.version = version
    try:
        with transaction.atomic():
            example.save()
    except IntegrityError as error:
        raise NameTaken from error
    _record(by, "save_scheme_example", version, example=str(example.pk))


@transaction.atomic
def drop_example(version: SchemeVersion, example: SchemeExample, by: User, seen: int) -> None:
    """Take an example away. Raises ChangedMeanwhile, IsPublished."""
    _claim(version, by, seen, {})
    _record(by, "drop_scheme_example", version, example=str(example.pk))
    example.delete()


@transaction.atomic
def check(version: SchemeVersion, by: User, seen: int) -> None:
    """Declare a draft ready: somebody else can publish it now. Raises NotReady, ChangedMeanwhile, IsPublished."""
    _ready(version)
    steps = {"stage": Stage.CHECKED, "checked_by": by, "checked": timezone.now()}
    if not _rows(version, seen, Stage.DRAFT).update(**steps, revision=F("revision") + 1):
        raise what_happened(version)
    _record(by, "check_scheme_version", version, revision=seen + 1)


@transaction.atomic
def publish(version: SchemeVersion, by: User, seen: int) -> None:
    """Put a checked version in force from its first day, as a second person; the one before it ends on that day.

    Raises OwnCheck for who checked it, NotReady, PeriodTaken, ChangedMeanwhile, IsPublished.
    """
    if version.stage == Stage.CHECKED and version.checked_by_id == by.pk:
        raise OwnCheck
    _wait_for_other_publications()
    _ready(version)
    _make_room(version, by)
    steps = {"stage": Stage.PUBLISHED, "published_by": by, "published": timezone.now()}
    if not _rows(version, seen, Stage.CHECKED).update(**steps, revision=F("revision") + 1):
        raise what_happened(version)
    Scheme.objects.filter(pk=version.scheme_id).update(kept_here=True)
    tell_who_copied(version)
    _record(by, "publish_scheme_version", version, begins=version.period.lower.isoformat())


def _wait_for_other_publications() -> None:
    """One publication at a time, so that each sees the periods the other left, and which schemes wait for others.

    Two schemes that would wait for each other are each in order as long as the other is not published.
    """
    take_turn("scheme publication")


def tell_who_copied(version: SchemeVersion) -> None:
    """In the transaction that publishes a version: promise to tell who copied its scheme (funding.schemes.telling)."""
    if SchemeOrigin.objects.filter(origin=version.scheme_id).exists():
        outbox.put("funding.tell_copiers", f"copied:{version.pk}", version_id=str(version.pk))


@transaction.atomic
def discard(version: SchemeVersion, by: User, seen: int) -> None:
    """Throw away what was never published. Raises ChangedMeanwhile, IsPublished.

    A scheme that never had another version goes with it.
    """
    _claim(version, by, seen, {})
    _record(by, "discard_scheme_version", version)
    version.delete()
    scheme = Scheme.objects.filter(pk=version.scheme_id, versions=None, budgets=None).first()
    if scheme:
        scheme.delete()


@transaction.atomic
def end(version: SchemeVersion, last: date, by: User) -> None:
    """End a published version on a day: today or later, not before its first day, and not later than it ends now.

    Raises WrongEnd, and ChangedMeanwhile when its period is no longer as it was seen. Longer is a new version: that
    takes two people (the database holds it: migrations/sql/schemes.sql).
    """
    begins, ends = version.period.lower, version.period.upper
    until = last + timedelta(days=1)
    if last < max(timezone.localdate(), begins) or (ends is not None and until > ends):
        raise WrongEnd
    as_seen = SchemeVersion.objects.published().filter(pk=version.pk, period=version.period)
    if not as_seen.update(period=DateRange(begins, until)):
        raise ChangedMeanwhile("", None)
    _record(by, "end_scheme_version", version, until=until.isoformat())


@transaction.atomic
def confirm_sources(version: SchemeVersion, by: User, on: date) -> None:
    """Note that a published version was compared with its sources again, and still says what they say."""
    SchemeVersion.objects.published().filter(pk=version.pk, checked_on__lte=on).update(checked_on=on)
    _record(by, "confirm_scheme_sources", version, day=on.isoformat())


def what_happened(version: SchemeVersion) -> ChangedMeanwhile | IsPublished:
    """Why a step on a version is not possible any more."""
    now = SchemeVersion.objects.select_related("changed_by", "checked_by").filter(pk=version.pk).first()
    if now is None:
        return ChangedMeanwhile("", None)
    if now.stage == Stage.PUBLISHED:
        return IsPublished()
    if now.stage == Stage.CHECKED:
        return ChangedMeanwhile(str(now.checked_by), now.checked)
    return ChangedMeanwhile(str(now.changed_by or ""), now.changed)


def new_draft(scheme: Scheme, by: User, values: Mapping[str, Any]) -> SchemeVersion:
    """The one unpublished version of a scheme, with these fields. Raises HasDraft when there is one."""
    numbers = SchemeVersion.objects.filter(scheme=scheme).values_list("number", flat=True)
    begins = {"period": DateRange(None, None), "number": max(numbers, default=0) + 1}
    try:
        with transaction.atomic():
            draft = SchemeVersion.objects.create(scheme=scheme, changed_by=by, **begins | dict(values))
    except IntegrityError as error:
        raise HasDraft from error
    record(by, "begin_scheme_version", draft, chain=scheme.fund_id, number=draft.number)
    return draft


def _claim(version: SchemeVersion, by: User, seen: int, values: Mapping[str, Any]) -> None:
    """Write values if the version is still as it was seen; one conditional update, so one of many wins."""
    back = {"stage": Stage.DRAFT, "checked": None, "checked_by": None}
    mine = {"changed": timezone.now(), "changed_by": by, "revision": F("revision") + 1}
    if not _rows(version, seen, Stage.DRAFT, Stage.CHECKED).update(**back, **mine, **values):
        raise what_happened(version)


def _rows(version: SchemeVersion, seen: int, *stages: Stage) -> Any:
    return SchemeVersion.objects.filter(pk=version.pk, revision=seen, stage__in=stages)


def _ready(version: SchemeVersion) -> None:
    found = problems_of(version)
    if found:
        raise NotReady([problem.text for problem in found])


def _make_room(version: SchemeVersion, by: User) -> None:
    """End the version that is in force on the first day of this one; raise PeriodTaken when another is in the way."""
    others = SchemeVersion.objects.published().filter(scheme=version.scheme_id, period__overlap=version.period)
    for other in others.order_by("period"):
        if other.period.lower >= version.period.lower:
            raise PeriodTaken(other.number, other.period.lower)
        SchemeVersion.objects.filter(pk=other.pk).update(period=DateRange(other.period.lower, version.period.lower))
        record(
            by,
            "end_scheme_version",
            other,
            chain=version.scheme.fund_id,
            until=version.period.lower.isoformat(),
            followed_by=str(version.pk),
        )


def _free_slug(name: str) -> str:
    """A slug of a name that no scheme has; "regeling" when nothing of the name can be in one."""
    base = slugify(name)[:55] or "regeling"
    taken = set(Scheme.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _trace(value: Any) -> str:
    """What the audit trail keeps of a field: short values as they are, documents as a digest."""
    text = canonical(value) if isinstance(value, dict | list) else str(value)
    return text if len(text) <= 60 else hashlib.sha256(text.encode()).hexdigest()


def _record(by: User, verb: str, version: SchemeVersion, **change: Any) -> None:
    record(by, verb, version, chain=version.scheme.fund_id, number=version.number, **change)
