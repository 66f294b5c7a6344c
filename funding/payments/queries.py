from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest, TruncDate

from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.applications.queries import PlanLineQuerySet
from funding.decisions.models import Decision
from funding.payments.enums import UNDER_WAY, PaymentState
from funding.payments.models import Payment


def to_pay(lines: PlanLineQuerySet[PlanLine]) -> PlanLineQuerySet[Any]:
    """Of these the granted ones whose start somebody saw, and fixed amounts, of which something is not paid and no
    payment is under way; what is due first on top. Of a grant the fund's advance, as ``payable_cents`` says; the alias
    ``left_cents`` is how much.

    Not while a settlement waits for a second person, nor when money is being asked back.
    """
    begun = Q(
        state__in=[LineState.GRANTED, LineState.PARTLY_GRANTED],
        follow_up__started_on__isnull=False,
        settlement__isnull=True,
    )
    settled = Q(state=LineState.SETTLED, settled_cents__gt=0, recovery__isnull=True)
    later = Decision.objects.filter(line=OuterRef("pk")).more_than_before().order_by("-at").values("at")[:1]
    since = Greatest(  # PostgreSQL leaves out what is NULL
        Coalesce(TruncDate("settlement__decided"), "follow_up__started_on"), TruncDate(Subquery(later))
    )
    before = Payment.objects.filter(line=OuterRef("pk"), state=PaymentState.PAID).order_by().values("line")
    paid = Coalesce(Subquery(before.annotate(sum=Sum("cents")).values("sum")), 0)
    worth = Coalesce("settled_cents", F("granted_cents") * F("fund__advance_percent") / 100)
    left = lines.filter(begun | settled).alias(left_cents=worth - paid).filter(left_cents__gt=0)
    found = left.exclude(payments__state__in=UNDER_WAY).alias(payable_since=since)
    return found.order_by("payable_since", "id").select_related(
        "fund", "follow_up", "settlement", "application__course__provider", "scheme_version__scheme"
    )
