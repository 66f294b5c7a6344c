"""Who gets work from a colleague hears of it."""

from collections.abc import Sequence

from django.urls import reverse

from funding.applications.models import PlanLine
from funding.decisions.enums import Shelf
from funding.queue.enums import Whose
from funding.queue.wanted import Wanted
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.templatetags.portal import day

#: More numbers than this say less than their count.
MOST_NAMED = 20


def tell_given(lines: Sequence[PlanLine], to: User, by: User) -> None:
    """One mail about all the files that ``by`` gave to ``to``, with the way to them; none about one's own taking up.

    Lines come with fund and application. No name or answer of a learner is in it.
    """
    if not lines or to.pk == by.pk:
        return
    first = min(lines, key=lambda line: (line.due is None, line.due))
    rows = [
        {"number": line.application.number, "due": day(line.due, "date") if line.due else ""}
        for line in lines[:MOST_NAMED]
    ]
    one = reverse("funding:line", args=[first.pk])
    send_mail(
        "file_given",
        to=to.email,
        context={
            "name": to.name,
            "by": str(by),
            "sender": first.fund.name,
            "rows": rows,
            "number": len(lines),
            "more": len(lines) - len(rows),
            "origin": first.application.origin,
            "path": one if len(lines) == 1 else Wanted(shelf=Shelf.OPEN, whose=Whose.MINE).url,
        },
        language=to.language,
    )
