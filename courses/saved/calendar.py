"""A session as a calendar file (RFC 5545), in the language of the moment."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from courses.models import Course, Session


def calendar_file(course: Course, session: Session, link: str) -> str:
    """The text of the .ics file: the first day, and the first and last day to sign up when the provider tells them.

    Whole days: feeds tell no hours. The same UID for ever, so that a calendar that gets it twice keeps one.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Doorleren//Opleidingen//NL")
    calendar.add("method", "PUBLISH")
    days = [("start", session.starts, _("Start: %(course)s"))]
    if session.opens and session.opens > timezone.localdate():
        days.append(("opens", session.opens, _("Vanaf nu kun je je aanmelden: %(course)s")))
    if session.deadline:
        days.append(("deadline", session.deadline, _("Laatste dag om je aan te melden: %(course)s")))
    for name, day, summary in days:
        event = Event()
        event.add("uid", f"{session.pk}-{name}@doorleren")
        event.add("dtstamp", timezone.now())
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", summary % {"course": course.title})
        event.add("location", _("Online") if session.online else session.place)
        event.add(
            "description",
            _("Bij %(provider)s. Bekijk de opleiding: %(link)s")
            % {
                "provider": course.provider.name,
                "link": link,
            },
        )
        event.add("url", link)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text
