"""A proposal that nobody needs to answer any more, and the consent that came with one."""

from django.utils import timezone

from funding.applications.models import PlanLine
from funding.forwarding.enums import OPEN, ForwardingState
from funding.forwarding.models import Forwarding
from intake.profile.actions import withdraw
from intake.profile.models import Consent


def lapse(line: PlanLine) -> None:
    """The line was decided on or withdrawn: the open proposal about it, if any, is over. Its application is locked.

    The trail tells of the step itself; a second entry here would lock it before the money.
    """
    waiting = Forwarding.objects.filter(line=line, state__in=OPEN).first()
    if waiting is None:
        return
    # An answer locks no application: of that answer and this step one wins.
    still_open = Forwarding.objects.filter(pk=waiting.pk, state__in=OPEN)
    if still_open.update(state=ForwardingState.LAPSED, answered=timezone.now()):
        end_consent(waiting)


def end_consent(forwarding: Forwarding) -> None:
    """The other fund does not take it over: it reads nothing, and what the learner allowed for that ends.

    Read anew, after the state was written: the learner may have agreed since the proposal was read.
    """
    for consent in Consent.objects.filter(forwardings=forwarding.pk):
        withdraw(consent)
