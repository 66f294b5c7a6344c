"""Schemes as data: what a fund gives, to whom and for what, in versions with a period of validity."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from funding.schemes.enums import DecisionLaw, SchemeStatus
from funding.schemes.queries import SchemeVersionQuerySet
from portal.people.models import Fund


class Scheme(models.Model):
    """One source of money. Its rules live in its versions."""

    slug = models.SlugField(primary_key=True, max_length=80)
    name = models.CharField(max_length=120, unique=True)
    summary = models.CharField(max_length=300)
    for_whom = models.CharField(max_length=300)
    how_to_apply = models.CharField(max_length=300, blank=True, help_text="where nobody decides here: what to do")
    # Schemes and what they paid must stay readable, so their fund cannot go.
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="schemes")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SchemeVersion(models.Model):
    """The rule and the money terms of a scheme during ``period``. Never changed: a change is a new version.

    ``rule`` and ``terms`` are documents of funding.engine (rules.parse, terms.parse); the database trigger
    funding_version_fixed lets only the end of the period be set.
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
    sources = models.JSONField(default=list, help_text="[{title, address, article}]")
    checked_on = models.DateField(help_text="day on which somebody compared this version with its sources")
    is_example = models.BooleanField(default=False, help_text="some figure comes from no source: shown as voorbeeld")
    example_note = models.TextField(blank=True)
    decision_law = models.CharField(max_length=5, choices=DecisionLaw)
    legal_term_weeks = models.PositiveSmallIntegerField(default=8, help_text="Awb 4:13 when the scheme names none")
    digest = models.CharField(max_length=64, help_text="sha256 of the file entry that this version was loaded from")
    published = models.DateTimeField(db_default=Now())

    objects = SchemeVersionQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="scheme_version_number_once"),
            ExclusionConstraint(
                name="scheme_versions_do_not_overlap",
                expressions=[("scheme", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="closed_version_says_why",
                condition=Q(status=SchemeStatus.OPEN) | ~Q(closed_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} v{self.number}"
