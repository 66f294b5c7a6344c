"""Names of what rules speak of by slug or code: areas, municipalities and schemes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from funding.engine.areas import SINGLE, is_code
from funding.engine.tree import Compare, OneOf, ReceivedAtMost, Rule, areas_of, leaves
from funding.schemes.models import Scheme
from portal.regions.enums import AreaKind
from portal.regions.models import Area, Municipality


@dataclass(frozen=True, slots=True)
class Names:
    """Names by slug or code; what has no name here is shown by its slug or code."""

    areas: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    schemes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rules: Iterable[Rule | bool], places: Iterable[str] = ()) -> Self:
        """The names that these rules and places need, in three queries at most."""
        whole = [rule for rule in rules if not isinstance(rule, bool)]
        slugs = frozenset[str]().union(*(areas_of(rule) for rule in whole))
        codes = {slug.removeprefix(SINGLE) for slug in slugs if slug.startswith(SINGLE)} | set(places)
        schemes: set[str] = set()
        for leaf in (leaf for rule in whole for leaf in leaves(rule)):
            match leaf:
                case OneOf(values=values):
                    codes |= {value for value in values if is_code(value)}
                case Compare(value=str(value)) if is_code(value):
                    codes.add(value)
                case ReceivedAtMost(schemes=named):
                    schemes |= named
        return cls(
            _area_names(slugs) if slugs else {},
            dict(Municipality.objects.filter(code__in=codes).values_list("code", "name")) if codes else {},
            dict(Scheme.objects.filter(slug__in=schemes).values_list("slug", "name")) if schemes else {},
        )

    def area(self, slug: str) -> str:
        """The name of an area; of an area of one municipality the name of that."""
        return self.place(slug.removeprefix(SINGLE)) if slug.startswith(SINGLE) else self.areas.get(slug, slug)

    def place(self, code: str) -> str:
        """The name of a municipality."""
        return self.places.get(code, code)

    def scheme(self, slug: str) -> str:
        """The name of a scheme."""
        return self.schemes.get(slug, slug)


def _area_names(slugs: Iterable[str]) -> dict[str, str]:
    """How areas are called inside a sentence; with what they are where another area or a municipality has that name.

    "Groningen" is a province, a labour-market region and a municipality: somebody may live in one and not in another.
    """
    alike = Area.objects.filter(name=OuterRef("name")).exclude(pk=OuterRef("pk"))
    place = Municipality.objects.filter(name=OuterRef("name"))
    found = Area.objects.filter(slug__in=slugs).annotate(doubled=Exists(alike) | Exists(place))
    rows = found.values_list("slug", "name", "kind", "doubled")
    return {slug: _area_name(name, kind, doubled=doubled) for slug, name, kind, doubled in rows}


def _area_name(name: str, kind: str, *, doubled: bool) -> str:
    match kind:
        case AreaKind.PROVINCE if doubled:
            return _("de provincie %(name)s") % {"name": name}
        case AreaKind.LABOUR_MARKET_REGION if doubled:
            return _("de arbeidsmarktregio %(name)s") % {"name": name}
        case AreaKind.JUST_TRANSITION:
            return _("het %(name)s") % {"name": name}
    return name
