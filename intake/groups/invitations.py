"""A meeting as a calendar file (RFC 5545), in the language of the moment."""

from django.utils import timezone
from icalendar import Calendar, Event

from intake.groups.models import Seat


def seat_file(seat: Seat, link: str, *, cancelled: bool) -> str:
    """The text of the .ics file: one UID for ever, SEQUENCE goes up, CANCEL once it is over (RFC 5546 3.2)."""
    session = seat.session
    event = Event()
    event.add("uid", seat.uid)
    event.add("sequence", seat.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", session.start)
    event.add("dtend", session.end)
    event.add("summary", session.title)
    event.add("location", session.place)
    event.add("url", link)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Doorleren//Agenda//NL")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text
