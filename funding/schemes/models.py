"""Schemes as data: what a fund gives, to whom and for what, in versions with a period of validity."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now
from django.urls import reverse

from funding.schemes.enums import DecisionLaw, ExpectedVerdict, SchemeStatus, Stage
from funding.schemes.queries import SchemeVersionQuerySet
from portal.people.models import Fund, User


class Scheme(models.Model):
    """One source of money. Its rules live in its versions.

    ``kept_here``: staff of this portal write it, so files that come with the project no longer change it.
    ``revision`` counts changes of these texts: who changes them says which one they saw.
    """

    slug = models.SlugField(primary_key=True, max_length=80)
    name = models.CharField(max_length=120, unique=True)
    summary = models.CharField(max_length=300)
    for_whom = models.CharField(max_length=300)
    how_to_apply = models.CharField(max_length=300, blank=True, help_text="where nobody decides here: what to do")
    # Schemes and what they paid must stay readable, so their fund cannot go.
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="schemes")
    kept_here = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page for everybody."""
        return reverse("funding:scheme_page", args=[self.pk])


class SchemeTexts(models.Model):
    """What a scheme was called and what was said of it, since a moment. Written by the database at every change.

    Kept for good once a version was published (sql/scheme_texts.sql); who changed them is in the audit trail.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="texts")
    name = models.CharField(max_length=120)
    summary = models.CharField(max_length=300)
    for_whom = models.CharField(max_length=300)
    how_to_apply = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-since", "-id"]

    def __str__(self) -> str:
        return f"{self.scheme_id}: {self.name}"


class SchemeVersion(models.Model):
    """The rule and the money terms of a scheme during ``period``. Never changed once published.

    ``rule`` and ``terms`` are documents of funding.engine (rules.parse, terms.parse); those of a draft may still be
    unfinished. The steps draft -> checked -> published, and what may change after them, are held by the database
    (migrations/sql/schemes.sql): of a published version only the end of the period, and the day on which it
    was compared with its sources again. A version from a file (it has a ``digest``) comes published.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # Applications keep the version that they were made under.
    scheme = models.ForeignKey(Scheme, on_delete=models.RESTRICT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    period = DateRangeField(help_text="first day up to, not including, the end")
    status = models.CharField(max_length=10, choices=SchemeStatus, default=SchemeStatus.OPEN)
    closed_reason = models.TextField(blank=True)
    rule = models.JSONField()
    terms = models.JSONField()
    documents = models.JSONField(default=list, help_text="[{title, explanation, required}]: what a learner sends")
    sources = models.JSONField(default=list, help_text="[{title, address, article}]")
    checked_on = models.DateField(null=True, help_text="day on which somebody compared this version with its sources")
    is_example = models.BooleanField(default=False, help_text="some figure comes from no source: shown as voorbeeld")
    example_note = models.TextField(blank=True)
    decision_law = models.CharField(max_length=5, choices=DecisionLaw)
    legal_term_weeks = models.PositiveSmallIntegerField(default=8, help_text="Awb 4:13 when the scheme names none")
    digest = models.CharField(
        max_length=64, blank=True, help_text="sha256 of the file entry that this version was loaded from"
    )

    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    revision = models.PositiveIntegerField(default=1, help_text="counts changes: who changes says which they saw")
    changed = models.DateTimeField(db_default=Now())
    # Who wrote, checked and published rules about money must stay readable.
    changed_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    checked = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    published = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = SchemeVersionQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="scheme_version_number_once"),
            models.UniqueConstraint(
                fields=["scheme"], name="scheme_has_one_unpublished_version", condition=~Q(stage=Stage.PUBLISHED)
            ),
            ExclusionConstraint(
                name="scheme_versions_do_not_overlap",
                expressions=[("scheme", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(stage=Stage.PUBLISHED),
            ),
            models.CheckConstraint(
                name="closed_version_says_why",
                condition=Q(status=SchemeStatus.OPEN) | Q(stage=Stage.DRAFT) | ~Q(closed_reason=""),
            ),
            models.CheckConstraint(
                name="checked_version_is_complete",
                condition=Q(stage=Stage.DRAFT)
                | Q(period__startswith__isnull=False, period__isempty=False, checked_on__isnull=False),
            ),
            models.CheckConstraint(
                name="version_is_published_by_a_second_person",
                condition=(
                    Q(stage=Stage.DRAFT, checked_by=None, published=None, published_by=None)
                    | Q(stage=Stage.CHECKED, checked_by__isnull=False, published=None, published_by=None)
                    | (
                        Q(stage=Stage.PUBLISHED, published__isnull=False)
                        & (
                            ~Q(digest="")
                            | (
                                Q(checked_by__isnull=False, published_by__isnull=False)
                                & ~Q(published_by=F("checked_by"))
                            )
                        )
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} v{self.number}"


class SchemesChange(models.Model):
    """That a transaction changed what is the same of schemes for everybody: written by triggers only
    (migrations/sql/schemes_change.sql).

    The sum of all marks is the version of the schemes (portal.record.marks).
    """

    transaction = models.BigIntegerField(primary_key=True)
    mark = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.transaction} {self.at}"


class SchemeExample(models.Model):
    """A person and a course with what this version must answer: a verdict, and the cents that it alone then pays.

    ``facts`` are values by name (funding.engine.facts), ``lines`` the price as cost lines, ``today`` the day of the
    check. Fixed from the moment that its version is checked (migrations/sql/schemes.sql).
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    version = models.ForeignKey(SchemeVersion, on_delete=models.CASCADE, related_name="examples")
    title = models.CharField(max_length=120)
    today = models.DateField()
    facts = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    verdict = models.CharField(max_length=15, choices=ExpectedVerdict)
    cents = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "title"], name="scheme_example_title_once"),
            models.CheckConstraint(
                name="scheme_example_pays_only_when_it_may",
                condition=Q(cents=0) | Q(verdict__in=[ExpectedVerdict.YES, ExpectedVerdict.TO_BE_CHECKED]),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SchemeOrigin(models.Model):
    """That a scheme began as a copy of another one, and how that one was when somebody here last looked at it.

    ``seen`` are the units of funding.schemes.library, by key: what in the original differs from them is still to be
    answered. It begins as those of ``version``.
    """

    scheme = models.OneToOneField(Scheme, on_delete=models.CASCADE, primary_key=True, related_name="copied_from")
    # Where rules came from must stay readable.
    origin = models.ForeignKey(Scheme, on_delete=models.RESTRICT, related_name="copies")
    version = models.ForeignKey(SchemeVersion, on_delete=models.RESTRICT, related_name="+")
    seen = models.JSONField()
    copied = models.DateTimeField(db_default=Now())
    copied_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="scheme_is_no_copy_of_itself", condition=~Q(scheme=F("origin"))),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} < {self.origin_id}"


class SchemeImpact(models.Model):
    """What a version, as it was at ``revision``, does to people beside the version before it; worked out by a task.

    ``result`` is None until it is there; its form is that of funding.editor.impact. It holds counts and invented
    people only.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    version = models.ForeignKey(SchemeVersion, on_delete=models.CASCADE, related_name="impacts")
    revision = models.PositiveIntegerField()
    asked = models.DateTimeField(db_default=Now())
    result = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "revision"], name="scheme_impact_once_per_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} r{self.revision}"
