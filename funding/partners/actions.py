"""Letting a partner in, and counting what happens in its widget."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from funding.partners.enums import Step
from funding.partners.models import Partner, PartnerCount
from portal.people.models import User
from portal.record.audit import record


class KnownPartner(Exception):
    """There is a partner of this name."""


@transaction.atomic
def add_partner(name: str, origins: Sequence[str], by: User) -> Partner:
    """From now on these sites may show the widget. Raises KnownPartner for a name that is there."""
    try:
        with transaction.atomic():
            found = Partner.objects.create(name=name, origins=list(origins), added_by=by)
    except IntegrityError as error:
        raise KnownPartner from error
    record(by, "add_partner", found, origins=list(origins))
    return found


@transaction.atomic
def end_partner(partner: Partner, by: User) -> None:
    """From now on nobody may show its widget; a second time changes nothing."""
    if Partner.objects.filter(pk=partner.pk, ended=None).update(ended=timezone.now()):
        record(by, "end_partner", partner)


def count(partner: Partner, step: Step) -> None:
    """One more today. The database adds it up, so that two at once are two."""
    today = timezone.localdate()
    PartnerCount.objects.bulk_create([PartnerCount(partner=partner, day=today, step=step)], ignore_conflicts=True)
    PartnerCount.objects.filter(partner=partner, day=today, step=step).update(number=F("number") + 1)
