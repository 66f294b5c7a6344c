"""Showing that a mail address is one's own: until then an appointment keeps its time for a while and is not firm.

Whatever is not confirmed in time is wiped: nothing stays of who did not finish.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from intake.agenda.enums import AppointmentStatus, Mode
from intake.agenda.errors import MissedOften
from intake.agenda.kinds import AppointmentKind
from intake.agenda.missing import missed_often
from intake.agenda.models import ERASED, Adviser, Appointment
from intake.agenda.queries import AppointmentQuerySet
from intake.agenda.telling import code_subject, mail_code, send_about, tell_freed
from intake.inviting.models import BookingInvitation
from intake.profile.actions import give_consent
from intake.profile.enums import Purpose
from intake.profile.models import Consent
from portal.brands.models import Brand
from portal.confirming.actions import LIFE, confirm
from portal.people.models import User
from portal.record.audit import record

#: The words of agreement of templates/intake/agreement.html; a change of words is a new version.
CONSENT_TEXT = "afspraak-2026-11c"
#: Said to staff, as the box of templates/intake/behalf/book.html has it.
SAID_TO_STAFF = "afspraak-gezegd-2026-11"
#: How long a time is kept for who was mailed a code: as long as the code works.
KEPT = LIFE
#: So much later what was not confirmed is wiped. Until then a new code still makes it firm, if nobody took the time.
PATIENCE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Ground:
    """On what ground an appointment is firm at once, or what must come first.

    ``proven``: the address is known to be theirs, or they said yes to staff (then in other words, ``consent_text``).
    ``link_until``: they get a link that nobody else gets, and it waits until then for their yes. Else a code is mailed.
    ``user`` is the person themselves, not who books for them. ``asked_by_team``: the team wants this talk, also with
    somebody who missed others.
    """

    proven: bool = False
    link_until: datetime | None = None
    user: User | None = None
    consent_text: str = CONSENT_TEXT
    asked_by_team: bool = False

    def fields(self, adviser: Adviser, kind: AppointmentKind) -> dict[str, Any]:
        """How the appointment begins, with the consent when it is given already."""
        if self.proven:
            return {"status": kind.first_status, "consent": agree(adviser, self.user, self.consent_text)}
        until = self.link_until or timezone.now() + KEPT
        by_link = self.link_until is not None
        return {"status": AppointmentStatus.UNCONFIRMED, "confirm_until": until, "confirm_by_link": by_link}


def agree(adviser: Adviser, user: User | None, words: str = CONSENT_TEXT) -> Consent:
    """That this adviser sees what somebody filled in, and a colleague of the team who takes over.

    ``words`` is the version of the text that they said yes to.
    """
    scope = [f"adviser:{adviser.pk}", f"team:{adviser.team_id}"]
    return give_consent(Purpose.APPOINTMENT, scope=scope, text_version=words, user=user)


def prove(appointment: Appointment, code: str, *, by: User | None, brand: Brand) -> bool:
    """Make an appointment firm with the code from its mail; False when the code is not right or it lapsed.

    Every wrong code counts, so call it outside of a transaction. Raises MissedOften: then the time is let go.
    """
    if not confirm(appointment.contact_email, code_subject(appointment), code):
        return False
    team = appointment.adviser.team
    invited = BookingInvitation.objects.filter(appointment=appointment).exists()
    if not invited and missed_often(team, appointment.contact_email):
        decline(appointment)
        raise MissedOften(team.phone)
    return make_firm(appointment, by=by, brand=brand)


@transaction.atomic
def make_firm(appointment: Appointment, *, by: User | None, brand: Brand) -> bool:
    """Make it firm for who showed that the address is theirs, and mail it; False when it lapsed or was firm before."""
    now = timezone.now()
    # What lapsed took no time any more: the day may be full without it.
    waiting = Appointment.objects.unconfirmed().filter(
        pk=appointment.pk, period__startswith__gt=now, confirm_until__gt=now
    )
    consent = agree(appointment.adviser, by)
    status = appointment.kind.first_status
    if not waiting.update(status=status, consent=consent, confirm_until=None, chosen=now):
        consent.delete()
        return False
    found = Appointment.objects.with_everything().get(pk=appointment.pk)
    send_about("appointment_requested" if found.is_requested else "appointment_confirmed", found, brand)
    record(by, "prove", found, chain=found.adviser.team.region_id)
    return True


@transaction.atomic
def mail_again(appointment: Appointment, brand: Brand) -> bool:
    """A new code, and the time is kept anew; False when it lapsed or is firm. Raises TooManyCodes."""
    now = timezone.now()
    waiting = Appointment.objects.unconfirmed().filter(pk=appointment.pk, period__startswith__gt=now)
    if not waiting.update(confirm_until=now + KEPT):
        return False
    mail_code(appointment, brand)
    return True


@transaction.atomic
def decline(appointment: Appointment) -> bool:
    """Let go of the time at once, for who wants another one; False when it is firm or gone."""
    if not lapse(Appointment.objects.filter(pk=appointment.pk)):
        return False
    tell_freed(appointment)
    return True


def lapse(rows: AppointmentQuerySet[Appointment]) -> int:
    """Let go of these unconfirmed ones and wipe who they were of; returns how many."""
    return rows.unconfirmed().update(
        status=AppointmentStatus.LAPSED,
        sequence=F("sequence") + 1,
        profile=None,
        contact_name=ERASED,
        contact_email="",
        # One by telephone has a number, also when that is wiped.
        contact_phone=Case(When(mode=Mode.PHONE, then=Value(ERASED)), default=Value("")),
        hope="",
        told=[],
        wishes=[],
        # The form may make another appointment.
        request_key=F("token"),
    )


def make_room(adviser: Adviser, start: datetime, end: datetime) -> int:
    """Let go of what nobody confirmed in time there, for who comes after; call it in the transaction that books."""
    late = Appointment.objects.filter(adviser=adviser, confirm_until__lte=timezone.now())
    return lapse(late.filter(occupied__overlap=(start, end)))


def let_go_of_unconfirmed() -> int:
    """Let go of what was not confirmed, some time after its term; returns how many."""
    return lapse(Appointment.objects.filter(confirm_until__lte=timezone.now() - PATIENCE))
