"""Everything that somebody agreed to, on one page, with a way to take each back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from intake import learner_access
from intake.consents.actions import take_back
from intake.profile.resting import uses
from portal.access import learner_only, page_of, user_of


@never_cache
@require_safe
@learner_only
def consents(request: HttpRequest) -> HttpResponse:
    """What stands now, and what ended."""
    page = page_of(request, learner_access.consents(request))
    told = uses([one for one in page if one.withdrawn is None])
    rows = [{"consent": one, "use": told.get(one.pk)} for one in page]
    return render(request, "intake/consents.html", {"pages": page, "rows": rows})


@require_POST
@learner_only
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take one back; what rested on it ends at once. A second time changes nothing."""
    found = learner_access.consent(request, pk)
    use = uses([found]).get(found.pk)
    if use and use.url and found.withdrawn is None:
        return redirect(use.url)
    take_back(found, user_of(request))
    messages.success(request, _("Je trok je toestemming in."))
    return redirect("intake:consents")
