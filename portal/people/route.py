"""What the learner's page ("Mijn route") shows. Each package registers its parts, so that imports keep running left."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest

#: So many things to do stand on top; all of them stand in their own parts.
MOST_TO_DO = 3


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that waits for the learner. ``day`` is when it has to be done or happens; None for any time."""

    title: str
    text: str
    url: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: its template gets ``context`` beside that of the page. ``place`` says the order.

    ``always``: everybody has it, so it tells nothing of what this learner did.
    """

    place: int
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    to_do: tuple[ToDo, ...] = ()
    always: bool = False


type PartOf = Callable[[HttpRequest], Part | None]

_parts: list[PartOf] = []


def on_route(part: PartOf) -> PartOf:
    """Register a function that gives a part for who is logged in, None for nothing; ``AppConfig.ready`` calls this."""
    _parts.append(part)
    return part


def route_of(request: HttpRequest) -> dict[str, Any]:
    """Context for templates/portal/route.html: parts in their order, what comes first, if nothing began yet."""
    found = sorted((part for give in _parts if (part := give(request))), key=lambda part: part.place)
    waiting = sorted((one for part in found for one in part.to_do), key=lambda one: (one.day or date.max, one.title))
    return {"parts": found, "to_do": waiting[:MOST_TO_DO], "is_new": all(part.always for part in found)}
