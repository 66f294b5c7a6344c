"""Naming the account that money goes to, or comes from."""

from uuid import uuid4

from django.db import transaction

from funding.applications.models import PlanLine
from funding.applications.states import LINE
from funding.decisions.actions import allow
from funding.decisions.errors import NotTheirRole
from funding.payments.enums import NameCheck, Payee
from funding.payments.models import Account, PayTo
from portal.access import Person
from portal.people.enums import Role
from portal.people.models import Fund, User
from portal.record.audit import record
from portal.record.sealing import mark, seal


@transaction.atomic
def name_account(line: PlanLine, payee: Payee, name: str, iban: str, check: NameCheck, by: User) -> Account:
    """Pay this line to this account. ``line`` comes with fund and application__course; ``iban`` is valid, no spaces.

    A provider's account is used for all its courses at this fund. Raises OwnApplication, Involved, NotTheirRole.
    """
    allow(line, LINE.step("settle"), by)
    application = line.application
    of = {"provider": application.course.provider} if payee is Payee.PROVIDER else {"application": application}
    account = _account(Account(fund=line.fund, payee=payee, name=name, **of), iban, check, by)
    last = PayTo.objects.filter(line=line).last()
    if (last.payee if last else Payee.PROVIDER) != payee:
        PayTo.objects.create(line=line, payee=payee, by=by)
    record(by, "name_account", line, chain=line.fund_id, account=str(account.pk), payee=payee.value)
    return account


@transaction.atomic
def name_fund_account(fund: Fund, name: str, iban: str, by: User, who: Person) -> Account:
    """The account that the fund pays from. Raises NotTheirRole."""
    if fund.pk not in who.funds(Role.FUND_ADMINISTRATOR):
        raise NotTheirRole
    account = _account(Account(fund=fund, payee=Payee.FUND, name=name), iban, NameCheck.NOT_DONE, by)
    record(by, "name_fund_account", account, chain=fund.pk)
    return account


def _account(account: Account, iban: str, check: NameCheck, by: User) -> Account:
    """The same account again, with what is known of its name now, or a new row."""
    same = Account.objects.filter(
        fund=account.fund, payee=account.payee, provider=account.provider, application=account.application
    ).last()
    found = mark(iban, "iban")
    checked_by = None if check == NameCheck.NOT_DONE else by
    if same and (same.mark, same.name) == (found, account.name):
        if same.name_check != check:
            Account.objects.filter(pk=same.pk).update(name_check=check, name_checked_by=checked_by)
            same.refresh_from_db()
        return same
    account.pk = uuid4()
    account.sealed_iban, account.mark, account.entered_by = seal(iban, account.place), found, by
    account.name_check, account.name_checked_by = check, checked_by
    account.save(force_insert=True)
    return account
