"""Proposing how a fund decides and pays, and carrying that out as a second person."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from funding.fund_settings.enums import ChangeState
from funding.fund_settings.models import SETTINGS, FundChange
from portal.people.enums import Role
from portal.people.models import Fund, Membership, User
from portal.record.audit import record


class CannotChangeFund(Exception):
    """Why the settings of a fund cannot be changed so; ``message`` says it to who wants to."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@transaction.atomic
def propose(fund: Fund, told: dict[str, object], reason: str, by: User) -> FundChange:
    """Ask to change the settings (``told``: those of SETTINGS); nothing changes yet. Raises CannotChangeFund."""
    _allow(fund, Role.FUND_ADMINISTRATOR, by)
    if told == settings_of(fund):
        raise CannotChangeFund(_("Er verandert niets. Pas eerst iets aan."))
    try:
        with transaction.atomic():
            made = FundChange.objects.create(fund=fund, reason=reason, proposed_by=by, **told)
    except IntegrityError as error:
        raise CannotChangeFund(_("Er wacht al een voorstel. Trek dat eerst in.")) from error
    record(by, "propose_fund_change", made, chain=fund.pk, **told)
    return made


@transaction.atomic
def carry_out(change: FundChange, by: User) -> None:
    """Change the settings, as a second person; what was decided before keeps what it was decided with.

    ``change`` comes with its fund. Raises CannotChangeFund.
    """
    _allow(change.fund, Role.APPROVER, by)
    if change.proposed_by_id == by.pk:
        raise CannotChangeFund(_("Jij stelde dit voor. Een ander voert het uit."))
    fund = Fund.objects.select_for_update().get(pk=change.fund_id)
    _end(change, ChangeState.DONE, by, before=settings_of(fund))
    told = {name: getattr(change, name) for name in SETTINGS}
    Fund.objects.filter(pk=fund.pk).update(**told)
    record(by, "change_fund", change, chain=fund.pk, before=settings_of(fund), after=told)


@transaction.atomic
def cancel(change: FundChange, by: User) -> None:
    """Give up a proposal. Raises CannotChangeFund."""
    _allow(change.fund, Role.FUND_ADMINISTRATOR, by)
    _end(change, ChangeState.CANCELLED, by)
    record(by, "cancel_fund_change", change, chain=change.fund_id)


def settings_of(fund: Fund) -> dict[str, object]:
    """The settings as they are."""
    return {name: getattr(fund, name) for name in SETTINGS}


def _end(change: FundChange, state: ChangeState, by: User, **more: object) -> None:
    waiting = FundChange.objects.filter(pk=change.pk, state=ChangeState.PROPOSED)
    if not waiting.update(state=state, decided_by=by, decided=timezone.now(), **more):
        raise CannotChangeFund(_("Dit voorstel wacht niet meer: het is uitgevoerd of ingetrokken."))


def _allow(fund: Fund, role: Role, by: User) -> None:
    roles = Membership.objects.filter(user=by, fund=fund, role=role)
    if not roles.valid_on(timezone.localdate()).exists():
        raise CannotChangeFund(_("Bij dit fonds heb jij niet de rol om dit te doen. Vraag het je portaalbeheerder."))
