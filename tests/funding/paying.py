"""A granted line that can be paid, the people who pay it, and what a bank sends back."""

from datetime import date

from courses.models import Course
from funding.applications.enums import Verdict
from funding.applications.models import PlanLine
from funding.applications.states import UNDECIDED
from funding.budgets import ledger
from funding.decisions.actions import Finding, approve, decide
from funding.payments import batches
from funding.payments.accounts import name_account, name_fund_account
from funding.payments.bank_import import import_bank_file, judge_bank_file
from funding.payments.enums import NameCheck, Payee
from funding.payments.models import BankFile, PaymentBatch
from funding.payments.payable import payables
from funding.payments.queries import to_pay
from funding.payments.verifying import payment_differences
from funding.settling.actions import see_start
from portal.access import Person
from portal.people.enums import FUND_ROLES, Role
from portal.people.models import Fund, Membership, User
from tests.funding.making import budget_of, make_application
from tests.people import give_role, make_user

FUND = "het-noorden-leert-door"
#: Numbers that are right by their own digits and belong to nobody (the banks' own examples).
IBAN, OTHER_IBAN, FUND_IBAN = "NL91ABNA0417164300", "NL20INGB0001234567", "NL02RABO0123456789"


def colleague(name: str, *roles: Role) -> User:
    """Somebody at the fund with these roles, or all."""
    user = make_user(name)
    for role in roles or FUND_ROLES:
        give_role(user, role, FUND)
    return user


def whole(line: PlanLine) -> PlanLine:
    """The line as its pages load it, as it is now."""
    parts = ("fund", "budget", "scheme_version__scheme", "application__learner", "application__course__provider")
    return PlanLine.objects.select_related(*parts).get(pk=line.pk)


def granted(course: Course, today: date, by: User, other: User, name: str = "Lena", cents: int = 140_000) -> PlanLine:
    """A line of € 1.400 that the fund granted, and whose start ``by`` saw."""
    line = whole(make_application(course, today, name).lines.get())
    if decide(line, Finding(Verdict.GRANT, cents, "Je voldoet."), by, line.version) is None:
        line = whole(line)
        approve(line, other, line.version)
    line = whole(line)
    see_start(line, today, by)
    return whole(line)


def person_of(user: User) -> Person:
    return Person(user, tuple(Membership.objects.filter(user=user)))


def name_accounts(line: PlanLine, by: User, iban: str = IBAN, check: NameCheck = NameCheck.MATCH) -> None:
    """The accounts of the provider and of the fund."""
    name_account(line, Payee.PROVIDER, "Lasschool Noord B.V.", iban, check, by)
    name_fund_account(Fund.objects.get(pk=FUND), "Het Noorden Leert Door", FUND_IBAN, by, person_of(by))


def proposed(by: User) -> PaymentBatch:
    """Everything that is ready, in a new batch."""
    return batches.propose(Fund.objects.get(pk=FUND), payables(to_pay(PlanLine.objects.filter(fund=FUND))), by)


def released(proposer: User, releaser: User, on: date) -> PaymentBatch:
    """The same, checked and let go."""
    batch = proposed(proposer)
    batches.check(batch, proposer)
    batches.release(batch, on, releaser)
    return batch


def told_by_bank(
    by: User, *rows: tuple[str, str, str], name: str = "bank.csv", more: str = "", second: User | None = None
) -> BankFile:
    """A file of the bank with rows (reference, amount in euros, status); ``second`` says that it is true."""
    text = "kenmerk;bedrag;status\n" + "".join(f"{a};{b};{c}\n" for a, b, c in rows) + more
    file = import_bank_file(Fund.objects.get(pk=FUND), name, text.encode(), by, person_of(by))
    if second:
        judge_bank_file(file, second, person_of(second), right=True)
    return file


def amounts() -> tuple[int, int, int]:
    """Cents of the budget that are reserved, committed and paid."""
    budget = budget_of(FUND)
    return budget.reserved, budget.committed, budget.paid


def all_agree() -> bool:
    """Ledger, counters, lines and payments tell the same."""
    return not (ledger.differences() or ledger.line_differences() or payment_differences())


__all__ = [
    "FUND",
    "IBAN",
    "OTHER_IBAN",
    "UNDECIDED",
    "all_agree",
    "amounts",
    "colleague",
    "granted",
    "name_accounts",
    "person_of",
    "proposed",
    "released",
    "told_by_bank",
    "whole",
]
