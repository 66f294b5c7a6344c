"""Where the gateway of text messages reports."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.texting.actions import take_report


@csrf_exempt  # a machine calls it; the signed address is what it may change
@require_POST
def report(request: HttpRequest, signed: str) -> HttpResponse:
    """{"status": "delivered"} or {"status": "failed"}, as JSON; 404 for an address that we did not give."""
    try:
        told = json.loads(request.body[:2000])
        status = str(told["status"])
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=400)
    return HttpResponse(status=204 if take_report(signed, status) else 404)
