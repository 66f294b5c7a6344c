"""What rests on the consents that intake asks for."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.advice.actions import disapprove
from intake.advice.models import Advice
from intake.agenda.models import Appointment
from intake.fund_forms.actions import disapprove as disapprove_form
from intake.fund_forms.models import FilledForm
from intake.orientation.actions import forget
from intake.orientation.models import Orientation
from intake.profile.actions import withdraw
from intake.profile.enums import Purpose
from intake.profile.models import Consent
from intake.profile.resting import Use, rests_on
from intake.sharing.actions import stop_sharing
from intake.sharing.models import SharedResult
from intake.together.actions import end
from intake.together.models import Mandate
from portal.people.models import User
from portal.templatetags.portal import day


def register_uses() -> None:
    """Tell of every purpose of intake what rests on it."""
    rests_on(Purpose.ADVICE, _advice, _end_advice)
    rests_on(Purpose.ORIENTATION, _orientation, _end_orientation)
    rests_on(Purpose.SHARING, _shares, _end_share)
    rests_on(Purpose.MANDATE, _mandates, _end_mandate)
    rests_on(Purpose.APPOINTMENT, _appointments, _end_appointment)


def _advice(consents: Sequence[Consent]) -> dict[UUID, Use]:
    given = Advice.objects.filter(approved__in=consents).select_related("appointment__adviser")
    forms = FilledForm.objects.filter(approved__in=consents).select_related("fund")
    read = {
        one.approved_id: Use(
            one.title,
            one.fund.name if one.fund else str(_("Fondsen waar je geld aanvraagt")),
            _("Het fonds leest dit scholingsadvies niet meer."),
        )
        for one in forms
        if one.approved_id
    }
    return read | {
        one.approved_id: Use(
            _("Je advies van %(adviser)s") % {"adviser": one.appointment.adviser.name},
            _("Fondsen waar je geld aanvraagt"),
            _("Fondsen zien niet langer dat je dit advies kreeg. Wat je al verstuurde, blijft bij dat fonds."),
        )
        for one in given
        if one.approved_id
    }


def _end_advice(consent: Consent, by: User | None) -> None:
    given = Advice.objects.select_related("appointment__profile").filter(approved=consent).first()
    if given and given.appointment.profile:
        disapprove(given, given.appointment.profile)
    if filled := FilledForm.objects.filter(approved=consent).first():
        disapprove_form(filled)


def _orientation(consents: Sequence[Consent]) -> dict[UUID, Use]:
    use = Use(_("Wat je over jezelf ontdekte"), _("Alleen jij"), _("We wissen je antwoorden op de plaatjes."))
    return dict.fromkeys(Orientation.objects.filter(consent__in=consents).values_list("consent", flat=True), use)


def _end_orientation(consent: Consent, by: User | None) -> None:
    kept = Orientation.objects.select_related("profile").filter(consent=consent).first()
    if kept:
        forget(kept.profile)


def _shares(consents: Sequence[Consent]) -> dict[UUID, Use]:
    return {
        one.consent_id: Use(
            one.result.get("course") or _("Waar heb ik recht op?"),
            one.team.name,
            _("De adviseurs zien je uitkomst niet meer."),
        )
        for one in SharedResult.objects.filter(consent__in=consents).select_related("team")
    }


def _end_share(consent: Consent, by: User | None) -> None:
    shared = SharedResult.objects.filter(consent=consent).first()
    if shared:
        stop_sharing(shared, by)


def _mandates(consents: Sequence[Consent]) -> dict[UUID, Use]:
    found = Mandate.objects.filter(consent__in=consents, ended=None).select_related("helper")
    return {
        one.consent_id: Use(
            _("Samen regelen"),
            str(one.helper or one.email),
            _("Deze persoon ziet niets meer. Wat er klaarstaat, blijft van jou."),
        )
        for one in found
        if one.consent_id
    }


def _end_mandate(consent: Consent, by: User | None) -> None:
    mandate = Mandate.objects.filter(consent=consent).first()
    if mandate:
        end(mandate, by)


def _appointments(consents: Sequence[Consent]) -> dict[UUID, Use]:
    """A talk to come is cancelled on its own page; of one that was, the adviser no longer sees what was told."""
    now = timezone.now()
    found = {}
    for one in Appointment.objects.filter(consent__in=consents).select_related("adviser__team"):
        coming = one.stands and one.start > now
        if one.consent_id is None:
            continue
        found[one.consent_id] = Use(
            _("Je afspraak op %(day)s") % {"day": day(one.start, "date")},
            one.adviser.name,
            _("Je zegt de afspraak af.")
            if coming
            else _("We wissen wat je vooraf vertelde. Dat je er was, blijft staan, zonder wat je zei."),
            reverse("intake:cancel", args=[one.token]) if coming else "",
        )
    return found


def _end_appointment(consent: Consent, by: User | None) -> None:
    """What was told beforehand goes; who came stays, for as long as the person has an account here."""
    Appointment.objects.filter(consent=consent).update(hope="", told=[], wishes=[])
    withdraw(consent)
