"""An adviser's agenda as a calendar that another one follows (RFC 5545): when, not who."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from intake.agenda.models import Adviser, Appointment

BACK = timedelta(days=31)


def agenda_file(adviser: Adviser, origin: str) -> str:
    """The talks of a month ago and later. Names stay here: the calendar may be anybody's. A link leads to the talk."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Doorleren//Agenda//NL")
    calendar.add("x-wr-calname", _("Gesprekken"))
    rows = Appointment.objects.standing().filter(adviser=adviser, period__startswith__gte=timezone.now() - BACK)
    for found in rows.order_by("period"):
        event = Event()
        event.add("uid", found.uid)
        event.add("sequence", found.sequence)
        event.add("dtstamp", found.chosen)
        event.add("dtstart", found.start)
        event.add("dtend", found.end)
        event.add("summary", _("Gesprek ({how})").format(how=found.get_mode_display()))
        event.add("status", "TENTATIVE" if found.is_requested else "CONFIRMED")
        event.add("url", origin + reverse("intake:visit", args=[found.pk]))
        calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text
