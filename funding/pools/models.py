"""Money of several parties for the budgets of several regions. All amounts in cents; written only by pools.actions."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from funding.budgets.models import Budget
from funding.pools.enums import Kind, State
from portal.people.models import Fund, User


class Pool(models.Model):
    """A pool that a fund keeps. ``held`` is reserve whose day has not come; ``allotted`` what is in budgets now."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    name = models.CharField(max_length=120, unique=True)
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="pools")
    #: Of what is divided, this part goes by fixed shares; the rest by need.
    fixed_percent = models.PositiveSmallIntegerField()
    contributed = models.BigIntegerField(default=0)
    held = models.BigIntegerField(default=0)
    allotted = models.BigIntegerField(default=0)
    by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="pool_never_overdrawn",
                condition=Q(held__gte=0, allotted__gte=0, contributed__gte=F("held") + F("allotted")),
            ),
            models.CheckConstraint(name="pool_fixed_part_is_a_percentage", condition=Q(fixed_percent__lte=100)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def free(self) -> int:
        """Cents that can be divided now."""
        return self.contributed - self.held - self.allotted


class Contribution(models.Model):
    """What one party put in. ``repaid``: of a loan, what went back."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    pool = models.ForeignKey(Pool, on_delete=models.RESTRICT, related_name="contributions")
    party = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind)
    cents = models.BigIntegerField()
    repaid = models.BigIntegerField(default=0)
    by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="contribution_is_of_something", condition=Q(cents__gt=0) & ~Q(party="")),
            models.CheckConstraint(
                name="contribution_repaid_within_loan",
                condition=Q(repaid=0) | Q(kind=Kind.LOAN, repaid__gte=0, repaid__lte=F("cents")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.cents}"


class Repayment(models.Model):
    """One term of a loan to a pool; paid once."""

    contribution = models.ForeignKey(Contribution, on_delete=models.RESTRICT, related_name="repayments")
    number = models.PositiveSmallIntegerField()
    due = models.DateField()
    cents = models.BigIntegerField()
    paid = models.DateField(null=True)
    by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        ordering = ["due", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="repayment_number_once"),
            models.CheckConstraint(name="repayment_is_of_something", condition=Q(cents__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.number}"


class Reserve(models.Model):
    """Money of a pool that waits until a day."""

    pool = models.ForeignKey(Pool, on_delete=models.RESTRICT, related_name="reserves")
    cents = models.BigIntegerField()
    release_on = models.DateField()
    released = models.DateField(null=True)
    by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["release_on", "id"]
        constraints = [
            models.CheckConstraint(name="reserve_is_of_something", condition=Q(cents__gt=0)),
            models.CheckConstraint(
                name="reserve_waits_for_its_day", condition=Q(released=None) | Q(released__gte=F("release_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pool_id} {self.release_on}"


class PoolMember(models.Model):
    """A budget that takes part, with its fixed share beside those of the others, and what it has of the pool now.

    Who keeps the portal asks; it takes part once somebody else, who administers its fund, accepted the share, and until
    it ``left``. ``asked_weight``: another share that waits for the fund in the same way. ``lent``: the part of
    ``allotted`` that is a loan and was not paid back.
    """

    pool = models.ForeignKey(Pool, on_delete=models.RESTRICT, related_name="members")
    budget = models.ForeignKey(Budget, on_delete=models.RESTRICT, related_name="pool_members")
    weight = models.PositiveIntegerField()
    allotted = models.BigIntegerField(default=0)
    lent = models.BigIntegerField(default=0)
    asked_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    asked = models.DateTimeField(db_default=Now())
    accepted_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    accepted = models.DateTimeField(null=True)
    asked_weight = models.PositiveIntegerField(null=True)
    asked_weight_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    left = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["budget"], name="budget_in_one_pool", condition=Q(left=None)),
            models.CheckConstraint(
                name="member_gives_back_what_it_got", condition=Q(lent__gte=0, allotted__gte=F("lent"))
            ),
            models.CheckConstraint(
                name="member_takes_two_people",
                condition=Q(accepted_by__isnull=True, accepted__isnull=True)
                | (Q(accepted_by__isnull=False, accepted__isnull=False) & ~Q(accepted_by=F("asked_by"))),
            ),
            models.CheckConstraint(
                name="member_has_money_once_accepted", condition=Q(allotted=0) | Q(accepted__isnull=False)
            ),
            models.CheckConstraint(
                name="member_share_is_asked_by_somebody",
                condition=Q(asked_weight__isnull=True, asked_weight_by__isnull=True)
                | Q(asked_weight__isnull=False, asked_weight_by__isnull=False, accepted__isnull=False, left=None),
            ),
            models.CheckConstraint(name="member_leaves_without_money", condition=Q(left=None) | Q(allotted=0)),
        ]

    def __str__(self) -> str:
        return f"{self.pool_id} {self.budget_id}"


class Allotment(models.Model):
    """Money from a pool to budgets, back, or from one to another; asked by one person and done by a second."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    pool = models.ForeignKey(Pool, on_delete=models.RESTRICT, related_name="allotments")
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    proposed = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    decided = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed", "-id"]
        constraints = [
            models.CheckConstraint(name="allotment_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="allotment_takes_two_people",
                condition=~Q(state=State.DONE)
                | Q(~Q(decided_by=F("proposed_by")), decided_by__isnull=False, decided__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pool_id} {self.state}"


class AllotmentPart(models.Model):
    """What one budget gets (or, below nothing, gives back)."""

    allotment = models.ForeignKey(Allotment, on_delete=models.RESTRICT, related_name="parts")
    member = models.ForeignKey(PoolMember, on_delete=models.RESTRICT, related_name="parts")
    cents = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["allotment", "member"], name="allotment_names_a_budget_once"),
            models.CheckConstraint(name="allotment_part_moves_something", condition=~Q(cents=0)),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.cents}"


class Loan(models.Model):
    """What an allotment lends to one budget: paid back in monthly terms from a day on.

    The fund of the budget agrees before it is carried out. ``terms`` and ``first_term`` are what it agrees to; the
    terms themselves are made when the money goes.
    """

    allotment = models.OneToOneField(Allotment, on_delete=models.RESTRICT, related_name="loan")
    member = models.ForeignKey(PoolMember, on_delete=models.RESTRICT, related_name="loans")
    cents = models.BigIntegerField()
    terms = models.PositiveSmallIntegerField()
    first_term = models.DateField()
    asked_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    agreed_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    agreed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="loan_is_of_something", condition=Q(cents__gt=0, terms__gt=0)),
            models.CheckConstraint(
                name="loan_takes_two_people",
                condition=Q(agreed_by__isnull=True, agreed__isnull=True)
                | (Q(agreed_by__isnull=False, agreed__isnull=False) & ~Q(agreed_by=F("asked_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.cents}"


class LoanTerm(models.Model):
    """One term of a loan to a budget: the fund of the budget says it pays, and who keeps the pool that it came."""

    loan = models.ForeignKey(Loan, on_delete=models.RESTRICT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    due = models.DateField()
    cents = models.BigIntegerField()
    offered_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    offered = models.DateTimeField(null=True)
    received_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    received = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due", "number"]
        constraints = [
            models.UniqueConstraint(fields=["loan", "number"], name="loan_term_number_once"),
            models.CheckConstraint(name="loan_term_is_of_something", condition=Q(cents__gt=0)),
            models.CheckConstraint(
                name="loan_term_takes_two_people",
                condition=Q(received_by__isnull=True, received__isnull=True)
                | (
                    Q(offered_by__isnull=False, offered__isnull=False)
                    & Q(received_by__isnull=False, received__isnull=False)
                    & ~Q(received_by=F("offered_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.number}"
