"""What the catalogue shows on the home page."""

from typing import Any

from django.http import HttpRequest

from courses import access
from courses.estimates import estimator


def starting_soon(request: HttpRequest) -> dict[str, Any]:
    """The three courses of this brand's regions that begin first; nothing when none is open."""
    sessions = access.starting_soon(request)
    told = estimator()
    name, costs = told.for_typical_learner(request, sessions) if told else ("", {})
    return {
        "starting_soon": [
            {
                "title": session.course.title,
                "provider": session.course.provider.name,
                "start": session.starts,
                "url": session.course.get_absolute_url(),
                "who": name,
                "cost": costs.get(session.pk),
            }
            for session in sessions
        ]
    }
