"""What the pages of scenarios show: what is different in words, and the figures beside each other."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from funding import whatif_access
from funding.editor.impact_page import impact_rows
from funding.figures.hiding import SMALLEST
from funding.schemes.models import Scheme
from funding.steering.apart import told_part
from funding.whatif import links
from funding.whatif.enums import ScenarioState
from funding.whatif.models import Scenario
from portal.access import person
from portal.people.enums import Role
from portal.regions.models import Municipality, Region
from portal.templatetags.portal import euros


def scenario_page(request: HttpRequest, scenario: Scenario) -> dict[str, Any]:
    """Context for templates/funding/whatif/scenario.html."""
    names = _names([scenario])
    may_change = person(request).has(Role.FUND_ADMINISTRATOR)
    context = {
        "scenario": scenario,
        "words": [{"name": names.get(slug, slug), "slug": slug, "told": told} for slug, told in words_of(scenario)],
        "may_change": may_change,
        "percent": int(100 * told_part(scenario.pk)),
    }
    if scenario.state == ScenarioState.DRAFT:
        budgets = whatif_access.budgets_of(scenario)
        return context | {"budgets": budgets}
    if scenario.result is None:
        return context
    shared = ""
    if scenario.share and scenario.shared_until:
        shared = request.build_absolute_uri(reverse("funding:shared_scenario", args=[links.make(scenario.share)]))
    return context | tables_of([scenario]) | {"shared": shared, "days": links.LIVES.days}


def tables_of(scenarios: Sequence[Scenario], *, hides: bool = False) -> dict[str, Any]:
    """Tables for scenarios that are ready, beside each other; the first column of figures is how it is now.

    ``people``, ``money`` and ``regions``: rows of texts under ``columns``; ``effects``: per scheme whose rules change
    a table of who wins or loses; ``times``: of how many applications one was looked at. ``hides``: who looks may not
    open the cases, so that fewer than five people, and what they get, are not told.
    """
    results = [one.result for one in scenarios if one.result is not None]
    first = results[0]["now"]
    sides = [first, *(result["then"] for result in results)]
    few = hides and any(0 < side[key] < SMALLEST for side in sides for key in ("asked", "helped", "best", "hopeless"))
    names, places = _names(scenarios), dict(Region.objects.values_list("slug", "name"))
    columns = [{"label": _("Onderdeel")}, {"label": _("Nu"), "numeric": True}]
    columns += [{"label": one.name, "numeric": True} for one in scenarios]
    regions = sorted({slug for side in sides for slug in side["regions"]}, key=lambda slug: places.get(slug, "~"))
    budgets = sorted({slug for side in sides for slug in side["budgets"]}, key=lambda slug: names.get(slug, slug))
    return {
        "scenarios": scenarios,
        "columns": columns,
        "few": few,
        "people": [] if few else _people(sides),
        "money": []
        if few
        else [[names.get(slug, slug), *(_left(side["budgets"].get(slug)) for side in sides)] for slug in budgets],
        "regions": []
        if few
        else [
            [places.get(slug) or _("Regio onbekend"), *(_share(side["regions"].get(slug)) for side in sides)]
            for slug in regions
        ],
        "effects": [
            {"name": f"{names.get(slug, slug)}, {one.name}", "rows": impact_rows(counts)}
            for one in scenarios
            for slug, counts in (one.result or {})["impact"].items()
        ],
        "times": max(result["times"] for result in results),
        "same_now": all(result["now"] == first for result in results),
    }


def _people(sides: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    return [
        [_("Vroegen geld"), *(str(side["asked"]) for side in sides)],
        [_("Geholpen, op volgorde van binnenkomst"), *_beside(sides, "helped")],
        [_("Geholpen, bij de beste verdeling"), *_beside(sides, "best")],
        [_("Voor wie geen regeling betaalt"), *(str(side["hopeless"]) for side in sides)],
        [_("Eigen bijdrage per geholpen persoon"), *(_mean(side, "own") for side in sides)],
        [_("Prijs van de opleiding, gemiddeld"), *(_mean(side, "price") for side in sides)],
        [_("Geld dat overblijft, samen"), *(euros(_unused(side)) for side in sides)],
    ]


def words_of(scenario: Scenario) -> list[tuple[str, list[str]]]:
    """Per scheme (slug) what is different, in sentences."""
    regions = dict(Region.objects.values_list("slug", "name"))
    codes = {code for told in scenario.changes.values() for code in told.get("places", ())}
    places = dict(Municipality.objects.filter(code__in=codes).values_list("code", "name"))
    return [(slug, _words(told, regions, places)) for slug, told in sorted(scenario.changes.items())]


def _words(told: Mapping[str, Any], regions: Mapping[str, str], places: Mapping[str, str]) -> list[str]:
    found = [_("Deze regeling komt erbij.")] if told.get("added") else []
    if told.get("version"):
        found.append(_("Met de versie die nog niet is gepubliceerd."))
    texts = {
        "ceiling": _("Plafond: %(amount)s."),
        "cap_per_course": _("Hoogstens %(amount)s per opleiding."),
        "cap_per_year": _("Hoogstens %(amount)s per persoon per jaar."),
        "cap_per_life": _("Hoogstens %(amount)s per persoon, alle jaren samen."),
        "cap_per_family": _("Hoogstens %(amount)s per persoon per jaar, samen met de regelingen die erbij horen."),
    }
    found += [text % {"amount": euros(told[key])} for key, text in texts.items() if told.get(key) is not None]
    if told.get("percent") is not None:
        found.append(_("Hoogstens %(percent)s%% van de kosten.") % {"percent": told["percent"]})
    where = [regions.get(slug, slug) for slug in told.get("regions", ())]
    where += [places.get(code, code) for code in told.get("places", ())]
    if where:
        found.append(_("Voor wie woont in: %(places)s.") % {"places": ", ".join(where)})
    return found


def _beside(sides: Sequence[Mapping[str, Any]], key: str) -> list[str]:
    """The number of each side, with the difference with the first one: "12 (+3)"."""
    return [str(sides[0][key]), *(_differs(side[key], sides[0][key]) for side in sides[1:])]


def _differs(number: int, before: int) -> str:
    return f"{number} ({number - before:+d})" if number != before else str(number)


def _mean(side: Mapping[str, Any], key: str) -> str:
    return euros(side[key] // side["helped"]) if side["helped"] else "–"


def _unused(side: Mapping[str, Any]) -> int:
    return sum(free - given for free, given in side["budgets"].values())


def _left(found: Sequence[int] | None) -> str:
    if found is None:
        return "–"
    return _("%(left)s van %(free)s") % {"left": euros(found[0] - found[1]), "free": euros(found[0])}


def _share(found: Sequence[int] | None) -> str:
    """How many of a region are helped: "12 van 20 (60%)"."""
    if not found or not found[0]:
        return "–"
    asked, helped = found
    if asked < SMALLEST or 0 < helped < SMALLEST or 0 < asked - helped < SMALLEST:
        return _("te weinig om te tonen")
    return _("%(helped)s van %(asked)s (%(part)s%%)") % {
        "helped": helped,
        "asked": asked,
        "part": round(100 * helped / asked),
    }


def _names(scenarios: Sequence[Scenario]) -> dict[str, str]:
    slugs = {slug for one in scenarios for slug in one.changes}
    for one in scenarios:
        slugs |= set((one.result or {}).get("now", {}).get("budgets", {}))
    return dict(Scheme.objects.filter(pk__in=slugs).values_list("slug", "name"))
