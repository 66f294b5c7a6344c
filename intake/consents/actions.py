"""Taking a consent back."""

from django.db import transaction

from intake.profile.actions import withdraw
from intake.profile.models import Consent
from intake.profile.resting import end_of
from portal.people.models import User
from portal.record.audit import record


@transaction.atomic
def take_back(consent: Consent, by: User) -> bool:
    """End what rests on a consent and note the moment; False when that was done before."""
    locked = Consent.objects.select_for_update().get(pk=consent.pk)
    if locked.withdrawn is not None:
        return False
    end_of(locked)(locked, by)
    withdraw(locked)  # where nothing rested on it any more
    record(by, "withdraw_consent", locked, purpose=locked.purpose)
    return True
