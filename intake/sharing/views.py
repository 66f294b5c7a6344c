"""What somebody shares, and ending that; and what is shared with the team of an adviser."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from intake import adviser_access, sharing_access
from intake.sharing import actions
from portal.access import page_of, person, staff_only
from portal.brands.current import current_brand
from portal.people.enums import Role


@never_cache
@require_safe
def shares(request: HttpRequest) -> HttpResponseBase:
    """What this person shares with advisers now, each with a button that ends it."""
    return render(request, "intake/sharing/shares.html", {"shares": sharing_access.own_shares(request)})


@require_POST
def stop(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """End it at once; a second time changes nothing."""
    found = sharing_access.own_share(request, pk)
    if found:
        actions.stop_sharing(found, person(request).user)
    messages.success(request, _("Je deelt deze uitkomst niet meer. Adviseurs zien hem niet langer."))
    return redirect("intake:shares")


@require_safe
@staff_only(Role.ADVISER)
def shared(request: HttpRequest) -> HttpResponseBase:
    """What is shared with this adviser's team, the newest on top."""
    found = page_of(request, sharing_access.shared_with(person(request)))
    return render(request, "intake/sharing/list.html", {"pages": found})


@never_cache
@require_safe
@staff_only(Role.ADVISER)
def shared_result(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One result: what the portal said that day, and what the person had told."""
    found = sharing_access.shared_result(request, pk)
    if request.method == "GET":
        actions.mark_read(found)
    return render(request, "intake/sharing/result.html", {"shared": found, "result": found.result})


@require_POST
@staff_only(Role.ADVISER)
def offer(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Mail who shares this that an adviser wants to talk; once a day."""
    found, own = sharing_access.shared_result(request, pk), adviser_access.own_agenda(request)
    origin, brand = request.build_absolute_uri("/").rstrip("/"), current_brand(request)
    if actions.offer_talk(found, own, origin=origin, language="nl", brand=brand):
        messages.success(request, _("Je aanbod is verstuurd. Deze persoon kiest zelf een tijd."))
    else:
        messages.warning(request, _("Vandaag is er al een gesprek aangeboden. Wacht even op een antwoord."))
    return redirect("intake:shared_result", pk)
