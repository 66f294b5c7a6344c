"""Which occupations and skills stand among the filters: those that most of the courses found are about."""

from collections.abc import Mapping
from dataclasses import dataclass

from courses.occupations.models import Occupation, OccupationKind
from courses.search.criteria import Criteria
from courses.search.facets import Counts

#: More choices are no help; others are found by words.
MOST_OFFERED = 12
FILTERS = {OccupationKind.OCCUPATION: "beroep", OccupationKind.SKILL: "vaardigheid"}


@dataclass(frozen=True, slots=True)
class Subject:
    """An occupation or skill as the filters show it."""

    kind: OccupationKind
    label: str


def subjects_of(counts: Counts, criteria: Criteria) -> Mapping[str, Subject]:
    """The occupations and skills to offer by their key, those chosen among them; one question to the database.

    Which kind a key is of is known there only, so enough keys are asked for both kinds.
    """
    wanted = {*criteria.occupations, *criteria.skills}
    for name in FILTERS.values():
        counted = counts.get(name, {})
        wanted |= set(sorted(counted, key=lambda key: (-counted[key], key))[: MOST_OFFERED * 4])
    if not wanted:
        return {}
    rows = Occupation.objects.filter(key__in=wanted).values_list("key", "kind", "label")
    return {key: Subject(OccupationKind(kind), label) for key, kind, label in rows}
