"""Who reaches the filled form of a fund: the adviser of the talk, who holds the talk's address, and that fund."""

from collections.abc import Collection
from uuid import UUID

from django.http import HttpRequest

from courses.access import known_course
from courses.models import Course
from intake import access, adviser_access
from intake.agenda.models import Appointment
from intake.fund_forms.models import FilledForm
from intake.fund_forms.reading import AskedForm, asked_forms
from portal.access import refuse
from portal.people.models import Fund


def offered_forms() -> list[AskedForm]:
    """The forms that can be filled in: that for all funds, and those of funds that this portal knows."""
    known = set(Fund.objects.values_list("slug", flat=True))
    return [one for one in asked_forms().values() if not one.fund or one.fund in known]


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
