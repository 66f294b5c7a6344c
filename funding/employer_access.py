"""What a signed link of an employer opens, and what a fund sees of an employer's file."""

from django.core.paginator import Page
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone

from courses import access as courses
from courses.models import Course, Session
from funding.applications.models import Application, PlanLine
from funding.employers.links import read_file, read_person
from funding.employers.models import EmployerFile, EmployerPerson
from portal.access import page_of


def file(token: str) -> EmployerFile | None:
    """The file of a link that still works, with its course; None for any other link."""
    known = read_file(token)
    if known is None:
        return None
    found = EmployerFile.objects.filter(pk=known[0], link=known[1], expires__gte=timezone.localdate())
    return found.select_related("course__provider", "session__municipality").first()


def invited(token: str) -> EmployerPerson | None:
    """The person of a link that still works, with file and course; None for any other link."""
    pk = read_person(token)
    if pk is None:
        return None
    found = EmployerPerson.objects.filter(pk=pk, file__expires__gte=timezone.localdate())
    return found.select_related("file__course__provider", "file__session", "application").first()


def people(request: HttpRequest, of: EmployerFile) -> "Page[EmployerPerson]":
    """The people of a file, by name, a page at a time."""
    return page_of(request, of.people.select_related("application"))


def numbers(of: EmployerFile) -> dict[str, int]:
    """How many people there are, and how many sent their application."""
    return of.people.aggregate(people=Count("pk"), sent=Count("pk", filter=Q(application__submitted__isnull=False)))


def person_of(of: EmployerFile, pk: str) -> EmployerPerson | None:
    """Somebody of this file who began nothing yet."""
    return of.people.filter(pk=pk, application=None).first()


def course(request: HttpRequest) -> Course | None:
    """The course that an address is about ("cursus"), when it can be chosen."""
    return courses.listed_course(request, request.GET.get("cursus", ""))


def sessions(of: Course) -> list[Session]:
    """The starts that can still be chosen."""
    return list(courses.open_sessions(of))


def file_of(application: Application) -> EmployerFile | None:
    """The employer's file that an application belongs to."""
    return EmployerFile.objects.filter(people__application=application).first()


def numbers_at(line: PlanLine, of: EmployerFile) -> int:
    """How many applications of an employer's file ask money of the fund of this line."""
    found = PlanLine.objects.filter(fund=line.fund_id, application__employer_person__file=of)
    return found.exclude(application__submitted=None).values("application").distinct().count()
