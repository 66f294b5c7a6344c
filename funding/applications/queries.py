from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Least, TruncDate

from funding.applications.enums import ApplicationState, LineState
from funding.budgets.enums import Order
from funding.budgets.models import Budget


class ApplicationQuerySet[M: models.Model](models.QuerySet[M]):
    def sent(self) -> Self:
        return self.exclude(state=ApplicationState.DRAFT)

    def with_everything(self) -> Self:
        """With all that a page of one application shows, in a fixed number of queries."""
        return self.select_related("course__provider", "session__municipality", "learner", "profile").prefetch_related(
            "course__price_lines",
            "session__price_lines",
            "lines__scheme_version__scheme",
            "lines__fund",
            "lines__decisions",
            "lines__letters",
            "lines__requests",
            "lines__budget",
            "documents",
            "invitations__learner_answer",
        )


#: The urgency of a line without legal term or start: after all others.
NEVER = date.max


class PlanLineQuerySet[M: models.Model](models.QuerySet[M]):
    def with_row(self) -> Self:
        """With what a row of the queue shows."""
        return self.select_related(
            "fund",
            "scheme_version__scheme",
            "application__learner",
            "application__course__provider",
            "application__session",
            "assessor",
        ).prefetch_related("decisions")

    def most_urgent_first(self) -> Self:
        """By the end of the legal term or the start of the course, whichever comes first; then by receipt."""
        first = Least("due", "application__session__starts")  # PostgreSQL leaves out what is NULL
        return self.annotate(needed_on=Coalesce(first, NEVER)).order_by("needed_on", "application__submitted", "id")

    def waiting_for(self, budget: Budget) -> Self:
        """Lines on the waiting list of a budget, first the one that gets money first, with what moving up needs.

        By the moment of completeness; where the budget draws lots, by its day and then by lot.
        """
        found = self.filter(budget=budget, state=LineState.WAITING).select_related("fund", "application__learner")
        if budget.order == Order.LOTS:
            return found.annotate(day=TruncDate("complete_at")).order_by("day", "lot", "id")
        return found.order_by("complete_at", "id")

    def to_pay(self) -> Self:
        """Granted lines whose start somebody saw, and fixed amounts, of which something is not paid and no payment is
        under way; what is due first on top.

        Not while a settlement waits for a second person, nor when money is being asked back.
        """
        from funding.payments.enums import UNDER_WAY, PaymentState
        from funding.payments.models import Payment

        begun = Q(
            state__in=[LineState.GRANTED, LineState.PARTLY_GRANTED],
            follow_up__started_on__isnull=False,
            settlement__isnull=True,
        )
        settled = Q(state=LineState.SETTLED, settled_cents__gt=0, recovery__isnull=True)
        since = Coalesce(TruncDate("settlement__decided"), "follow_up__started_on")
        before = Payment.objects.filter(line=OuterRef("pk"), state=PaymentState.PAID).order_by().values("line")
        paid = Coalesce(Subquery(before.annotate(sum=Sum("cents")).values("sum")), 0)
        worth = Coalesce("settled_cents", "granted_cents")
        left = self.filter(begun | settled).annotate(paid_before=paid).filter(paid_before__lt=worth)
        found = left.exclude(payments__state__in=UNDER_WAY).annotate(payable_since=since)
        return found.order_by("payable_since", "id").select_related(
            "fund", "follow_up", "settlement", "application__course__provider", "scheme_version__scheme"
        )

    def last_decided_first(self) -> Self:
        """By the moment of the decision that counts."""
        return self.annotate(decided_at=Max("decisions__at")).order_by("-decided_at", "id")

    def after(self, needed_on: date, submitted: datetime, pk: UUID) -> Self:
        """The rest of ``most_urgent_first`` behind this place."""
        return self.most_urgent_first().filter(
            Q(needed_on__gt=needed_on)
            | Q(needed_on=needed_on, application__submitted__gt=submitted)
            | Q(needed_on=needed_on, application__submitted=submitted, pk__gt=pk)
        )

    def about(self, text: str) -> Self:
        """Lines with every word of the text in their number, the learner's name or the title of the course."""
        found = self
        for word in text.split():
            found = found.filter(
                Q(application__number__icontains=word)
                | Q(application__learner_name__icontains=word)
                | Q(application__course_snapshot__title__icontains=word)
            )
        return found
