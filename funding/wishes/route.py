"""What a learner wants to hear of; the way to stop it stands beside it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from funding import access
from portal.people.route import Part
from portal.templatetags.portal import euros


def wishes_part(request: HttpRequest) -> Part:
    """Where one sees and stops it. The rows are on a page of their own: few people wait for something."""
    return Part(85, "funding/route/wishes.html", always=not access.has_wishes(request))


def wishes_page(request: HttpRequest) -> dict[str, Any]:
    """Context of templates/funding/wishes.html: courses that may become cheaper and schemes that may open."""
    courses, schemes = access.wishes(request)
    rows = [
        {
            "name": one.course.title,
            "url": one.course.get_absolute_url(),
            "text": _("Als je minder betaalt dan %(amount)s") % {"amount": euros(one.own_cents)},
            "stop_url": reverse("funding:wish", args=[one.course_id]),
        }
        for one in courses
    ]
    rows += [
        {
            "name": one.scheme.name,
            "url": one.scheme.get_absolute_url(),
            "text": _("Als dit potje er voor jou is"),
            "stop_url": reverse("funding:scheme_wish", args=[one.scheme_id]),
        }
        for one in schemes
    ]
    return {"rows": rows}
