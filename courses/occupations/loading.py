"""Lists of occupations and skills: ESCO's CSV files as published, and our own small one for the demo.

ESCO's columns: conceptType, conceptUri, preferredLabel, altLabels (a name per line), status; of the hierarchy of skills
"Level N URI" and "Level N preferred term", of which the deepest level is taken. Newer versions have more columns at the
end. The name of a file ends in its language. Who shows them names ESCO as the source.
"""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from courses.feeds.texts import plain
from courses.occupations.linking import link_all, stems
from courses.occupations.models import Occupation, OccupationKind
from courses.search.lexicon import derived

DEMO = Path(__file__).parent / "data" / "demo.json"
MOST_NAMES = 40
WANTED = "occupations_nl.csv, en skillsHierarchy_nl.csv of skills_nl.csv"
KINDS = {"Occupation": OccupationKind.OCCUPATION, "KnowledgeSkillCompetence": OccupationKind.SKILL}


class OccupationFileError(ValueError):
    """A file that cannot be loaded; the message says why, in Dutch."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One occupation or skill of a file."""

    key: str
    kind: OccupationKind
    label: str
    synonyms: tuple[str, ...]


def read_esco(path: Path) -> Iterator[Entry]:
    """The occupations or skills of one of ESCO's Dutch files, but for those that ESCO withdrew. OccupationFileError."""
    language = re.search(r"_([a-z]{2})$", path.stem)
    if language and language[1] != "nl":
        raise OccupationFileError(f"{path}: dit is een bestand in een andere taal. Haal de Nederlandse versie op.")
    csv.field_size_limit(1_000_000)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            columns = set(rows.fieldnames or ())
            if {"conceptType", "conceptUri", "preferredLabel"} <= columns:
                for row in rows:
                    kind = KINDS.get(row["conceptType"])
                    if kind is None:
                        text = f"hier staan geen beroepen of vaardigheden in, maar {row['conceptType']!r}"
                        raise OccupationFileError(f"{path}: {text}. Neem {WANTED}.")
                    if row.get("status") not in (None, "", "released"):
                        continue
                    names = (row.get("altLabels") or "").splitlines()
                    yield from _entry(row["conceptUri"], kind, row["preferredLabel"], names)
            elif {"Level 2 URI", "Level 2 preferred term"} <= columns:
                for row in rows:
                    for level in "321":
                        if row.get(f"Level {level} URI"):
                            uri, label = row[f"Level {level} URI"], row[f"Level {level} preferred term"]
                            yield from _entry(uri, OccupationKind.SKILL, label, [])
                            break
            else:
                raise OccupationFileError(f"{path}: dit is geen bestand van ESCO. Neem {WANTED}.")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise OccupationFileError(f"{path}: het bestand is niet te lezen ({error}).") from error


def read_own(path: Path) -> Iterator[Entry]:
    """The entries of our own list."""
    for one in json.loads(path.read_text(encoding="utf-8"))["entries"]:
        yield Entry(one["key"], OccupationKind(one["kind"]), one["label"], tuple(one["synonyms"]))


def load_demo() -> int:
    """Our own list for the demo; returns how many links to courses there are."""
    return load(list(read_own(DEMO)), source="Doorleren, eigen voorbeeldlijst", is_example=True)


@transaction.atomic
def load(entries: list[Entry], *, source: str, is_example: bool = False) -> int:
    """Make the list say this; what it no longer has goes, and a real list takes the place of the example.

    Returns how many links to courses there are.
    """
    kinds = {entry.kind for entry in entries}
    keys = {entry.key for entry in entries}
    old = Occupation.objects.filter(kind__in=kinds).exclude(key__in=keys)
    (old.filter(is_example=True) if is_example else old).delete()
    names = [[entry.label, *entry.synonyms, *_verbs(entry)] for entry in entries]
    flat = stems([name for each in names for name in each])
    rows, at = [], 0
    for entry, each in zip(entries, names, strict=True):
        found = sorted({stem for stem in flat[at : at + len(each)] if stem})
        at += len(each)
        rows.append(
            Occupation(
                key=entry.key,
                kind=entry.kind,
                label=entry.label,
                synonyms=list(entry.synonyms),
                stems=found,
                source=source,
                is_example=is_example,
            )
        )
    Occupation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["kind", "label", "synonyms", "stems", "source", "is_example"],
    )
    return link_all()


def _entry(uri: str, kind: OccupationKind, label: str, names: list[str]) -> Iterator[Entry]:
    key, label = uri.rstrip("/").rpartition("/")[2][:120], plain(label, 200)
    others = dict.fromkeys(name for one in names if (name := plain(one, 200)) and name != label)
    if key and label:
        yield Entry(key, kind, label, tuple(others)[:MOST_NAMES])


def _verbs(entry: Entry) -> list[str]:
    """What people of an occupation do: courses for a "lasser" are called "lassen"."""
    if entry.kind != OccupationKind.OCCUPATION:
        return []
    return [verb for name in (entry.label, *entry.synonyms) if name.isalpha() for verb in derived(name.lower())]
