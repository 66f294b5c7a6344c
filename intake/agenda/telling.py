"""What people are told about their appointment by mail or text, and the address of its page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import override

from intake.agenda.invitations import calendar_file, where
from intake.agenda.models import Appointment
from portal.brands.models import Brand
from portal.confirming.actions import new_code
from portal.mail.actions import send_mail
from portal.record import outbox
from portal.texting.actions import send_text

#: What is told by text too to who left a mobile number: what one must know on the way.
ALSO_BY_TEXT = {"appointment_reminder"}


def link_of(appointment: Appointment) -> str:
    """The whole address of the appointment's own page; who has it may see and cancel it."""
    return appointment.origin + reverse("intake:appointment", args=[appointment.token])


def send_about(template: str, appointment: Appointment, brand: Brand, **more: Any) -> None:
    """Mail the person of this appointment, with its calendar file as it is now; who has no mail address gets a text.

    Needs adviser, team and kind. ``more`` is for the template.
    """
    link = link_of(appointment)
    with override(appointment.language):
        invitation = calendar_file(appointment, link)
        place = where(appointment)
    context = {"appointment": appointment, "where": place, "link": link, "brand": brand, **more}
    if not appointment.contact_email:
        text_about(template, appointment, context)
        return
    # An offer is no appointment yet, and one that was is none any more: those do not belong in a calendar.
    file = {"name": "afspraak.ics", "type": "text/calendar", "text": invitation}
    send_mail(
        template,
        to=appointment.contact_email,
        language=appointment.language,
        context=context,
        attachments=[file] if appointment.stands or appointment.is_cancelled else [],
    )
    if template in ALSO_BY_TEXT:
        text_about(template, appointment, context)


def text_about(template: str, appointment: Appointment, context: dict[str, Any]) -> None:
    """Text the person of this appointment, when they left a mobile number and text messages go out."""
    send_text(
        "appointment",
        to=appointment.contact_phone,
        language=appointment.language,
        origin=appointment.origin,
        context={**context, "what": template},
    )


def tell_freed(appointment: Appointment) -> None:
    """Promise that who waits for a time hears that this one came free (intake.waiting). Needs the adviser."""
    key = f"freed:{appointment.pk}:{appointment.sequence}"
    outbox.put("intake.time_freed", key, team_id=appointment.adviser.team_id)


def code_subject(appointment: Appointment) -> str:
    """What the code of ``mail_code`` says yes to: this appointment at this time."""
    return f"appointment:{appointment.pk}:{appointment.sequence}"


def mail_code(appointment: Appointment, brand: Brand) -> None:
    """Mail the code that makes an appointment firm. Raises TooManyCodes. Needs adviser and team."""
    code = new_code(appointment.contact_email, code_subject(appointment))
    link = f"{appointment.origin}{reverse('intake:prove', args=[appointment.token])}?code={code}"
    context = {"appointment": appointment, "code": code, "link": link, "brand": brand}
    send_mail("appointment_code", to=appointment.contact_email, language=appointment.language, context=context)
