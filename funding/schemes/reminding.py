"""Once a month until somebody does it: compare a scheme with its sources again."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from funding.schemes.models import SchemeVersion
from portal.mail.actions import send_mail
from portal.people.enums import Role
from portal.people.models import Membership, User
from portal.record import outbox
from portal.record.outbox import consumes
from portal.templatetags.portal import day


@shared_task(name="funding.watch_sources")
def watch_sources() -> None:
    """Promise a reminder for each version in force whose comparison is too old: one a month, whenever this runs."""
    today = timezone.localdate()
    for version in SchemeVersion.objects.check_is_old(today):
        key = f"sources:{version.pk}:{today:%Y-%m}"
        outbox.put("funding.remind_of_sources", key, version_id=str(version.pk))


@consumes("funding.remind_of_sources")
def remind_of_sources(version_id: str) -> None:
    """Tell every administrator of the fund, unless somebody compared it meanwhile."""
    today = timezone.localdate()
    versions = SchemeVersion.objects.check_is_old(today).select_related("scheme__fund")
    version = versions.filter(pk=UUID(version_id)).first()
    if version is None:
        return
    fund = version.scheme.fund
    held = Membership.objects.filter(fund=fund, role=Role.FUND_ADMINISTRATOR).valid_on(today)
    for person in User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("email"):
        context = {"name": person.name, "sender": fund.name, "scheme": version.scheme.name}
        send_mail(
            "scheme_sources_old",
            to=person.email,
            context=context | {"checked_on": day(version.checked_on, "date"), "sources": version.sources},
            language=person.language,
        )
