"""What still blocks a grant."""

from django.utils.translation import gettext as _

from funding.applications.models import PlanLine
from funding.checks.enums import CheckState
from funding.parties.enums import Party, Seat
from funding.parties.models import ProposalAnswer


def what_blocks(line: PlanLine) -> list[str]:
    """What must be looked at, or come in, before this line (with its fund) can be granted; empty when nothing is.

    A provider that was asked must have confirmed; at a fund that says so one must have been asked.
    """
    found = [one.label for one in line.checks.all() if one.state == CheckState.OPEN]
    asked = [one for one in line.invitations.all() if one.party == Party.PROVIDER and not one.ended]
    if not asked and line.fund.provider_confirms:
        found.append(_("Vraag eerst de opleider of er plek is, op welke dag en voor welke prijs."))
    elif asked and not asked[-1].answered:
        found.append(_("De opleider heeft nog niet bevestigd dat er plek is."))
    elif asked and asked[-1].told["seat"] == Seat.NO_SEAT:
        found.append(_("De opleider heeft geen plek. Overleg met de deelnemer."))
    elif asked and asked[-1].told["seat"] == Seat.PROPOSE:
        agreed = ProposalAnswer.objects.filter(invitation=asked[-1].pk).first()
        if agreed is None:
            found.append(_("De opleider stelt iets anders voor. De deelnemer heeft nog niet gezegd of dat goed is."))
        elif not agreed.accepted:
            found.append(_("De deelnemer wil het voorstel van de opleider niet. Vraag de opleider opnieuw."))
    return found
