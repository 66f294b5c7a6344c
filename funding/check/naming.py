"""Names of what rules speak of by slug or code: areas, municipalities and schemes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from funding.engine.areas import SINGLE, is_code
from funding.engine.tree import Compare, OneOf, ReceivedAtMost, Rule, areas_of, leaves
from funding.schemes.models import Scheme
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
            dict(Area.objects.filter(slug__in=slugs).values_list("slug", "name")) if slugs else {},
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
