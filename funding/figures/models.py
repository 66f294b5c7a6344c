"""Counters for dashboards, kept in step with what changes, so that nobody who looks counts a million applications.

Written only by funding_refresh_figures (migrations/sql/figures.sql).
"""

from django.db import models
from django.db.models import Q

from funding.budgets.models import Budget


class Amounts(models.Model):
    """What is counted of cases. Money in cents.

    ``helped``: cases with money granted; ``own``: what their learners pay themselves. ``days`` is the sum, over
    ``decided`` cases, of days from receipt to the first decision; ``private`` and ``public`` what others pay in the
    plans, refusals aside.
    """

    helped = models.BigIntegerField()
    asked = models.BigIntegerField()
    granted = models.BigIntegerField()
    settled = models.BigIntegerField()
    own = models.BigIntegerField()
    private = models.BigIntegerField()
    public = models.BigIntegerField()
    decided = models.BigIntegerField()
    days = models.BigIntegerField()

    class Meta:
        abstract = True


class Figure(Amounts):
    """Cases of one month with one value of one property: of a fund, of the inhabitants of a region, or (both "") of
    everybody. Rows of dimension "all" count each case once; of "person" each learner with money, in the month of
    the last such case.
    """

    fund = models.CharField(max_length=60)
    region = models.CharField(max_length=60)
    month = models.DateField()
    dimension = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    cases = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "region", "dimension", "month", "value"], name="figure_counted_in_one_place"
            ),
            models.CheckConstraint(name="figure_never_below_nothing", condition=Q(cases__gte=0)),
            models.CheckConstraint(name="figure_of_a_fund_or_a_region", condition=Q(fund="") | Q(region="")),
        ]

    def __str__(self) -> str:
        return f"{self.fund}{self.region} {self.month} {self.dimension} {self.value}"


class FigureCase(Amounts):
    """One application as it was counted last, at one fund or (fund "") as a whole; "" is a property nobody told.

    What is counted anew is first taken off by this row. No foreign keys: it outlives what it counted until then.
    """

    application = models.UUIDField()
    fund = models.CharField(max_length=60)
    region = models.CharField(max_length=60)
    month = models.DateField()
    state = models.CharField(max_length=20)
    situation = models.CharField(max_length=60)
    sector = models.CharField(max_length=60)
    level = models.CharField(max_length=60)
    municipality = models.CharField(max_length=60)
    #: "yes", "no", or "" where the region has no list of that day.
    shortage = models.CharField(max_length=20)
    #: How it ended without money: funding.figures.enums.Left, or "".
    dropout = models.CharField(max_length=20)
    #: How long the decision took: funding.figures.enums.Lead, or "".
    lead = models.CharField(max_length=20)
    #: "helped" on the last case with money of each learner, which stands for this person; else "".
    person = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "fund"], name="case_counted_once")]
        indexes = [
            models.Index(fields=["fund", "month"], name="case_of_fund"),
            models.Index(fields=["region"], name="case_of_region", condition=Q(fund="")),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.fund}"


class FigureTouched(models.Model):
    """An application of which something changed since it was counted; a trigger adds a row with each change."""

    application = models.UUIDField()

    def __str__(self) -> str:
        return str(self.application)


class FigureCount(models.Model):
    """When was counted last (one row), and up to which Monday the ledger's weeks are."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    counted = models.DateTimeField(null=True)
    weeks_until = models.DateField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="figures_counted_in_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.counted)


class BudgetWeek(models.Model):
    """Cents that went out of a budget in a whole week, less what came back; ``week`` is its Monday."""

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="weeks")
    week = models.DateField()
    cents = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["budget", "week"], name="budget_week_once")]

    def __str__(self) -> str:
        return f"{self.budget_id} {self.week}"
