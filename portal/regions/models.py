"""Places: postcode -> municipality -> labour-market region and any area that a scheme names."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from portal.regions.enums import AreaKind
from portal.regions.queries import MunicipalityQuerySet


class Region(models.Model):
    """One of the 35 labour-market regions (CBS, 2025)."""

    slug = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """One of the 342 municipalities of 2025. ``sort_name`` sorts alike with every collation of the database."""

    code = models.CharField(primary_key=True, max_length=6, help_text="CBS, for example GM0014")
    name = models.CharField(max_length=80, unique=True)
    sort_name = models.CharField(max_length=80, db_index=True)
    province = models.CharField(max_length=40)
    # A region with municipalities cannot go: appointments and budgets hang on it.
    region = models.ForeignKey(Region, on_delete=models.RESTRICT, related_name="municipalities")
    latitude = models.DecimalField(max_digits=6, decimal_places=3)
    longitude = models.DecimalField(max_digits=6, decimal_places=3)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name"]
        constraints = [
            models.CheckConstraint(name="municipality_code_is_cbs", condition=Q(code__regex=r"^GM\d{4}$")),
        ]

    def __str__(self) -> str:
        return self.name


class PostcodeRange(models.Model):
    """A run of four-digit postcodes that lie, for their largest part, in one municipality."""

    first = models.PositiveSmallIntegerField()
    last = models.PositiveSmallIntegerField()
    # The ranges are loaded with their municipality and mean nothing without it.
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="postcodes")

    class Meta:
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(
                name="postcode_range_is_one",
                condition=Q(first__gte=1000, last__lte=9999, last__gte=F("first")),
            ),
            ExclusionConstraint(
                name="postcode_in_one_municipality",
                expressions=[
                    (
                        Func(
                            F("first"),
                            F("last"),
                            Value("[]"),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


class Area(models.Model):
    """Any set of municipalities that a rule can name: a province, a region, a JTF area, a fund's own area."""

    slug = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=AreaKind)
    source = models.CharField(max_length=200)
    municipalities = models.ManyToManyField(Municipality, related_name="areas")

    class Meta:
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name
