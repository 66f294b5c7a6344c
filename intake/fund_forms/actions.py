"""Changing and filling in the form of a fund; the person letting that fund see it, and taking that back."""

from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import override

from courses.models import Course
from intake.advice.errors import AlreadyApproved
from intake.agenda.models import Adviser, Appointment
from intake.agenda.telling import link_of
from intake.fund_forms.current import form_of_fund
from intake.fund_forms.models import FilledForm, FormVersion
from intake.fund_forms.reading import AskedForm, form_of
from intake.profile.actions import give_consent, withdraw
from intake.profile.enums import Purpose
from intake.profile.models import Consent, Profile
from portal.brands.models import Brand
from portal.mail.actions import send_mail
from portal.people.models import Fund, User
from portal.record.audit import record
from portal.templatetags.portal import day, euros

#: The words beside the button of templates/intake/fund_forms/own.html; a change of words is a new version.
CONSENT_TEXT = "scholingsadvies-2026-11"


class ChangedMeanwhile(Exception):
    """A colleague saved another version since this one was shown."""


@transaction.atomic
def make_version(fund: Fund, told: dict[str, Any], *, seen: int, by: User) -> FormVersion:
    """Ask this of advisers from now on; what was filled in before keeps its words.

    ``told`` is what ``reading.form_of`` reads, but for its version; ``seen`` the version that was changed (0: none).
    Raises ChangedMeanwhile, BadForm.
    """
    content = told | {"version": seen + 1}
    form_of(content, fund.slug)
    Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)
    now = form_of_fund(fund.slug)
    if (now.version if now else 0) != seen:
        raise ChangedMeanwhile
    made = FormVersion.objects.create(fund=fund, version=seen + 1, told=content, by=by)
    record(by, "change_fund_form", made, chain=fund.slug, version=made.version)
    return made


def head_of(appointment: Appointment, course: Course, by: Adviser) -> list[dict[str, str]]:
    """What every fund wants to know and the portal knows: who, when, which course and what it costs; in Dutch."""
    with override("nl"):
        rows = [
            ("Naam", appointment.contact_name),
            ("Gesprek op", str(day(appointment.start, "date"))),
            ("Adviseur", f"{by.name}, {appointment.adviser.team.name}"),
            ("Opleiding", course.title),
            ("Opleider", course.provider.name),
            ("Prijs", str(euros(course.total_cents)) if course.total_cents else ""),
        ]
    return [{"label": label, "value": value} for label, value in rows if value]


@transaction.atomic
def fill(
    appointment: Appointment,
    course: Course,
    asked: AskedForm,
    answers: dict[str, str],
    told: list[dict[str, str]],
    *,
    by: Adviser,
    brand: Brand,
) -> FilledForm:
    """Fill in the form, or mend it while no fund may see it; the first time a mail tells the person.

    Raises AlreadyApproved. ``appointment`` comes with adviser and team, ``course`` with its provider, ``by`` with user.
    """
    same = FilledForm.objects.filter(appointment=appointment, course=course, form=asked.slug)
    before = same.select_for_update().first()
    if before is not None and before.approved_id:
        raise AlreadyApproved
    words = {
        "version": asked.version,
        "fund_id": asked.fund or None,
        "title": asked.title,
        "is_example": asked.is_example,
        "answers": answers,
        "told": [*head_of(appointment, course, by), *told],
        "by": by,
    }
    filled, created = FilledForm.objects.update_or_create(
        appointment=appointment,
        course=course,
        form=asked.slug,
        defaults=words | {"filled": Now()},
        create_defaults=words,
    )
    if created and appointment.contact_email:
        context = {"appointment": appointment, "link": link_of(appointment), "brand": brand}
        send_mail("fund_form_filled", to=appointment.contact_email, language=appointment.language, context=context)
    record(by.user, "fill_fund_form", filled, chain=appointment.adviser.team.region_id, form=asked.slug)
    return filled


@transaction.atomic
def approve(filled: FilledForm, profile: Profile, *, by: User | None) -> None:
    """Let the fund see it, as it is now. Twice is once."""
    locked = FilledForm.objects.select_for_update(of=("self",)).get(pk=filled.pk)
    if locked.approved_id:
        return
    scope = [f"fund:{locked.fund_id}" if locked.fund_id else "funds"]
    locked.approved = give_consent(Purpose.ADVICE, scope=scope, text_version=CONSENT_TEXT, user=by)
    locked.save(update_fields=["approved"])
    Appointment.objects.filter(pk=locked.appointment_id, profile=None).update(profile=profile)


@transaction.atomic
def disapprove(filled: FilledForm) -> None:
    """Take it back: the fund sees it no longer, and the adviser can mend it."""
    locked = FilledForm.objects.select_for_update(of=("self",)).get(pk=filled.pk)
    if not locked.approved_id:
        return
    withdraw(Consent.objects.get(pk=locked.approved_id))
    locked.approved = None
    locked.save(update_fields=["approved"])
