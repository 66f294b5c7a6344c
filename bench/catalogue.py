"""Searching a large catalogue, one JSON line per figure: python -m bench.catalogue

COURSES for another size than 100,000; SIZES=2000,20000,200000 for several (10,000, 100,000 and a million sessions),
each in a process and a database of its own; SEARCHES for how many.
ONLY=columns,sql,kinds,pages,own,tantivy,memory,feeds,large for some parts: without it all of them, with SIZES those
that search. tantivy comes with requirements/bench.txt.

Ours (columns beside PostgreSQL) against plain SQL with the same filters and facet counts, on the same database in the
same run; then the page of the catalogue against its search. Starts a database of its own.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from bench import worker
from bench.database import own_database
from bench.measuring import COURSES, milliseconds, p95, resident
from bench.visiting import answer, visitor

SEARCHES = int(os.environ.get("SEARCHES", "300"))
WARM = 50
#: What is measured on a catalogue that is made for it, and what reads feeds of its own.
SEARCHING = ("columns", "sql", "kinds", "pages", "own", "tantivy", "memory")
READING = ("feeds", "large")
ONLY = [part for part in os.environ.get("ONLY", "").split(",") if part]


def main() -> int:
    if unknown := set(ONLY) - {*SEARCHING, *READING}:
        print(f"ONLY knows {', '.join((*SEARCHING, *READING))}, not {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    if os.environ.get("SIZES"):
        return growth(os.environ["SIZES"].split(","))
    parts = ONLY or [*SEARCHING, *READING]
    with own_database():
        well = measure(parts) if any(part in SEARCHING for part in parts) else True
        return 0 if well & feeds(parts) else 1


def feeds(parts: Sequence[str]) -> bool:
    from bench.feeds import measure_feeds, measure_large

    well = measure_feeds() if "feeds" in parts else True
    return well & (measure_large() if "large" in parts else True)


def measure(parts: Sequence[str]) -> bool:
    from django.utils import timezone

    from bench.catalogue_peers import against_tantivy
    from bench.courses import fill, queries
    from bench.figures import tell
    from courses.search import columns
    from funding.schemes.loading import load_schemes
    from portal.demo import load_brands
    from portal.memory import keep_what_is_loaded

    load_brands()
    load_schemes(demo=True)
    today = timezone.localdate()
    start = perf_counter()
    courses, sessions = fill(COURSES, today)
    print(f"{courses} courses and {sessions} sessions made in {perf_counter() - start:.0f} s", file=sys.stderr)
    keep_what_is_loaded()  # as a web process has it (portal/wsgi.py)

    well = True
    before = resident()
    took = milliseconds(lambda: columns.snapshot(today))
    snapshot = columns.snapshot(today)
    well &= tell("reading the columns", took, "ms", against=5_000, target=1, n=1)
    well &= tell("columns in memory", snapshot.bytes_used / 2**20, "MB", against=64, target=1, n=1)
    well &= tell("memory of the process for them", resident() - before, "MB", against=200, target=1, n=1)

    well &= read_words(snapshot)
    asked = list(queries(SEARCHES))
    if "sql" in parts:
        well &= against_sql(asked, today, snapshot)
    if "kinds" in parts:
        well &= kinds(today, snapshot)
    if "pages" in parts:
        well &= pages(asked, today)
    if "own" in parts:
        well &= own_contribution(asked, today, snapshot)
    if "tantivy" in parts:
        well &= against_tantivy(asked, snapshot, lambda query: ours(query, today, snapshot), criteria_of, forget)
    return well & (worker.run() if "memory" in parts else True)


def read_words(snapshot: Any) -> bool:
    """The words of all courses, which a thread reads while PostgreSQL answers; from here on they are there."""
    from bench.figures import tell
    from courses.search.in_columns import Words

    before = resident()
    took = milliseconds(lambda: snapshot.kept.update(words=Words.read(snapshot)))
    well = tell("reading the words, apart", took, "ms", against=30_000, target=1, n=1)
    size = snapshot.kept["words"].bytes_used / 2**20
    well &= tell("words in memory", size, "MB", against=100, target=1, n=1)
    return well & tell("memory of the process for them", resident() - before, "MB", against=200, target=1, n=1)


def forget(snapshot: Any) -> None:
    """As a process that was never asked for any words."""
    from courses.search import vocabulary

    snapshot.kept.pop("hits", None)
    vocabulary.forget()


def criteria_of(query: str) -> tuple[Any, list[str] | None]:
    from django.http import QueryDict

    from courses.search.criteria import Criteria

    criteria = Criteria.of(QueryDict(query))
    return criteria, list(criteria.regions) or None


def ours(query: str, today: Any, snapshot: Any) -> Any:
    """Counts of every filter, and the records of the first twenty."""
    from courses.models import Course
    from courses.search.query import search

    criteria, regions = criteria_of(query)
    result = search(criteria, today, regions, columns=snapshot)
    first = [place.pk for place in result.ranking[:20]]
    return result, list(Course.objects.filter(pk__in=first).values_list("pk", "title", "total_cents"))


def against_sql(asked: list[str], today: Any, snapshot: Any) -> bool:
    from bench.figures import tell
    from bench.plain_sql import plain_sql

    for query in asked[:WARM]:
        plain_sql(*criteria_of(query), today)
        ours(query, today, snapshot)
    forget(snapshot)
    first: list[float] = []
    again: list[float] = []
    theirs: list[float] = []
    different = 0
    for query in asked:
        forget(snapshot)
        first.append(milliseconds(ours, query, today, snapshot))
        again.append(milliseconds(ours, query, today, snapshot))
        theirs.append(milliseconds(plain_sql, *criteria_of(query), today))
    for query in asked[:60]:
        counts, (_first, facets) = ours(query, today, snapshot)[0].counts, plain_sql(*criteria_of(query), today)
        told = {
            (name, str(value)): n for name in ("sector", "niveau", "resultaat") for value, n in counts[name].items()
        }
        different += {key: n for key, n in told.items() if n} != {key: n for key, n in facets.items() if n}
    n = len(asked)
    well = tell("facet counts that differ from plain SQL", different, "searches", against=1, target=0, n=60)
    well &= tell("search, p50", median(first), "ms", against=median(theirs), target=1, n=n)
    well &= tell("search, p95", p95(first), "ms", against=p95(theirs), target=1 / 3, n=n)
    well &= tell("search for words asked before, p50", median(again), "ms", against=median(theirs), target=1 / 3, n=n)
    well &= tell("search for words asked before, p95", p95(again), "ms", against=p95(theirs), target=1 / 3, n=n)
    return well


#: One search of each kind, and what it may take in milliseconds (p95).
KINDS = {
    "everything": ("regio=nederland", 100),
    "a region": ("regio=twente", 100),
    "the commonest word": ("q=zonnepanelen&regio=nederland", 300),
    "a rare word": ("q=haccp&regio=nederland", 100),
    "a compound": ("q=zonnepaneelmonteur&regio=nederland", 300),
    "many filters": ("sector=care&niveau=mbo_2&duur=week&start=maand&prijs=1000&regio=nederland", 100),
    "within 25 km": ("plaats=Assen&straal=25", 100),
    "the nearest first": ("plaats=Assen&volgorde=afstand", 100),
    "the lowest price first": ("volgorde=prijs&regio=nederland", 100),
    "a slip": ("q=zonepanelen&regio=nederland", 300),
}


def kinds(today: Any, snapshot: Any) -> bool:
    from bench.figures import tell

    well = True
    for name, (query, limit) in KINDS.items():
        criteria, regions = criteria_of(query)
        place = "GM0106" if criteria.place else None
        took = []
        for _number in range(20):
            forget(snapshot)
            took.append(milliseconds(partial(_look, criteria, regions, place, today, snapshot)))
        well &= tell(f"search: {name}, p50", median(took), "ms", against=limit, target=1, n=len(took))
        well &= tell(f"search: {name}, p95", p95(took), "ms", against=limit, target=1, n=len(took))
    return well


def _look(criteria: Any, regions: Any, place: str | None, today: Any, snapshot: Any) -> object:
    from courses.search.query import search

    return search(criteria, today, regions, municipality=place, columns=snapshot).ranking[:20]


def own_contribution(asked: list[str], today: Any, snapshot: Any) -> bool:
    """What one visitor would pay for every course, worked out anew and as kept; and the page with it and without."""
    from django.core.cache import cache

    from bench.figures import tell
    from funding.check.assessing import schemes_on
    from funding.check.catalogue_costs import Catalogue, own_cents, settle
    from funding.engine.facts import Facts

    schemes, before = schemes_on(today), resident()
    took = milliseconds(Catalogue.of, snapshot)
    well = tell("own contribution: reading the courses, once in all", took, "ms", against=5_000, target=1, n=1)
    well &= tell("own contribution: memory for that", resident() - before, "MB", against=200, target=1, n=1)
    snapshot.kept.pop("funding")
    took = milliseconds(Catalogue.of, snapshot)
    well &= tell("own contribution: the same in another process", took, "ms", against=1_000, target=1, n=1)
    facts = [Facts.of({"residence": code}, today) for code in ("GM0106", "GM0014", "GM0153", "GM0599", "GM0193")]
    times = [milliseconds(own_cents, each, schemes, snapshot) for each in facts]
    well &= tell("own contribution of every course", median(times), "ms", against=2_000, target=1, n=len(times))

    plain, known = visitor(), visitor()
    answer(known, snapshot)
    without, first, kept = [], [], []
    for query in asked[:30]:
        address = f"/opleidingen/?{query}"
        plain.get(address)
        without.append(milliseconds(plain.get, address))
        known.get(address)
        settle()
        known.get(address)
        kept.append(milliseconds(known.get, address))
    new = []
    for query in asked[:10]:
        # As one who just answered finds it: nothing of them is kept, and nobody else's amounts are worked out just now.
        for client, times in ((plain, new), (known, first)):
            cache.clear()
            times.append(milliseconds(client.get, f"/opleidingen/?{query}"))
            settle()
    well &= tell("page with own contribution, p50", median(kept), "ms", against=median(without), target=2, n=len(kept))
    n, name = len(first), "page with own contribution after new answers, p50"
    well &= tell(name, median(first), "ms", against=median(without[:n]), target=2, n=n)
    well &= tell(f"{name}, against one as new without", median(first), "ms", against=median(new), target=2, n=n)
    ordered = []
    for query in asked[:5]:
        cache.clear()
        ordered.append(milliseconds(known.get, f"/opleidingen/?{query}&volgorde=eigen-bijdrage"))
    # Once per change of answers, budgets or catalogue, for who asks for that order before it was worked out.
    name = "page in the order of own contribution after new answers, p50"
    return well & tell(name, median(ordered), "ms", against=3_000, target=1, n=len(ordered))


def growth(sizes: list[str]) -> int:
    """The same for catalogues of several sizes, each in a process and a database of its own."""
    parts = ",".join(ONLY or [part for part in SEARCHING if part != "tantivy"])
    command = [sys.executable, "-m", "bench.catalogue"]
    worst = 0
    for size in sizes:
        print(f"{size} courses", file=sys.stderr)
        result = subprocess.run(command, env=os.environ | {"SIZES": "", "ONLY": parts, "COURSES": size})
        worst = max(worst, result.returncode)
    return worst


def pages(asked: list[str], today: Any) -> bool:
    """The page as a browser gets it, against what ``courses.searching.catalogue`` needs to know what is on it."""
    from bench.figures import tell
    from courses import searching
    from courses.search.criteria import Criteria

    client = visitor()
    whole, core = [], []
    for query in asked[:WARM]:
        client.get(f"/opleidingen/?{query}")
    for query in asked[:100]:
        # Both know the words by now: what is compared is the page around the search.
        request = client.get(f"/opleidingen/?{query}").wsgi_request
        core.append(milliseconds(searching.catalogue, request, Criteria.of(request.GET)))
        whole.append(milliseconds(client.get, f"/opleidingen/?{query}"))
    well = tell("page of the catalogue, p50", median(whole), "ms", against=median(core), target=2, n=len(whole))
    return well & tell("page of the catalogue, p95", p95(whole), "ms", against=p95(core), target=2, n=len(whole))


if __name__ == "__main__":
    sys.exit(main())
