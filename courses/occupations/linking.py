"""Which courses are about which occupation or skill: those whose title or search words hold one of its names.

Names are compared by the stems that search uses (courses.search.text), so "hovenier" is found in "hoveniers". A name of
several words must have all of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection, transaction

from courses.occupations.models import CourseOccupation, Occupation

CHUNK = 5_000
#: The stems of what a course is called: title, search words and its own parts of compounds.
CALLED = """
SELECT id, tsvector_to_array(to_tsvector('dutch_plain', translate(title || ' ' || keywords, '/-', '  ')))
FROM courses_course WHERE id = ANY(%s)
"""
STEMS = """
SELECT array_to_string(tsvector_to_array(to_tsvector('dutch_plain', translate(name, '/-', '  '))), ' ')
FROM unnest(%s::text[]) WITH ORDINALITY names (name, place) ORDER BY place
"""


def stems(names: Sequence[str]) -> list[str]:
    """The stems of each name, as ``Occupation.stems`` has them."""
    with connection.cursor() as cursor:
        cursor.execute(STEMS, [list(names)])
        return [found or "" for (found,) in cursor.fetchall()]


def link(pks: Sequence[UUID]) -> None:
    """Look anew what these courses are about; called with every change of their words."""
    names = _names()
    wanted: set[tuple[UUID, str]] = set()
    if names:
        with connection.cursor() as cursor:
            cursor.execute(CALLED, [list(pks)])
            for pk, called in cursor.fetchall():
                wanted |= {(pk, key) for key in _about(set(called), names)}
    known = {(pk, key): row for row, pk, key in _rows(pks)}
    lost = [row for pair, row in known.items() if pair not in wanted]
    if lost:
        CourseOccupation.objects.filter(pk__in=lost).delete()
    new = [CourseOccupation(course_id=pk, occupation_id=key) for pk, key in sorted(wanted - set(known))]
    if new:
        CourseOccupation.objects.bulk_create(new, ignore_conflicts=True)


@transaction.atomic
def link_all() -> int:
    """The same for every course, after another list was loaded; returns how many links there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM courses_course WHERE gone IS NULL ORDER BY id")
        pks = [pk for (pk,) in cursor.fetchall()]
    for start in range(0, len(pks), CHUNK):
        link(pks[start : start + CHUNK])
    return CourseOccupation.objects.count()


def _rows(pks: Sequence[UUID]) -> Iterable[tuple[int, UUID, str]]:
    return CourseOccupation.objects.filter(course__in=pks).values_list("pk", "course_id", "occupation_id")


def _names() -> dict[str, list[tuple[frozenset[str], str]]]:
    """By one stem of each name: all its stems, and whose name it is. The rarest would be best; the longest will do."""
    found: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for key, names in Occupation.objects.values_list("key", "stems"):
        for name in names:
            if parts := frozenset(name.split()):
                found[max(parts, key=len)].append((parts, key))
    return found


def _about(called: set[str], names: dict[str, list[tuple[frozenset[str], str]]]) -> set[str]:
    return {key for stem in called for parts, key in names.get(stem, ()) if parts <= called}
