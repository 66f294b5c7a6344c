"""Where to go on when a search finds nothing, or when a course is gone: searches that do find something."""

from collections.abc import Callable, Collection
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import words
from courses.enums import Sector
from courses.filters import LEGENDS, catalogue_url
from courses.models import Course
from courses.search.criteria import RADII, SEVERAL, Criteria
from courses.searching import Found
from portal.regions.models import Region

type Count = Callable[[Criteria, Collection[Region]], int]

#: More ways on are no help any more.
MOST_WAYS = 6


def wider(found: Found, count: Count) -> list[dict[str, Any]]:
    """When nothing was found: searches with one or more filters less that do find something, the nearest first."""
    criteria = found.criteria
    everywhere = criteria.with_regions((), everywhere=True).but(radius=None)
    asked: list[tuple[str, Criteria, Collection[Region]]] = []
    for name, (attribute, _values) in SEVERAL.items():
        if getattr(criteria, attribute):
            label = _("Zoek in alle vakgebieden") if name == "sector" else _("Zonder het filter “%(name)s”")
            label = label % {"name": LEGENDS[name]} if name != "sector" else label
            asked.append((label, criteria.but(**{attribute: ()}), found.regions))
    for label, changes in (
        (_("Met elke startdatum"), {"soon": None, "since": None}),
        (_("Met elke prijs"), {"price": None}),
        (_("Ook als jij meer betaalt"), {"own": None}),
        (_("In elke taal"), {"languages": ()}),
        (_("Voor elk beroep"), {"occupations": (), "skills": ()}),
        (_("Ook ander werk"), {"shortage": False}),
    ):
        less = criteria.but(**changes)
        if less != criteria:
            asked.append((label, less, found.regions))
    for radius in RADII:
        if criteria.radius and radius > criteria.radius:
            label = _("Zoek tot %(radius)s km") % {"radius": radius}
            asked.append((label, criteria.but(radius=radius), found.regions))
    if found.regions or criteria.radius:
        asked.append((_("Zoek in heel Nederland"), everywhere, ()))
    if criteria.filters:
        asked.append((_("Zoek zonder filters"), criteria.without_filters(), found.brand_regions))
    if criteria.text:
        label = _("Zoek zonder “%(text)s”") % {"text": criteria.shown_text}
        asked.append((label, criteria.without_text(), found.regions))
    counted = [(label, other, count(other, places)) for label, other, places in asked]
    everything = Criteria(everywhere=True)
    every = count(everything, ())
    if all(number < every for *_way, number in counted):  # else one of them gives everything already
        counted.append((_("Bekijk alle opleidingen in heel Nederland"), everything, every))
    ways: dict[str, dict[str, Any]] = {}
    for label, other, number in counted:
        if number and len(ways) < MOST_WAYS:
            ways.setdefault(other.query(), {"label": label, "url": catalogue_url(other), "count": number})
    return list(ways.values())


def instead_of(course: Course, places: Collection[Region], count: Count) -> dict[str, Any]:
    """Other courses of the same sector, in these regions or else anywhere; empty when there are none."""
    near = Criteria(sectors=(Sector(course.sector),))
    for criteria, regions in ((near, places), (near.with_regions((), everywhere=True), ())):
        if number := count(criteria, regions):
            text = ngettext(
                "Bekijk %(number)s andere opleiding: %(sector)s",
                "Bekijk %(number)s andere opleidingen: %(sector)s",
                number,
            )
            label = text % {"number": number, "sector": words.sector(course)}
            return {"label": label, "url": catalogue_url(criteria)}
    return {}
