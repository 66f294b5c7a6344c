"""What stands around the results: filters with counts, what is chosen, orders, and ways on when nothing is found."""

from collections.abc import Callable, Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import words
from courses.access import Found
from courses.enums import Sector
from courses.models import Course
from courses.search.criteria import EVERYWHERE, Criteria, Sort
from portal.regions.models import Region

type Count = Callable[[Criteria, Collection[Region]], int]


def sectors(found: Found) -> list[dict[str, Any]]:
    """Sectors that would give something, and those that were chosen even when they give nothing."""
    chosen = found.criteria.sectors
    return [
        {"value": sector.value, "label": sector.label, "count": count, "checked": sector in chosen}
        for sector, count in ((sector, found.per_sector.get(sector, 0)) for sector in Sector)
        if count or sector in chosen
    ]


def regions(found: Found) -> list[dict[str, Any]]:
    """The regions of the brand, others that were asked for, and the whole country; none without regions."""
    asked = [region for region in found.regions if region.slug in found.criteria.regions]
    offered = {region.slug: region for region in [*found.brand_regions, *asked]}
    if not offered:
        return []
    options = [
        {"value": slug, "label": region.name, "count": found.per_region[slug], "checked": region in asked}
        for slug, region in offered.items()
    ]
    whole = {"value": EVERYWHERE, "label": _("Heel Nederland"), "count": found.everywhere}
    return [*options, whole | {"checked": found.criteria.everywhere}]


def where(found: Found) -> str:
    """Where was searched, in words."""
    if not found.regions:
        return _("in heel Nederland")
    return _("in %(regions)s en online") % {"regions": words.listed(region.name for region in found.regions)}


def chips(found: Found) -> list[dict[str, str]]:
    """What was chosen, each with the address without it."""
    criteria = found.criteria
    chosen = [(f"“{criteria.shown_text}”", criteria.without_text())] if criteria.text else []
    for sector in criteria.sectors:
        rest = criteria.with_sectors(other for other in criteria.sectors if other != sector)
        chosen.append((str(sector.label), rest))
    if criteria.everywhere:
        chosen.append((_("Heel Nederland"), criteria.with_regions(())))
    for region in found.regions:
        if region.slug in criteria.regions:
            others = criteria.with_regions(slug for slug in criteria.regions if slug != region.slug)
            chosen.append((region.name, others))
    return [{"label": label, "url": catalogue_url(rest)} for label, rest in chosen]


def sorts(criteria: Criteria, *, own_known: bool) -> list[dict[str, Any]]:
    """The orders to choose from; by relevance only when there are words to be relevant to.

    By own contribution for who told something of themselves (``own_known``).
    """
    labels = {
        Sort.RELEVANCE: _("Past het best"),
        Sort.START: _("Begint het eerst"),
        Sort.PRICE: _("Laagste prijs"),
        Sort.OWN: _("Laagste eigen bijdrage"),
    }
    return [
        {
            "label": label,
            "url": catalogue_url(criteria.sorted_by(sort)),
            "current": sort == criteria.sort,
            "value": sort,
        }
        for sort, label in labels.items()
        if (sort != Sort.RELEVANCE or criteria.text) and (sort != Sort.OWN or own_known)
    ]


def wider(found: Found, count: Count) -> list[dict[str, Any]]:
    """When nothing was found: searches with one or more filters less that do find something, the nearest first."""
    criteria = found.criteria
    everywhere = criteria.with_regions((), everywhere=True)
    asked: list[tuple[str, Criteria, Collection[Region]]] = []
    if criteria.sectors:
        asked.append((_("Zoek in alle vakgebieden"), criteria.with_sectors(()), found.regions))
    if found.regions:
        asked.append((_("Zoek in heel Nederland"), everywhere, ()))
    if criteria.text:
        label = _("Zoek zonder “%(text)s”") % {"text": criteria.shown_text}
        asked.append((label, criteria.without_text(), found.regions))
    counted = [(label, other, count(other, places)) for label, other, places in asked]
    everything = Criteria(everywhere=True)
    every = count(everything, ())
    if all(number < every for *_way, number in counted):  # else one of them gives everything already
        counted.append((_("Bekijk alle opleidingen in heel Nederland"), everything, every))
    return [{"label": label, "url": catalogue_url(other), "count": n} for label, other, n in counted if n]


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


def catalogue_url(criteria: Criteria) -> str:
    return reverse("courses:catalogue") + criteria.query()
