"""What a dashboard is made of: tables of which each row has a bar, and leads to the cases that it counts."""

from dataclasses import dataclass

from funding.queue.wanted import Wanted

#: Rows of one table on the page; a download has them all.
MOST_ROWS = 12


def address_of(cases: Wanted | None) -> str:
    """Where cases are; "" for none."""
    return cases.url if cases else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what, texts per column, how long its bar is (0 to 1000; None: no bar), and which cases it counts.

    ``others``: which cases the numbers in the next columns count, where they are not the same.
    """

    label: str
    cells: tuple[str, ...]
    bar: int | None = None
    cases: Wanted | None = None
    others: tuple[Wanted | None, ...] = ()

    @property
    def url(self) -> str:
        """Where its cases are; "" where this person may not open them. Only of rows that a page shows: of hundreds
        of municipalities it would take a quarter of the page's time.
        """
        return address_of(self.cases)

    @property
    def linked(self) -> list[tuple[str, str]]:
        """Each text with the address of its cases, or "" for those of the first."""
        urls = [self.url, *(address_of(cases) for cases in self.others)]
        return [
            (cell, urls[place] if place < len(urls) and cell != "0" else "") for place, cell in enumerate(self.cells)
        ]


@dataclass(frozen=True, slots=True)
class Table:
    """One part of the dashboard. ``key`` names it in the address of its download; ``more``: rows that are left out.

    ``total``: texts under the columns, of all rows together; empty where that would say nothing.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    total: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[Row, ...]:
        """What the page has room for."""
        return self.rows[:MOST_ROWS]

    @property
    def more(self) -> int:
        """How many rows only the download has."""
        return max(0, len(self.rows) - MOST_ROWS)
