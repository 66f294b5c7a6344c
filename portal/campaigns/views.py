"""Campaigns and their report of two weeks, for who keeps the portal."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access import staff_only, user_of
from portal.campaigns import access, actions
from portal.campaigns.enums import Step
from portal.campaigns.forms import CampaignForm
from portal.campaigns.middleware import NAME
from portal.pages import kept
from portal.people.enums import Role


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.PORTAL_MANAGER)
def campaigns(request: HttpRequest) -> HttpResponseBase:
    """Every campaign, and beginning one."""
    form = CampaignForm(kept.typed(request))
    if request.method == "POST":
        if form.is_valid():
            told = form.cleaned_data
            made = actions.begin_campaign(told["code"], told["campaign_name"].strip(), user_of(request))
            messages.success(request, _("De campagne is begonnen. Gebruik het adres hieronder."))
            return redirect("portal:campaign", made.pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {"pages": access.campaigns(request), "form": form}
    return render(request, "portal/campaigns/list.html", context, status=422 if form.errors else 200)


@require_safe
@staff_only(Role.PORTAL_MANAGER)
def campaign(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Two weeks of a campaign beside the two before, until the day in the address or yesterday."""
    found = access.campaign(request, pk)
    today = timezone.localdate()
    last = _day(request.GET.get("tot", "")) or today
    last = min(max(last, found.begins), today)
    first = last - timedelta(days=actions.DAYS - 1)
    now = actions.sums(found, first, last)
    before = actions.sums(found, first - timedelta(days=actions.DAYS), first - timedelta(days=1))
    landed = now[Step.LANDED]
    context = {
        "campaign": found,
        "first": first,
        "last": last,
        "address": f"{request.build_absolute_uri(reverse('portal:home'))}?{NAME}={found.code}",
        "columns": [
            {"label": _("Stap")},
            *(
                {"label": label, "numeric": True}
                for label in (_("Deze twee weken"), _("Van wie binnenkwam"), _("Twee weken ervoor"))
            ),
        ],
        "rows": [
            [
                str(step.label).capitalize(),
                str(now[step]),
                f"{100 * now[step] / landed:.0f} %" if landed else "–",
                str(before[step]),
            ]
            for step in Step
        ],
        "earlier": first - timedelta(days=1) if first > found.begins else None,
        "later": last + timedelta(days=actions.DAYS) if last < today else None,
        "runs": found.ended is None,
    }
    return render(request, "portal/campaigns/campaign.html", context)


@require_POST
@staff_only(Role.PORTAL_MANAGER)
def end_campaign(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Count no more after today."""
    actions.end_campaign(access.campaign(request, pk), user_of(request))
    return redirect("portal:campaign", pk)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
