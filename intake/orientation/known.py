"""What somebody answered: just now in this browser, or kept before."""

from django.http import HttpRequest

from intake import access
from intake.orientation import draft
from intake.orientation.directions import Answers


def known_answers(request: HttpRequest) -> Answers:
    """What was answered just now; else what was kept before; else nothing."""
    found = draft.answers(request)
    if found:
        return found
    stored = access.kept_orientation(request)
    return stored.told if stored else found
