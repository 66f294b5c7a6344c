"""The signed links of an employer's file and of the people in it: they hold an id, and nobody can make one up.

The link of a file has its number too: when the file gets a new link, the one before opens nothing any more.
"""

from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from funding.employers.models import EmployerFile, EmployerPerson

_FILE, _PERSON = Signer(salt="funding.employer_file"), Signer(salt="funding.employer_person")


def path_of_file(file: EmployerFile) -> str:
    """The path for the employer's mail."""
    return reverse("funding:employer_file", args=[token_of(file)])


def token_of(file: EmployerFile) -> str:
    return _FILE.sign(f"{file.pk.hex}-{file.link}")


def path_of_person(person: EmployerPerson) -> str:
    """The path for the person's mail."""
    return reverse("funding:employer_asks", args=[_PERSON.sign(person.pk.hex)])


def read_file(token: str) -> tuple[UUID, int] | None:
    """The id of a file and the number of its link; None for a link that was tampered with."""
    try:
        # Links that were mailed before they had a number are the first of their file.
        pk, _dash, number = _FILE.unsign(token).partition("-")
        return UUID(pk), int(number or 1)
    except (BadSignature, ValueError):
        return None


def read_person(token: str) -> UUID | None:
    """The id of a person; None for a link that was tampered with."""
    try:
        return UUID(_PERSON.unsign(token))
    except (BadSignature, ValueError):
        return None
