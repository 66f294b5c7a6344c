"""Who made a copy of a scheme hears when the original says something else."""

from uuid import UUID

from django.utils import timezone

from funding.schemes.library import changes_of
from funding.schemes.models import SchemeOrigin, SchemeVersion
from portal.mail.actions import send_mail
from portal.people.staff import administrators
from portal.record.outbox import consumes


@consumes("funding.tell_copiers")
def tell_copiers(version_id: str) -> None:
    """Mail every administrator of a copy in which something of the original now waits for an answer."""
    version = SchemeVersion.objects.published().filter(pk=UUID(version_id)).first()
    if version is None:
        return
    copies = SchemeOrigin.objects.filter(origin=version.scheme_id).select_related("scheme__fund", "origin__fund")
    waiting = changes_of(copies)
    for copy in copies:
        number = len(waiting[copy.scheme_id])
        if not number:
            continue
        context = {
            "sender": copy.scheme.fund.name,
            "scheme": copy.scheme.name,
            "origin": copy.origin.name,
            "fund": copy.origin.fund.name,
            "number": number,
        }
        for person in administrators(copy.scheme.fund, timezone.localdate()):
            send_mail(
                "original_changed", to=person.email, context=context | {"name": person.name}, language=person.language
            )
