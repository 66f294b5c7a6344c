"""What people are told about their appointment by mail, and the address of its page."""

from django.urls import reverse
from django.utils.translation import override

from intake.agenda.invitations import calendar_file, where
from intake.agenda.models import Appointment
from portal.brands.models import Brand
from portal.confirming.actions import new_code
from portal.mail.actions import send_mail


def link_of(appointment: Appointment) -> str:
    """The whole address of the appointment's own page; who has it may see and cancel it."""
    return appointment.origin + reverse("intake:appointment", args=[appointment.token])


def send_about(template: str, appointment: Appointment, brand: Brand) -> None:
    """Mail the person of this appointment, with its calendar file as it is now. Needs adviser and team."""
    link = link_of(appointment)
    with override(appointment.language):
        invitation = calendar_file(appointment, link)
        place = where(appointment)
    send_mail(
        template,
        to=appointment.contact_email,
        language=appointment.language,
        context={"appointment": appointment, "where": place, "link": link, "brand": brand},
        attachments=[{"name": "afspraak.ics", "type": "text/calendar", "text": invitation}],
    )


def code_subject(appointment: Appointment) -> str:
    """What the code of ``mail_code`` says yes to: this appointment at this time."""
    return f"appointment:{appointment.pk}:{appointment.sequence}"


def mail_code(appointment: Appointment, brand: Brand) -> None:
    """Mail the code that makes an appointment firm. Raises TooManyCodes. Needs adviser and team."""
    code = new_code(appointment.contact_email, code_subject(appointment))
    link = f"{appointment.origin}{reverse('intake:prove', args=[appointment.token])}?code={code}"
    context = {"appointment": appointment, "code": code, "link": link, "brand": brand}
    send_mail("appointment_code", to=appointment.contact_email, language=appointment.language, context=context)
