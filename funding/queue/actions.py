"""Giving work to a colleague, keeping a narrowed queue, and who stands in for whom."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.applications.states import LINE
from funding.applications.steps import StepGone, follow, lock, take
from funding.decisions.actions import allow, may_deal_with, what_happened
from funding.decisions.errors import CannotDecide
from funding.queue.errors import CannotDepute, NotForThem
from funding.queue.models import Deputy, SavedFilter
from portal.people.enums import WORKERS, Role
from portal.people.models import Fund, Membership, User
from portal.record.audit import record

#: More names than this are no shortcut any more.
MOST_FILTERS = 20


@transaction.atomic
def assign(line: PlanLine, to: User, by: User, seen_version: int) -> None:
    """Give a line that waits, or that somebody took up, to a colleague. ``line`` comes with fund and application.

    Raises NotForThem when ``to`` may not deal with it, and what ``funding.decisions.actions.decide`` raises.
    """
    allow(line, LINE.step("take_up"), by)
    try:
        may_deal_with(line, to, WORKERS)
    except CannotDecide as error:
        raise NotForThem(str(to)) from error
    lock(line.application_id)
    if line.state == LineState.IN_REVIEW:
        same = PlanLine.objects.filter(pk=line.pk, state=line.state, version=seen_version)
        if not same.update(assessor=to, version=F("version") + 1):
            raise what_happened(line)
    else:
        try:
            take(line, LINE.step("take_up"), seen_version=seen_version, assessor=to)
        except StepGone:
            raise what_happened(line) from None
    follow(line.application_id)
    record(by, "assign", line, chain=line.fund_id, to=str(to.pk))


def keep_filter(user: User, name: str, query: str) -> bool:
    """Keep a narrowed queue under a name; one with this name is replaced. False when there are too many."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        others = SavedFilter.objects.filter(user=user).exclude(name=name)
        if others.count() >= MOST_FILTERS:
            return False
        SavedFilter.objects.update_or_create(user=user, name=name, defaults={"query": query[:400]})
    return True


def drop_filter(saved: SavedFilter) -> None:
    """Keep it no longer."""
    SavedFilter.objects.filter(pk=saved.pk).delete()


@transaction.atomic
def name_deputy(fund: Fund, role: Role, absent: User, deputy: User, first: date, last: date, by: User) -> Deputy:
    """Let ``deputy`` do the work of ``absent`` from the first to the last day.

    Who is away themselves can lend their role for that time to somebody of the fund who has it not (Awb 10:3); a
    colleague who names a deputy for them can choose only among who has the role already. Raises CannotDepute.
    """
    if deputy == absent:
        raise CannotDepute(_("Kies iemand anders dan wie weg is."))
    if last < first or last < timezone.localdate():
        raise CannotDepute(_("De laatste dag ligt voor de eerste, of is al voorbij."))
    held = Membership.objects.filter(fund=fund, role=role)
    if not held.filter(user=absent).valid_on(first).exists():
        raise CannotDepute(_("%(who)s heeft deze rol dan niet bij dit fonds.") % {"who": absent})
    period = DateRange(first, last + timedelta(days=1))
    lent = None
    if not held.filter(user=deputy, period__contains=period).exists():
        if by != absent:
            raise CannotDepute(
                _("%(who)s heeft deze rol niet. Alleen wie weg is, kan de eigen rol tijdelijk geven.") % {"who": deputy}
            )
        lent = _lend(fund, role, deputy, period)
    try:
        with transaction.atomic():
            made = Deputy.objects.create(
                fund=fund, role=role, absent=absent, deputy=deputy, period=period, lent=lent, named_by=by
            )
    except IntegrityError:
        raise CannotDepute(_("In deze dagen is er al een vervanger.")) from None
    told = {"absent": str(absent.pk), "deputy": str(deputy.pk), "lent": str(lent.pk) if lent else ""}
    record(by, "name_deputy", made, chain=fund.pk, first=first.isoformat(), last=last.isoformat(), **told)
    return made


def _lend(fund: Fund, role: Role, deputy: User, period: DateRange) -> Membership:
    anywhere = Membership.objects.filter(user=deputy, fund=fund).valid_on(timezone.localdate())
    if not anywhere.exists():
        raise CannotDepute(_("Kies iemand die bij dit fonds werkt."))
    try:
        with transaction.atomic():
            return Membership.objects.create(user=deputy, role=role, fund=fund, period=period)
    except IntegrityError:
        raise CannotDepute(
            _("%(who)s heeft deze rol al een deel van die dagen. Kies andere dagen.") % {"who": deputy}
        ) from None


@transaction.atomic
def end_deputy(deputy: Deputy, by: User) -> None:
    """Stop standing in from today on; a role that was lent ends too. One that has not begun never was.

    What is over stays as it was: who stood in when must remain known.
    """
    today = timezone.localdate()
    found = Deputy.objects.select_for_update(of=("self",)).select_related("lent")
    running = found.filter(pk=deputy.pk, period__endswith__gt=today).first()
    if running is None:
        return
    record(by, "end_deputy", running, chain=running.fund_id)
    lent = running.lent
    if running.period.lower >= today:
        running.delete()
        if lent:
            lent.delete()
        return
    ended = DateRange(running.period.lower, today)
    Deputy.objects.filter(pk=running.pk).update(period=ended)
    if lent:
        Membership.objects.filter(pk=lent.pk, period__endswith__gt=today).update(period=ended)


@transaction.atomic
def free_left_work(today: date) -> int:
    """Give back to all what somebody took up who decides no longer at the fund; how many lines that were."""
    held = Membership.objects.filter(user=OuterRef("assessor"), fund=OuterRef("fund"), role__in=WORKERS).valid_on(today)
    left = PlanLine.objects.filter(state=LineState.IN_REVIEW, assessor__isnull=False).exclude(Exists(held))
    freed = list(left.select_for_update(of=("self",), skip_locked=True).order_by("fund", "pk"))
    PlanLine.objects.filter(pk__in=[line.pk for line in freed]).update(assessor=None, version=F("version") + 1)
    for line in freed:
        record(None, "assessor_left", line, chain=line.fund_id)
    return len(freed)
