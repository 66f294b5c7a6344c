"""Once a month until somebody does it: compare a scheme with its sources again, or say where a source went."""

from datetime import date
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from funding.schemes.links import dead_sources
from funding.schemes.models import SchemeVersion
from portal.mail.actions import send_mail
from portal.people.staff import administrators
from portal.record import outbox
from portal.record.outbox import consumes
from portal.templatetags.portal import day


@shared_task(name="funding.watch_sources")
def watch_sources() -> None:
    """Promise a reminder for each version in force whose comparison is too old, or of which a source is gone.

    One a month, whenever this runs.
    """
    today = timezone.localdate()
    for version in _to_remind_of(today):
        key = f"sources:{version.pk}:{today:%Y-%m}"
        outbox.put("funding.remind_of_sources", key, version_id=str(version.pk))


@consumes("funding.remind_of_sources")
def remind_of_sources(version_id: str) -> None:
    """Tell every administrator of the fund, unless somebody saw to it meanwhile."""
    today = timezone.localdate()
    version = next((one for one in _to_remind_of(today) if one.pk == UUID(version_id)), None)
    if version is None:
        return
    dead = dead_sources([version]).get(version.pk, [])
    fund = version.scheme.fund
    for person in administrators(fund, today):
        context = {"name": person.name, "sender": fund.name, "scheme": version.scheme.name}
        send_mail(
            "scheme_sources_old",
            to=person.email,
            context=context
            | {
                "checked_on": day(version.checked_on, "date"),
                "sources": version.sources,
                "dead": [{"title": one.title, "address": one.address} for one in dead],
            },
            language=person.language,
        )


def _to_remind_of(today: date) -> list[SchemeVersion]:
    """Versions in force that nobody compared for half a year, or with a source that is no longer there."""
    versions = list(SchemeVersion.objects.published().filter(period__contains=today).select_related("scheme__fund"))
    dead = dead_sources(versions)
    old = set(SchemeVersion.objects.check_is_old(today).values_list("pk", flat=True))
    return [version for version in versions if version.pk in old or version.pk in dead]
