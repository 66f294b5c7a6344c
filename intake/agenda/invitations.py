"""An appointment as a calendar file (RFC 5545), in the language of the moment."""

from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from intake.agenda.enums import CANCELLED, AppointmentStatus, Mode
from intake.agenda.models import Appointment

#: What calendars call it (RFC 5545 3.8.1.11); everything else is confirmed.
STATUS = {AppointmentStatus.REQUESTED: "TENTATIVE", **dict.fromkeys(CANCELLED, "CANCELLED")}


def calendar_file(appointment: Appointment, link: str) -> str:
    """The text of the .ics file. The same UID for ever, SEQUENCE goes up: calendars see a change, not a copy.

    METHOD is PUBLISH, or CANCEL once it was cancelled (RFC 5546 3.2): not REQUEST, because a calendar would then
    send an answer to an address that nobody reads. Times are in UTC, so no calendar can misread the zone.
    """
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", appointment.start)
    event.add("dtend", appointment.end)
    event.add("summary", _("Gesprek met {adviser}").format(adviser=appointment.adviser.name))
    event.add("location", where(appointment))
    event.add("description", _("Bekijken, verzetten of afzeggen: {link}").format(link=link))
    event.add("url", link)
    event.add("status", STATUS.get(AppointmentStatus(appointment.status), "CONFIRMED"))
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["CN"] = vText(appointment.adviser.team.name)
    event["organizer"] = organizer
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Doorleren//Agenda//NL")
    calendar.add("method", "CANCEL" if appointment.is_cancelled else "PUBLISH")
    calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def where(appointment: Appointment) -> str:
    """Where the talk is, or who calls, on one line."""
    name = appointment.adviser.name
    match Mode(appointment.mode):
        case Mode.OFFICE:
            return ", ".join(line.strip() for line in appointment.place.splitlines() if line.strip())
        case Mode.PHONE | Mode.CALL_BACK:
            return _("{adviser} belt je op {phone}").format(adviser=name, phone=appointment.contact_phone)
        case Mode.VIDEO:
            return _("Beeldbellen: {adviser} mailt je de link").format(adviser=name)
