"""People and what they may be: users, funds that decide, and memberships for a period."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import UUID7, Coalesce, Lower

from portal.people.enums import FILE_ROLES, REGION_ROLES, Role, Sector
from portal.people.queries import MembershipQuerySet
from portal.regions.models import Region


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new person; without a password they log in by mail code or passkey."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def unconfirmed_since(self, moment: datetime) -> QuerySet["User"]:
        """People made by asking a mail code before this moment, who never typed it in and have no role."""
        return self.filter(created__lt=moment, last_login=None, memberships=None).exclude(emailaddress__verified=True)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who can log in: a learner, or staff by memberships. No BSN, no sex, no health."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, default="nl")
    is_active = models.BooleanField(default=True)
    #: Shown in the demo region only; such a person needs no second factor there.
    is_demo = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)
    #: When the person had themselves erased; what the law keeps still hangs on this row, which tells nothing of them.
    erased = models.DateTimeField(null=True)
    told_of_erasing = models.DateTimeField(null=True, help_text="when was told that an unused account goes")

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(name="address_is_lower_case", condition=Q(email=Lower("email"))),
            models.CheckConstraint(
                name="erased_user_tells_nothing",
                condition=Q(erased__isnull=True)
                | Q(name="", phone="", is_active=False, email__endswith="@gewist.invalid"),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email


class Fund(models.Model):
    """An organisation that gives money and decides on it: a municipality, a province, UWV, an O&O fund."""

    slug = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=120, unique=True)
    sector = models.CharField(max_length=10, choices=Sector)
    #: Above this amount (cents) a second person approves, for a grant and for its refusal.
    sole_decision_limit = models.BigIntegerField(default=0)
    #: False for funds that decide outside this portal: the learner gets the way there, never a decision from here.
    decides_here = models.BooleanField(default=False)
    #: True for funds that promise money only after the provider confirmed seat, date and price by its signed link.
    provider_confirms = models.BooleanField(default=False)
    #: So much of a grant is paid once somebody saw the start (Awb 4:95), the rest once the amount is fixed.
    advance_percent = models.PositiveSmallIntegerField(default=100)
    #: Where an objection goes: written in every letter.
    address = models.TextField(blank=True)
    #: How a learner reaches people there, after "Vragen?": "telefoon 088 000 00 00 of mail naar ...".
    contact = models.CharField(max_length=200, blank=True)
    #: Whether learners read who decided, under the letter. Otherwise only the fund signs.
    names_in_letters = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="fund_limit_not_negative", condition=Q(sole_decision_limit__gte=0)),
            models.CheckConstraint(name="fund_advance_is_a_percentage", condition=Q(advance_percent__range=(0, 100))),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role of a user, in one region or at one fund, during ``period`` (dates, end not included)."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # Who decided what must stay readable, so people with roles are ended, not deleted.
    user = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    region = models.ForeignKey(Region, on_delete=models.RESTRICT, null=True, blank=True, related_name="memberships")
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, null=True, blank=True, related_name="memberships")
    period = DateRangeField()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_has_its_place",
                condition=(
                    Q(role__in=REGION_ROLES, region__isnull=False, fund__isnull=True)
                    | Q(role__in=FILE_ROLES, region__isnull=True, fund__isnull=False)
                    | Q(role=Role.PORTAL_MANAGER, region__isnull=True, fund__isnull=True)
                ),
            ),
            ExclusionConstraint(
                name="membership_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("region", "fund", models.Value("")), RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.region_id or self.fund_id or 'portaal'})"
