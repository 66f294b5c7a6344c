"""What other packages show on the home page. They register it at start-up, so that imports keep running left."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

type Section = Callable[[HttpRequest], dict[str, Any]]

_sections: list[Section] = []


def show_on_home(section: Section) -> Section:
    """Register a function that gives context for templates/portal/home.html; call it from ``AppConfig.ready``."""
    _sections.append(section)
    return section


def home_sections(request: HttpRequest) -> dict[str, Any]:
    """The context that all registered sections give together."""
    context: dict[str, Any] = {}
    for section in _sections:
        context |= section(request)
    return context
