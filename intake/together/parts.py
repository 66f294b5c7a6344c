"""What packages show to who acts for somebody. They register it at start-up, so that imports keep running left."""

from django.http import HttpRequest

from portal.people.route import Part, PartOf

_parts: list[PartOf] = []


def shows_together(part: PartOf) -> PartOf:
    """Register a function that gives a part about who is acted for, None for nothing."""
    _parts.append(part)
    return part


def parts_together(request: HttpRequest) -> list[Part]:
    """The parts, in their order."""
    return sorted((part for give in _parts if (part := give(request))), key=lambda part: part.place)
