"""What the search of the catalogue is held against besides SQL: tantivy in process."""

import shutil
import sys
import tempfile
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection

from bench.figures import tell

FACETS = ("sector", "level", "outcome")
TEXTS = """
SELECT title, summary, regexp_replace(description, '<[^>]*>', ' ', 'g'), sector, level, outcome FROM courses_course
"""


def against_tantivy(
    asked: list[str],
    snapshot: Any,
    ours: Callable[[str], object],
    criteria_of: Callable[[str], Any],
    forget: Callable[[Any], None],
) -> bool:
    """Words, filters on three columns, their counts and the first twenty titles: ours does more (places, starts,
    disjunctive counts of all filters). ``forget`` makes our words words that were never asked for."""
    try:
        import tantivy
    except ImportError:
        print("tantivy is not installed (make .venv/.bench): not compared", file=sys.stderr)
        return False
    folder = tempfile.mkdtemp(prefix="doorleren-tantivy-")
    try:
        index = _indexed(tantivy, folder)
        searcher = index.searcher()
        with_words = [query for query in asked if criteria_of(query)[0].text]
        theirs, first, again = [], [], []
        for query in with_words[:20]:
            _theirs(tantivy, index, searcher, criteria_of(query)[0])
        for query in with_words:
            start = perf_counter()
            _theirs(tantivy, index, searcher, criteria_of(query)[0])
            theirs.append((perf_counter() - start) * 1e3)
            forget(snapshot)
            for times in (first, again):
                start = perf_counter()
                ours(query)
                times.append((perf_counter() - start) * 1e3)
        n, well = len(with_words), True
        for name, times in (("words", first), ("words asked before", again)):
            middle, high = median(theirs), _p95(theirs)
            well &= tell(f"{name} against tantivy, p50", median(times), "ms", against=middle, target=5, n=n)
            well &= tell(f"{name} against tantivy, p95", _p95(times), "ms", against=high, target=5, n=n)
        return well
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _indexed(tantivy: Any, folder: str) -> Any:
    builder = tantivy.SchemaBuilder()
    for name in ("title", "body"):
        builder.add_text_field(name, stored=name == "title", tokenizer_name="dutch")
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw")
    index = tantivy.Index(builder.build(), path=folder)
    dutch = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    index.register_tokenizer("dutch", dutch.filter(tantivy.Filter.stemmer("dutch")).build())
    writer = index.writer(heap_size=100_000_000, num_threads=1)
    start = perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(TEXTS)
        while rows := cursor.fetchmany(5_000):
            for title, summary, text, *facets in rows:
                document = tantivy.Document(title=title, body=f"{summary} {text}")
                for name, value in zip(FACETS, facets, strict=True):
                    document.add_text(name, value)
                writer.add_document(document)
    writer.commit()
    index.reload()
    tell("tantivy: making its index", perf_counter() - start, "s", against=600, target=1, n=1)
    return index


def _theirs(tantivy: Any, index: Any, searcher: Any, criteria: Any) -> tuple[list[Any], Any]:
    text = "".join(letter if letter.isalnum() else " " for letter in criteria.text)
    words = index.parse_query(text, ["title", "body"], conjunction_by_default=True)
    parts = [(tantivy.Occur.Must, words)]
    for name, values in (("sector", criteria.sectors), ("level", criteria.levels), ("outcome", criteria.outcomes)):
        if values:
            some = tantivy.Query.term_set_query(index.schema, name, [str(value) for value in values])
            parts.append((tantivy.Occur.Must, some))
    query = tantivy.Query.boolean_query(parts)
    counts = searcher.aggregate(query, {name: {"terms": {"field": name, "size": 20}} for name in FACETS})
    return [searcher.doc(address)["title"] for _score, address in searcher.search(query, 20).hits], counts


def _p95(found: list[float]) -> float:
    return sorted(found)[len(found) * 95 // 100]
