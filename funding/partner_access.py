"""Partners, for who keeps the portal; the widget of one that may still show it, for everybody."""

from datetime import timedelta
from uuid import UUID

from django.core.paginator import Page
from django.db.models import F, Q, Sum
from django.http import Http404, HttpRequest
from django.utils import timezone

from funding.partners.enums import Step
from funding.partners.models import Partner
from portal.access import page_of, refuse

#: Days that the numbers on the page are about.
DAYS = 28


def partners(request: HttpRequest) -> "Page[Partner]":
    """Every partner with what was counted in the last four weeks; those that ended last."""
    since = timezone.localdate() - timedelta(days=DAYS)
    sums = {
        f"number_{step.value}": Sum("counts__number", filter=Q(counts__step=step, counts__day__gte=since), default=0)
        for step in Step
    }
    rows = Partner.objects.annotate(**sums)
    return page_of(request, rows.order_by(F("ended").desc(nulls_first=True), "name"))


def partner(request: HttpRequest, pk: UUID) -> Partner:
    """One of them, or 404."""
    return Partner.objects.filter(pk=pk).first() or refuse(request, "partner", pk)


def widget(pk: UUID) -> Partner:
    """A partner whose widget may be shown, or 404."""
    found = Partner.objects.filter(pk=pk, ended=None).first()
    if found is None:
        raise Http404("widget")
    return found
