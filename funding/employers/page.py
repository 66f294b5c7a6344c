"""What the pages of an employer's file show."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from funding import employer_access
from funding.applications.models import PlanLine
from funding.decisions.enums import Shelf
from funding.employers.links import token_of
from funding.employers.models import EmployerFile, EmployerPerson
from funding.queue.wanted import Wanted


def file_page(request: HttpRequest, file: EmployerFile) -> dict[str, Any]:
    """Context for templates/funding/employers/file.html."""
    pages = employer_access.people(request, file)
    token = token_of(file)
    return {
        "file": file,
        "pages": pages,
        "people": [_row(one) for one in pages],
        "numbers": employer_access.numbers(file),
        "report": [row for row in file.report if row["problem"]],
        "added": sum(1 for row in file.report if not row["problem"]),
        "facts_url": reverse("funding:employer_facts", args=[token]),
        "add_url": reverse("funding:employer_add", args=[token]),
        "remove_url": reverse("funding:employer_remove", args=[token]),
        "new_link_url": reverse("funding:employer_new_link", args=[token]),
    }


def _row(person: EmployerPerson) -> dict[str, Any]:
    if person.declined:
        status, kind = _("doet niet mee"), "plain"
    elif person.application is None:
        status, kind = _("uitgenodigd"), "todo"
    elif person.application.submitted is None:
        status, kind = _("begonnen"), "busy"
    else:
        status, kind = _("aanvraag verstuurd"), "done"
    return {
        "pk": person.pk,
        "name": person.name,
        "email": person.email,
        "status": status,
        "kind": kind,
        "may_remove": person.application is None,
    }


def employer_of(line: PlanLine) -> dict[str, Any] | None:
    """For the fund: "company", "contact", "number" of applications of this file at the fund, and their "url"."""
    file = employer_access.file_of(line.application)
    if file is None:
        return None
    return {
        "company": file.company,
        "contact": f"{file.contact}, {file.email}",
        "number": employer_access.numbers_at(line, file),
        "url": Wanted(shelf=Shelf.OPEN, employer=str(file.pk)).url,
    }
