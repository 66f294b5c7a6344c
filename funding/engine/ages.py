"""Ages in the sense of Dutch law: when somebody reaches an age, and when the state pension (AOW) begins."""

from datetime import date, timedelta

# (born on or after, years, months). Algemene Ouderdomswet art. 7a; the ages per year are announced five years
# ahead. Read: rijksoverheid.nl "Wanneer gaat mijn AOW in?" (born 1957-03-01 to 1962-09-30) and syfers.nl
# "AOW-leeftijd blijft 67 jaar en drie maanden in 2031" (to 1964-09-30). Earlier rows from the law as it was;
# nobody in them is still below the age. For people born later the age is not fixed yet, only that it never
# falls (art. 7a): the last row then is the least it can be, and it matters from 2032.
AOW_AGES: tuple[tuple[date, int, int], ...] = (
    (date.min, 65, 0),
    (date(1948, 1, 1), 65, 1),
    (date(1948, 12, 1), 65, 2),
    (date(1949, 11, 1), 65, 3),
    (date(1950, 10, 1), 65, 6),
    (date(1951, 7, 1), 65, 9),
    (date(1952, 4, 1), 66, 0),
    (date(1953, 1, 1), 66, 4),
    (date(1955, 9, 1), 66, 7),
    (date(1956, 6, 1), 66, 10),
    (date(1957, 3, 1), 67, 0),
    (date(1961, 1, 1), 67, 3),
)


def age_on(born: date, day: date) -> int:
    """Whole years of age on a day.

    Somebody born on 29 February becomes a year older on 1 March of a year without that day: the last day of the
    year of life, 28 February, has to pass first. No article says so in as many words; it is how "reaching an age"
    is read in the Netherlands (Volkskrant 2020-02-29: "juridisch gezien pas op 1 maart").
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def reaches(born: date, years: int, months: int = 0) -> date:
    """The day on which somebody reaches an age; the first of the next month when that day does not exist."""
    year, month = divmod(born.year * 12 + born.month - 1 + years * 12 + months, 12)
    first = date(year, month + 1, 1)
    next_month = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=born.day - 1), next_month)


def aow_from(born: date) -> date:
    """The day on which the state pension begins, by the table above."""
    years, months = next((years, months) for since, years, months in reversed(AOW_AGES) if born >= since)
    return reaches(born, years, months)
