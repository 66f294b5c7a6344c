"""Money that leaves the fund: accounts, batches that two people let go, payments, and what the bank said of them."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from courses.models import Provider
from funding.applications.models import Application, PlanLine
from funding.applications.numbers import new_number
from funding.payments.enums import UNDER_WAY, BatchState, NameCheck, Payee, PaymentState, Result
from funding.payments.reasons import in_words
from portal.people.models import Fund, User
from portal.record.sealing import open_sealed


def batch_number() -> str:
    return new_number("BT")


def payment_number() -> str:
    return new_number("PY")


class Account(models.Model):
    """An account that somebody named for payments (Awb 4:89), as one fund knows it; a new number is a new row.

    Of a provider for all its courses, of a learner or employer for one application. The number is sealed; ``mark``
    finds equals. Only the name check changes (trigger).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # sealed for this id, so known before
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="accounts")
    payee = models.CharField(max_length=10, choices=Payee)
    provider = models.ForeignKey(Provider, on_delete=models.RESTRICT, null=True, related_name="accounts")
    application = models.ForeignKey(Application, on_delete=models.RESTRICT, null=True, related_name="accounts")
    name = models.CharField(max_length=70, help_text="as the bank knows it; 70 is what a payment file takes")
    sealed_iban = models.BinaryField()
    mark = models.CharField(max_length=64)
    name_check = models.CharField(max_length=10, choices=NameCheck, default=NameCheck.NOT_DONE)
    name_checked_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    entered_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    entered = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["entered", "id"]
        constraints = [
            models.CheckConstraint(
                name="account_is_of_its_payee",
                condition=Q(payee=Payee.PROVIDER, provider__isnull=False, application__isnull=True)
                | Q(payee__in=[Payee.LEARNER, Payee.EMPLOYER], provider__isnull=True, application__isnull=False)
                | Q(payee=Payee.FUND, provider__isnull=True, application__isnull=True),
            ),
            models.CheckConstraint(
                name="account_name_is_checked_by_somebody",
                condition=Q(name_check=NameCheck.NOT_DONE) | Q(name_checked_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["fund", "mark"], name="account_equals")]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.payee} {self.name}"

    @property
    def place(self) -> str:
        return f"funding_account.sealed_iban:{self.pk}"

    @property
    def iban(self) -> str:
        """The number in groups of four, as on a bank card; for who may see the payment."""
        plain = open_sealed(self.sealed_iban, self.place)
        return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))

    @property
    def holder(self) -> str:
        """Whose it is, in a way that two rows of the same holder share."""
        return f"{self.payee}:{self.provider_id or self.application_id or self.fund_id}"


class PayTo(models.Model):
    """The choice to pay one line to somebody else than the provider; the last row counts, none is the provider."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.ForeignKey(PlanLine, on_delete=models.RESTRICT, related_name="pay_to")
    payee = models.CharField(max_length=10, choices=Payee)
    by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(name="fund_pays_somebody_else", condition=~Q(payee=Payee.FUND))]

    def __str__(self) -> str:
        return f"{self.line_id} {self.payee}"


class PaymentBatch(models.Model):
    """Payments of one fund that go to the bank as one file: proposed, checked, let go by a second person.

    Who lets it go neither proposed nor checked it (constraint), entered none of its accounts, and it holds nothing of
    the own application of any of them (trigger). ``sealed_file`` is the file as it was made then: a second download
    is the same file, which the bank refuses as a duplicate.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    number = models.CharField(max_length=12, unique=True, default=batch_number)
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="batches")
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.PROPOSED)
    pays_from = models.ForeignKey(Account, on_delete=models.RESTRICT, null=True, related_name="batches")
    execution_on = models.DateField(null=True)
    sealed_file = models.BinaryField(null=True)
    proposed_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    proposed = models.DateTimeField(db_default=Now())
    checked_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    checked = models.DateTimeField(null=True)
    released_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    released = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed", "-id"]
        constraints = [
            models.CheckConstraint(
                name="batch_is_released_by_a_second_person",
                condition=~Q(state=BatchState.RELEASED)
                | Q(
                    Q(released_by__isnull=False, released__isnull=False, checked_by__isnull=False),
                    Q(pays_from__isnull=False, sealed_file__isnull=False, execution_on__isnull=False),
                    ~Q(released_by=F("proposed_by")),
                    ~Q(released_by=F("checked_by")),
                ),
            ),
            models.CheckConstraint(
                name="batch_is_checked_by_somebody",
                condition=~Q(state=BatchState.CHECKED) | Q(checked_by__isnull=False, checked__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["fund", "-proposed"], name="batch_list")]

    def __str__(self) -> str:
        return self.number

    @property
    def file_place(self) -> str:
        return f"funding_paymentbatch.sealed_file:{self.pk}"


class Payment(models.Model):
    """One transfer for one line, of which one is under way (constraint). After a higher decision one more is made for
    the difference; all together they are never more than the line is worth (trigger).
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    #: EndToEndId: the bank gives it back with every word about this payment.
    number = models.CharField(max_length=12, unique=True, default=payment_number)
    batch = models.ForeignKey(PaymentBatch, on_delete=models.RESTRICT, related_name="payments")
    line = models.ForeignKey(PlanLine, on_delete=models.RESTRICT, related_name="payments")
    account = models.ForeignKey(Account, on_delete=models.RESTRICT, related_name="payments")
    cents = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.PROPOSED)
    booked_on = models.DateField(null=True, help_text="the day on which the bank moved it, or refused it")
    reason = models.CharField(max_length=140, blank=True, help_text="the bank's reason for what did not go well")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(state__in=UNDER_WAY), name="line_is_paid_once"),
            models.CheckConstraint(name="payment_is_of_something", condition=Q(cents__gt=0)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def reason_words(self) -> str:
        return in_words(self.reason)


class BankFile(models.Model):
    """A file of the bank that was read, once (constraint): its content is known by its digest.

    A second person (constraint) judges what in it frees money; before that no row says so (trigger). A "no" moved
    nothing, so it can be looked at again; a "yes" is for good (trigger).
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="bank_files")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    judged_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    judged = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "digest"], name="bank_file_is_read_once"),
            models.CheckConstraint(
                name="bank_file_is_judged_by_a_second_person",
                condition=Q(judged_by__isnull=True, judged__isnull=True)
                | Q(~Q(judged_by=F("by")), judged_by__isnull=False, judged__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BankFileRow(models.Model):
    """What one row of such a file said, and what became of it. Names and numbers of accounts are not kept."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    file = models.ForeignKey(BankFile, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    reference = models.CharField(max_length=35)
    cents = models.BigIntegerField(null=True)
    said = models.CharField(max_length=15, choices=Result, blank=True, help_text="the bank's word, before it counted")
    booked_on = models.DateField(null=True)
    result = models.CharField(max_length=15, choices=Result)
    reason = models.CharField(max_length=140, blank=True)
    payment = models.ForeignKey(Payment, on_delete=models.RESTRICT, null=True, related_name="rows")

    class Meta:
        ordering = ["file", "position"]
        constraints = [models.UniqueConstraint(fields=["file", "position"], name="bank_file_row_once")]

    def __str__(self) -> str:
        return f"{self.reference} {self.result}"

    @property
    def reason_words(self) -> str:
        return in_words(self.reason)
