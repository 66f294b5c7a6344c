"""What stands around the results: filters with counts, what is chosen, and orders."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import words
from courses.occupations.models import OccupationKind
from courses.occupations.offering import FILTERS, MOST_OFFERED
from courses.search.criteria import (
    EVERYWHERE,
    OWN_AMOUNTS,
    PRICES,
    RADII,
    SEVERAL,
    Criteria,
    Sort,
)
from courses.search.near import USUAL_RADIUS, around, called, where_said
from courses.search.text import wants_free
from courses.searching import Found
from courses.telling import SOONS, Names, label_of, most, shortage, told, whole_country
from portal.regions.models import Municipality

LEGENDS = {
    "sector": gettext_lazy("Vakgebied"),
    "beroep": gettext_lazy("Beroep"),
    "vaardigheid": gettext_lazy("Wat je leert"),
    "kans": gettext_lazy("Kans op werk"),
    "start": gettext_lazy("Begin"),
    "vorm": gettext_lazy("Hoe"),
    "duur": gettext_lazy("Hoe lang"),
    "dagdeel": gettext_lazy("Wanneer op de dag"),
    "niveau": gettext_lazy("Niveau"),
    "resultaat": gettext_lazy("Wat je krijgt"),
    "prijs": gettext_lazy("Prijs van de opleiding"),
    "eigen": gettext_lazy("Wat jij betaalt"),
    "lestaal": gettext_lazy("Taal van de les"),
    "keurmerk": gettext_lazy("Keurmerk van de opleider"),
}


def groups(found: Found) -> list[dict[str, Any]]:
    """The filters in the order of the page, as components/facet_group.html wants them; empty ones are left out."""
    criteria = found.criteria
    made = [
        _several("sector", found, open_=True),
        _subjects(OccupationKind.OCCUPATION, found),
        _subjects(OccupationKind.SKILL, found),
        _shortage(found),
        _single("start", found, SOONS, criteria.soon, open_=True),
        _several("vorm", found, open_=True),
        _own(found),
        _several("duur", found),
        _several("dagdeel", found),
        _single("prijs", found, {n: most(n) for n in PRICES}, criteria.price),
        _several("niveau", found),
        _several("resultaat", found),
        _languages(found),
        _several("keurmerk", found),
    ]
    return [group for group in made if group["options"]]


def _own(found: Found) -> dict[str, Any]:
    """What one would pay at most; without counts while those are being worked out, nothing while nobody can tell."""
    labels = {amount: most(amount, own=True) for amount in OWN_AMOUNTS}
    if not found.own_known or "eigen" in found.counts:
        return _single("eigen", found, labels, found.criteria.own, open_=True)
    options = [_option(amount, label, None, False) for amount, label in labels.items()]
    options.insert(0, _option("", _("Maakt niet uit"), None, True))
    return _group("eigen", options, open_=True) | {"kind": "radio"}


def _several(name: str, found: Found, *, open_: bool = False) -> dict[str, Any]:
    """Choices that would give something, and those that were chosen even when they give nothing."""
    attribute, values = SEVERAL[name]
    chosen = getattr(found.criteria, attribute)
    counted = found.counts.get(name, {})
    options = [_option(one.value, label_of(one), counted.get(one, 0), one in chosen) for one in values]
    return _group(name, options, open_=open_ or bool(chosen))


def _subjects(kind: OccupationKind, found: Found) -> dict[str, Any]:
    """The occupations or skills that most courses are about, and those that were chosen."""
    name = FILTERS[kind]
    chosen = found.criteria.occupations if kind == OccupationKind.OCCUPATION else found.criteria.skills
    counted = found.counts.get(name, {})
    options = [
        _option(key, subject.label, counted.get(key, 0), key in chosen, "nl")
        for key, subject in found.subjects.items()
        if subject.kind == kind
    ]
    options.sort(key=lambda option: (not option["checked"], -option["count"], option["label"]))
    return _group(name, options[: max(MOST_OFFERED, len(chosen))], open_=bool(chosen))


def _shortage(found: Found) -> dict[str, Any]:
    """Only work that the region is short of people for; nothing where no list says so."""
    counted = found.counts.get("kans", {})
    return _group("kans", [_option("ja", shortage(), counted.get("ja", 0), found.criteria.shortage)] if counted else [])


def _languages(found: Found) -> dict[str, Any]:
    chosen, counted = found.criteria.languages, found.counts.get("lestaal", {})
    codes = [*counted, *(code for code in chosen if code not in counted)]
    options = [_option(code, words.language(code), counted.get(code, 0), code in chosen) for code in codes]
    options.sort(key=lambda option: -option["count"])
    return _group("lestaal", options, open_=bool(chosen))


def _single(name: str, found: Found, labels: dict[Any, Any], chosen: Any, *, open_: bool = False) -> dict[str, Any]:
    """One choice of several, and the choice not to choose; nothing while nobody can tell (own contribution)."""
    counted = found.counts.get(name)
    if counted is None:
        return _group(name, [])
    options = [_option(value, str(label), counted.get(value, 0), value == chosen) for value, label in labels.items()]
    options = [option for option in options if option["count"] or option["checked"]]
    if options:
        options.insert(0, _option("", _("Maakt niet uit"), None, chosen is None))
    since = found.criteria.since
    asks_day = {"day": {"name": "vanaf", "value": since.isoformat() if since else ""}} if name == "start" else {}
    open_ = open_ or chosen is not None
    return _group(name, options, open_=open_) | {"kind": "radio"} | asks_day


def _option(value: Any, label: str, count: int | None, checked: bool, language: str = "") -> dict[str, Any]:
    """With every key that the template asks: Django looks long for one that is not there."""
    counted = "" if count is None else str(count)
    found = {"value": str(value), "label": label, "count": count, "counted": counted}
    return found | {"checked": checked, "language": language}


def _group(name: str, options: Iterable[dict[str, Any]], *, open_: bool = False) -> dict[str, Any]:
    shown = [option for option in options if option["count"] or option["checked"] or option["count"] is None]
    return {"name": name, "legend": LEGENDS[name], "options": shown, "open": open_, "kind": "", "day": ""}


def radii(found: Found) -> list[dict[str, Any]]:
    """How far one would travel, with counts once the place is known; until then what most people would choose."""
    counted = found.counts.get("straal", {}) if found.municipality else {}
    chosen = found.criteria.radius if found.municipality else found.typed.radius or USUAL_RADIUS
    options = [{"value": "", "label": _("overal"), "checked": chosen is None}]
    for radius in sorted({*RADII, *([chosen] if chosen else [])}):
        label = _("%(number)s km") % {"number": radius}
        if radius in counted:
            label = f"{label} ({counted[radius]})"
        options.append({"value": str(radius), "label": label, "checked": radius == chosen})
    return options


def candidates(found: Found) -> list[dict[str, str]]:
    """The municipalities that the place may mean, each with the same search from there."""
    from_there = ((one, found.criteria.but(place=one.name)) for one in found.candidates)
    return [{"label": f"{one.name} ({one.province})", "url": catalogue_url(there)} for one, there in from_there]


def regions(found: Found) -> list[dict[str, Any]]:
    """The regions of the brand, others that were asked for, and the whole country; none without regions."""
    asked = [region for region in found.regions if region.slug in found.criteria.regions]
    offered = {region.slug: region for region in [*found.brand_regions, *asked]}
    if not offered:
        return []
    counted = found.counts["regio"]
    options = [_option(slug, region.name, counted.get(slug, 0), region in asked) for slug, region in offered.items()]
    return [*options, _option(EVERYWHERE, whole_country(), found.everywhere, found.criteria.everywhere)]


def nearby(found: Found, home: Callable[[], Municipality | None]) -> dict[str, str]:
    """For who says with words where they want to learn: the same search around that place ("label", "url").

    Only {"ask": place} when that is where they live and nobody knows where: they can tell. Empty for who says nothing,
    or told the place already. {"around": place} when that was done at once, with the "url" of the search without it,
    or with how "far" there was nothing, so that all of it is farther away.
    """
    if found.criteria.place and not found.typed.place:
        around_it = {"around": found.criteria.place}
        if found.criteria.radius is None:
            return around_it | {"far": str(USUAL_RADIUS)}
        return around_it | {"url": catalogue_url(found.criteria.without_place())}
    criteria = found.typed
    said = where_said(criteria.text, called(found.columns.places.names)) if criteria.text else None
    if criteria.place or said is None:
        return {}
    place = said.place
    if not place:
        lives = home()
        if lives is None:
            return {"ask": "plaats"}
        place = lives.name
    there = around(criteria, said.rest, place)
    near = {"radius": USUAL_RADIUS, "place": place}
    label = _("Binnen %(radius)s km van %(place)s") % near
    if said.rest:
        label = _("“%(text)s” binnen %(radius)s km van %(place)s") % {**near, "text": there.shown_text}
    return {"label": label, "url": catalogue_url(there)}


def free(found: Found) -> dict[str, str]:
    """For who types "gratis": the same search for what costs them nothing ("url"), or, for who told nothing of
    themselves yet, {"ask": "antwoorden"}; empty for others."""
    criteria = found.typed
    if not wants_free(criteria.text) or criteria.own is not None:
        return {}
    return {"url": catalogue_url(criteria.but(own=0))} if found.own_known else {"ask": "antwoorden"}


def where(found: Found) -> str:
    """Where was searched, in words."""
    if found.municipality and found.criteria.radius:
        near = {"radius": found.criteria.radius, "place": found.municipality.name}
        return _("binnen %(radius)s km van %(place)s en online") % near
    if not found.regions:
        return _("in heel Nederland")
    return _("in %(regions)s en online") % {"regions": words.listed(region.name for region in found.regions)}


def chips(found: Found) -> list[dict[str, str]]:
    """What was chosen, each with the address without it."""
    names = Names(
        subjects={key: subject.label for key, subject in found.subjects.items()},
        regions={region.slug: region.name for region in found.regions},
        place=found.municipality.name if found.municipality else "",
    )
    return [{"label": label, "url": catalogue_url(rest)} for label, rest in told(found.criteria, names)]


def sorts(criteria: Criteria, *, own_known: bool) -> list[dict[str, Any]]:
    """The orders to choose from: by relevance only with words to be relevant to, by distance only from a place,
    by own contribution only for who told something of themselves (``own_known``)."""
    labels = {
        Sort.RELEVANCE: _("Past het best"),
        Sort.START: _("Begint het eerst"),
        Sort.DISTANCE: _("Dichtbij"),
        Sort.OWN: _("Jij betaalt het minst"),
        Sort.PRICE: _("Laagste prijs"),
    }
    possible = {Sort.RELEVANCE: bool(criteria.text), Sort.DISTANCE: criteria.located, Sort.OWN: own_known}
    return [
        {
            "label": label,
            "url": catalogue_url(criteria.sorted_by(sort)),
            "current": sort == criteria.sort,
            "value": sort,
        }
        for sort, label in labels.items()
        if possible.get(sort, True)
    ]


def catalogue_url(criteria: Criteria) -> str:
    return reverse("courses:catalogue") + criteria.query()
