"""A catalogue of any size in Dutch, made the same way every time: skewed words, prices and places as feeds have.

Words (words.txt) follow Zipf: the commonest one is in tens of thousands of courses. A third of the titles has an
occupation, a sixth a closed compound of subject and occupation, and most descriptions share their words. Sessions lie
in large towns more often than in small ones.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from django.db import connection, transaction

from courses.enums import Level, Outcome, PartOfDay, Recognition, Sector, SessionStatus, StartKind
from courses.search import lexicon
from courses.search.text import refresh
from portal.regions.models import Municipality

WORDS = {
    name: words.split()
    for name, words in re.findall(r"(\w+):\n((?:  .*\n)+)", (Path(__file__).parent / "words.txt").read_text("utf-8"))
}
SUBJECTS = WORDS["subjects"]
STEMS = {"zonnepanelen": "zonnepaneel", "warmtepompen": "warmtepomp", "laadpalen": "laadpaal", "lassen": "las"}
OCCUPATIONS = WORDS["occupations"]
KINDS = WORDS["kinds"]
FILLING = WORDS["filling"]
NAMES = [
    f"{kind} {place}"
    for kind in ("ROC", "Vakschool", "Leerhuis", "Praktijkcentrum", "Academie", "Vakcollege")
    for place in ("Noord", "Oost", "Zuid", "West", "Rijnland", "Veluwe", "Friese Meren", "Drenthe", "Maas", "Kempen")
]
ZIPF = [1 / (n + 1) ** 0.6 for n in range(len(SUBJECTS))]
SESSIONS = (1, 3, 5, 7, 9)
BATCH = 5_000
#: Where the price stands in a row of a course.
PRICE = -3


def fill(courses: int, today: date, seed: int = 2026) -> tuple[int, int]:
    """Make so many courses with five sessions each on average; returns how many courses and sessions there are."""
    rng = Random(seed)
    codes = list(Municipality.objects.order_by("code").values_list("code", "name"))
    crowds = [1 / (n + 1) ** 0.5 for n in range(len(codes))]
    rng.shuffle(codes)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("INSERT INTO courses_feed (format, address, most_shrink_percent) VALUES ('edudex', 'bench', 40)")
        cursor.execute("SELECT max(id) FROM courses_feed")
        feed = cursor.fetchone()[0]
        providers = [_key(rng) for _name in NAMES]
        columns = "id, kvk, name, org_unit_id, recognitions, website, hidden_reason"
        with cursor.copy(f"COPY courses_provider ({columns}) FROM STDIN") as rows:
            for number, (pk, name) in enumerate(zip(providers, NAMES, strict=True)):
                marks = rng.sample(Recognition.values, rng.randrange(3))
                rows.write_row((pk, f"{90_000_000 + number}", name, "", marks, "", ""))
        made = [_key(rng) for _number in range(courses)]
        columns = (
            "id, provider_id, provider_key, feed_id, title, summary, description, keywords, link, language, sector,"
            " level, level_word, nlqf, outcome, crebo, entry_requirements, start_kind, online, duration_amount,"
            " duration_unit, duration_weeks, parts_of_day, total_cents, digest, hidden_reason"
        )
        prices = []
        with cursor.copy(f"COPY courses_course ({columns}) FROM STDIN") as rows:
            for number, pk in enumerate(made):
                row = _course(rng, number, pk, providers, feed)
                prices.append(row[PRICE])
                rows.write_row(row)
        sessions = 0
        columns = "id, course_id, key, starts, starts_certain, ends, online, place, municipality_id, status, digest"
        with cursor.copy(f"COPY courses_session ({columns}) FROM STDIN") as rows:
            for pk in made:
                for number in range(rng.choice(SESSIONS)):
                    rows.write_row(_session(rng, pk, number, today, codes, crowds))
                    sessions += 1
        columns = "course_id, position, kind, label, net_cents, vat_cents, required"
        with cursor.copy(f"COPY courses_priceline ({columns}) FROM STDIN") as rows:
            for pk, cents in zip(made, prices, strict=True):
                if cents:
                    rows.write_row((pk, 0, "tuition", "", cents, 0, True))
        for start in range(0, courses, BATCH):
            refresh(made[start : start + BATCH])
        lexicon.collect()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return courses, sessions


def _course(rng: Random, number: int, pk: UUID, providers: list[UUID], feed: int) -> tuple[object, ...]:
    subject = rng.choices(range(len(SUBJECTS)), ZIPF)[0]
    word = SUBJECTS[subject]
    title, chance = f"{rng.choice(KINDS)} {word}", rng.random()
    if chance < 0.35:
        title += f" {rng.choice(OCCUPATIONS)}"
    elif chance < 0.5:
        title = f"{rng.choice(KINDS)} {STEMS.get(word, word)}{rng.choice(OCCUPATIONS)}"
    elif chance < 0.8:
        title += f" en {rng.choices(SUBJECTS, ZIPF)[0]}"
    text = " ".join([title, *rng.choices(FILLING, k=90), word, *rng.choices(SUBJECTS, ZIPF, k=3)])
    sector = list(Sector)[subject * (len(Sector) - 1) // len(SUBJECTS)]
    weeks = rng.choice([1, 1, 2, 4, 8, 12, 26, 40, 80])
    unit, amount = ("day", rng.choice([1, 1, 2, 3])) if weeks == 1 else ("week", weeks)
    cents = 0 if rng.random() < 0.04 else max(5_000, int(rng.lognormvariate(11.4, 0.8)))
    return (
        pk,
        rng.choice(providers),
        f"b{number}",
        feed,
        title.capitalize()[:200],
        f"Leer alles over {word}.",
        f"<p>{text}</p>",
        word,
        "",
        rng.choices(["nl", "en", "de", ""], [18, 1, 1, 1])[0],
        sector.value,
        rng.choices(Level.values, [1, 3, 5, 6, 4, 2, 1, 1])[0],
        "",
        "",
        rng.choice(Outcome.values),
        "",
        "",
        rng.choices(StartKind.values, [8, 1, 1])[0],
        rng.random() < 0.12,
        amount,
        unit,
        weeks,
        rng.sample(PartOfDay.values, rng.choice([1, 1, 2])),
        cents or None,
        hashlib.sha256(str(number).encode()).digest(),
        "",
    )


def _session(
    rng: Random, course: UUID, number: int, today: date, codes: list[tuple[str, str]], crowds: list[float]
) -> tuple[object, ...]:
    starts = today + timedelta(days=rng.randrange(-20, 400))
    code, place = rng.choices(codes, crowds)[0]
    status = rng.choices(SessionStatus.values, [17, 1, 1, 1])[0]
    return (
        _key(rng),
        course,
        f"s{number}",
        starts,
        True,
        starts + timedelta(days=rng.choice([0, 30, 90])),
        False,
        place,
        code,
        status,
        b"0" * 32,
    )


def _key(rng: Random) -> UUID:
    """A UUID of version 7 as PostgreSQL makes them, without its clock."""
    return UUID(int=(rng.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62)) | (0x7 << 76) | (0x2 << 62))


def queries(count: int, seed: int = 3) -> Iterator[str]:
    """Searches as people do them, as queries of the address: most with words, a quarter each with some filter."""
    rng = Random(seed)
    sectors, levels = Sector.values, Level.values
    for _number in range(count):
        parts = []
        if rng.random() < 0.85:
            words = rng.choices(SUBJECTS, ZIPF)[0] + (f"+{rng.choice(OCCUPATIONS)}" if rng.random() < 0.3 else "")
            parts.append(f"q={words}")
        for name, values in (("sector", sectors), ("niveau", levels), ("resultaat", Outcome.values)):
            if rng.random() < 0.25:
                parts += [f"{name}={one}" for one in rng.sample(values, rng.choice([1, 2]))]
        if rng.random() < 0.25:
            parts.append(f"prijs={rng.choice([500, 1000, 2500])}")
        if rng.random() < 0.3:
            parts.append(f"start={rng.choice(['maand', 'kwartaal'])}")
        parts.append(f"volgorde={rng.choice(['relevantie', 'relevantie', 'start', 'prijs'])}")
        parts.append(rng.choice(["regio=nederland", "regio=twente", "regio=drenthe&regio=groningen"]))
        yield "&".join(parts)
