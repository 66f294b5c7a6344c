"""What waits for an adviser, for the digest: people to answer, to call, to book, to come back to, and to see today."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import ngettext_lazy

from intake import adviser_access, desk_access, inviting_access, team_access
from portal.access import Person
from portal.digest.due import Due

ANSWERS = ngettext_lazy(
    "%(n)s mens wacht op een antwoord van jou.", "%(n)s mensen wachten op een antwoord van jou.", "n"
)
COMES_BACK = ngettext_lazy("Op %(n)s mens zou je terugkomen.", "Op %(n)s mensen zou je terugkomen.", "n")
CALLS = ngettext_lazy("%(n)s mens vraagt jullie team te bellen.", "%(n)s mensen vragen jullie team te bellen.", "n")
BOOKS = ngettext_lazy(
    "Voor %(n)s mens maakt jullie team een afspraak.", "Voor %(n)s mensen maakt jullie team een afspraak.", "n"
)
SEES = ngettext_lazy("Vandaag zie je %(n)s mens.", "Vandaag zie je %(n)s mensen.", "n")


def adviser_due(who: Person) -> Iterable[Due]:
    """Numbers only; nothing for who has no agenda."""
    own = adviser_access.agenda_of(who)
    if own is None:
        return
    today = reverse("intake:today")
    back = reverse("intake:caseload") + "?toon=vervolg"
    for number, text, url, late in (
        (adviser_access.follow_ups_due(who), COMES_BACK, back, True),
        (desk_access.waits_for(own), ANSWERS, today, False),
        (team_access.calls_waiting(who), CALLS, reverse("intake:calls"), False),
        (inviting_access.waiting_for_staff(who), BOOKS, reverse("intake:invitations"), False),
        (desk_access.waiting_today(who), SEES, today, False),
    ):
        if number:
            yield Due(text % {"n": number}, url, late=late)
