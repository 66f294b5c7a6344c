from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Cast, Coalesce, Least, TruncDate

from funding.applications.enums import ApplicationState, LineState
from funding.budgets.enums import Order
from funding.budgets.models import Budget

#: Of lines, who asked: somebody with two applications is one person. Of a learner who is gone each application counts.
PERSON = Coalesce(Cast("application__learner", models.TextField()), Cast("application", models.TextField()))


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
            "lines__decisions__objections",
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
