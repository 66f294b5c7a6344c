"""People of an employer from a CSV file: each row with what is wrong with it, in words."""

from collections.abc import Iterator
from itertools import islice
from typing import IO

from django.utils.translation import gettext as _

from courses.feeds.records import Unusable
from courses.feeds.tables.rows import csv_rows
from funding.employers.actions import MOST_PEOPLE
from funding.employers.person_forms import PersonForm

NAMES = ("naam", "name", "medewerker", "volledige naam", "voor- en achternaam")
PARTS = (("voornaam", "roepnaam", "first name"), ("tussenvoegsel", "voorvoegsel"), ("achternaam", "last name"))
ADDRESSES = ("e-mailadres", "e-mail", "email", "emailadres", "mail", "mailadres")


class NotAList(Exception):
    """The file is no list of people; ``message`` says what it should be."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def read_list(file: IO[bytes]) -> list[tuple[str, str, str, str]]:
    """Rows of (where, name, address, problem or ""), at most one more than fit in a file. Raises NotAList."""
    try:
        found = list(_rows(file))
    except Unusable as problem:
        raise NotAList(problem.message.told()) from problem
    if not found:
        raise NotAList(_("In dit bestand staat niemand. Zet iedere persoon op een eigen regel."))
    return found


def _rows(file: IO[bytes]) -> Iterator[tuple[str, str, str, str]]:
    for where, cells in islice(csv_rows(file), MOST_PEOPLE + 1):
        known = {label.casefold(): text for label, text in cells.items()}
        if not any(label in known for label in ADDRESSES):
            raise NotAList(
                _("Er is geen kolom met e-mailadressen. Noem de kolommen op de eerste regel “naam” en “e-mail”.")
            )
        name = _first(known, NAMES) or " ".join(part for labels in PARTS if (part := _first(known, labels)))
        email = _first(known, ADDRESSES)
        form = PersonForm({"person_name": name, "person_email": email})
        if form.is_valid():
            yield where, form.cleaned_data["person_name"], form.cleaned_data["person_email"], ""
        else:
            yield where, name, email, " ".join(str(text) for texts in form.errors.values() for text in texts)


def _first(cells: dict[str, str], labels: tuple[str, ...]) -> str:
    return next((cells[label] for label in labels if cells.get(label)), "")
