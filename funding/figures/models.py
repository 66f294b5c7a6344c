"""Counters for dashboards: a materialised view, so that nobody who looks counts a million applications."""

from django.db import models


class Figure(models.Model):
    """Cases of one month, state and value of one property, at one fund ("" for all funds). Money in cents.

    Rows of dimension "all" count each case once. ``helped``: cases with money granted. ``days`` is the sum, over
    ``decided`` cases, of days from receipt to the first decision; ``private`` and ``public`` what others pay in the
    plans, refusals aside.
    """

    id = models.BigIntegerField(primary_key=True)
    fund = models.CharField(max_length=60)
    region = models.CharField(max_length=60)
    month = models.DateField()
    state = models.CharField(max_length=20)
    dimension = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    cases = models.BigIntegerField()
    helped = models.BigIntegerField()
    asked = models.BigIntegerField()
    granted = models.BigIntegerField()
    settled = models.BigIntegerField()
    own = models.BigIntegerField()
    private = models.BigIntegerField()
    public = models.BigIntegerField()
    decided = models.BigIntegerField()
    days = models.BigIntegerField()
    counted = models.DateTimeField()

    class Meta:
        managed = False  # a view: see migrations/sql/figures.sql
        db_table = "funding_figure"

    def __str__(self) -> str:
        return f"{self.fund} {self.month} {self.dimension} {self.value}"
