"""What a search tells, in words: one list, for the chips above the results and for the name of a kept search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import words
from courses.occupations.models import Occupation
from courses.search.criteria import SEVERAL, Criteria, Length, Mode, Soon
from portal.regions.models import Region
from portal.templatetags.portal import day, euros

LENGTHS = {
    Length.DAY: gettext_lazy("Eén dag of korter"),
    Length.WEEK: gettext_lazy("Tot een week"),
    Length.MONTHS: gettext_lazy("Een week tot drie maanden"),
    Length.YEAR: gettext_lazy("Drie maanden tot een jaar"),
    Length.LONGER: gettext_lazy("Langer dan een jaar"),
}
MODES = {Mode.PLACE: gettext_lazy("Op een plek"), Mode.ONLINE: gettext_lazy("Online")}
SOONS = {
    Soon.MONTH: gettext_lazy("Binnen een maand"),
    Soon.QUARTER: gettext_lazy("Binnen drie maanden"),
    Soon.ANY_TIME: gettext_lazy("Op elk moment"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What is called how of what a search asks by key: occupations and skills, regions by slug, and the place that
    was typed ("" while nobody knows which that is). What has no name here is called by its key."""

    subjects: Mapping[str, str]
    regions: Mapping[str, str]
    place: str


def told(criteria: Criteria, names: Names) -> list[tuple[str, Criteria]]:
    """Everything that is asked, in words with a capital, each with the same search without it."""
    found = [(f"“{criteria.shown_text}”", criteria.without_text())] if criteria.text else []
    for attribute, _values in SEVERAL.values():
        found += [(label_of(one), _less(criteria, attribute, one)) for one in getattr(criteria, attribute)]
    for attribute in ("occupations", "skills"):
        keys = getattr(criteria, attribute)
        found += [(names.subjects.get(key, key), _less(criteria, attribute, key)) for key in keys]
    if criteria.shortage:
        found.append((shortage(), criteria.but(shortage=False)))
    found += [(words.language(code), _less(criteria, "languages", code)) for code in criteria.languages]
    if criteria.everywhere:
        found.append((whole_country(), criteria.with_regions(())))
    found += [(names.regions.get(slug, slug), _less(criteria, "regions", slug)) for slug in criteria.regions]
    if criteria.place and names.place:
        near = {"radius": criteria.radius, "place": names.place}
        label = _("binnen %(radius)s km van %(place)s") % near if criteria.radius else names.place
        found.append((_capital(label), criteria.without_place()))
    if criteria.soon:
        found.append((str(SOONS[criteria.soon]), criteria.but(soon=None)))
    if criteria.since:
        found.append((_("Begint op of na %(day)s") % {"day": day(criteria.since, "date")}, criteria.but(since=None)))
    if criteria.price is not None:
        found.append((_("Prijs: %(most)s") % {"most": most(criteria.price).lower()}, criteria.but(price=None)))
    if criteria.own is not None:
        label = _("Jij betaalt: %(most)s") % {"most": most(criteria.own, own=True).lower()}
        found.append((label, criteria.but(own=None)))
    return found


def on_one_line(queries: Sequence[str]) -> list[str]:
    """The name of each of these searches, by their addresses: "“lassen”, Metaal, Twente"; two questions in all.

    Without what somebody pays themselves: a search that is kept does not ask for that (courses.saved.actions.watch).
    """
    searches = [Criteria.of(QueryDict(one)).but(own=None) for one in queries]
    keys = {key for one in searches for key in (*one.occupations, *one.skills)}
    slugs = {slug for one in searches for slug in one.regions}
    subjects = dict(Occupation.objects.filter(key__in=keys).values_list("key", "label")) if keys else {}
    regions = dict(Region.objects.filter(slug__in=slugs).values_list("slug", "name")) if slugs else {}
    lines = [[label for label, _without in told(one, Names(subjects, regions, one.place))] for one in searches]
    return [", ".join(labels) or _("Alle opleidingen") for labels in lines]


def label_of(value: Any) -> str:
    """A choice in words, with a capital."""
    return _capital(str(LENGTHS.get(value) or MODES.get(value) or SOONS.get(value) or value.label))


def most(amount: int, *, own: bool = False) -> str:
    """At most so many euros; ``own``: that one pays oneself."""
    if own and not amount:
        return _("Niets: € 0")
    return _("Hooguit %(amount)s") % {"amount": euros(amount * 100)}


def shortage() -> str:
    return _("Werk waar mensen voor nodig zijn")


def whole_country() -> str:
    return _("Heel Nederland")


def _less(criteria: Criteria, attribute: str, value: Any) -> Criteria:
    return criteria.but(**{attribute: tuple(one for one in getattr(criteria, attribute) if one != value)})


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
