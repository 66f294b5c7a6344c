"""Who reaches the filled form of a fund: the adviser of the talk, who holds the talk's address, and that fund."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from courses.access import known_course
from courses.models import Course
from intake import access, adviser_access
from intake.agenda.models import Appointment
from intake.fund_forms.current import current_forms, form_of_fund
from intake.fund_forms.models import FilledForm, FormVersion
from intake.fund_forms.reading import AskedForm
from portal.access import Person, person, refuse
from portal.people.enums import Role
from portal.people.models import Fund

#: So many versions stand on the page of a form.
SHOWN_VERSIONS = 10


def offered_forms() -> list[AskedForm]:
    """The forms that can be filled in: that for all funds, and those of funds that this portal knows."""
    known = set(Fund.objects.values_list("slug", flat=True))
    return [one for one in current_forms().values() if not one.fund or one.fund in known]


def asked_form(request: HttpRequest, slug: str) -> AskedForm:
    """One of them, or 404."""
    return next((one for one in offered_forms() if one.slug == slug), None) or refuse(request, "fund form", slug)


def course(request: HttpRequest, pk: UUID) -> Course:
    """A course, also one that is gone by now, with its provider, or 404."""
    return known_course(pk) or refuse(request, "course of a fund form", pk)


def filled(appointment: Appointment, wanted: Course, asked: AskedForm) -> FilledForm | None:
    """What was filled in of this form before."""
    return FilledForm.objects.filter(appointment=appointment, course=wanted, form=asked.slug).first()


def filled_after(appointment: Appointment) -> list[FilledForm]:
    """Everything that was filled in after a talk, with course."""
    return list(FilledForm.objects.filter(appointment=appointment).select_related("course__provider", "fund"))


def of_visit(request: HttpRequest, pk: UUID, form: UUID) -> FilledForm:
    """One of a talk that this adviser may read, or 404."""
    return _one(request, adviser_access.visit(request, pk), form)


def own(request: HttpRequest, token: str, form: UUID) -> FilledForm:
    """One of the talk whose address this is, or 404."""
    return _one(request, access.appointment(request, token), form)


def _one(request: HttpRequest, appointment: Appointment, form: UUID) -> FilledForm:
    rows = FilledForm.objects.filter(appointment=appointment, pk=form).select_related("course__provider", "fund")
    return rows.first() or refuse(request, "filled form", form)


def approved_for(profile: UUID | None, wanted: UUID | None, fund: str) -> Collection[FilledForm]:
    """What this person lets this fund see about this course; nothing without their consent, or when it ended."""
    if profile is None or wanted is None:
        return []
    rows = FilledForm.objects.filter(
        appointment__profile=profile, course=wanted, approved__isnull=False, approved__withdrawn=None
    )
    return [one for one in rows if one.fund_id in {None, fund}]


# --- The form itself, for who administers a fund -------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class FormOfFund:
    """A fund with its own form as it is now (None: it has none), and its versions that were made here, newest first."""

    fund: Fund
    form: AskedForm | None
    versions: list[FormVersion]

    @property
    def version(self) -> int:
        """The highest version there is; 0 for none."""
        return self.form.version if self.form else 0


def administered(who: Person) -> frozenset[str]:
    """The funds (slugs) whose form this person may change."""
    return who.funds(Role.FUND_ADMINISTRATOR)


def own_funds(request: HttpRequest) -> list[FormOfFund]:
    """The funds that this person administers, by name, each with its form; two queries."""
    funds = Fund.objects.filter(slug__in=administered(person(request))).order_by("name")
    forms = {one.fund: one for one in current_forms().values()}
    return [FormOfFund(fund, forms.get(fund.slug), []) for fund in funds]


def own_fund(request: HttpRequest, slug: str) -> FormOfFund:
    """One of them with its versions, or 404."""
    if slug not in administered(person(request)):
        refuse(request, "form of a fund", slug)
    fund = Fund.objects.get(slug=slug)
    versions = FormVersion.objects.filter(fund=fund).select_related("by")
    return FormOfFund(fund, form_of_fund(slug), list(versions[:SHOWN_VERSIONS]))
