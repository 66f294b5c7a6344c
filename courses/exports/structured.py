"""A course as schema.org Course with CourseInstance, for who reads pages by machine (schema.org/Course).

What we do not know is left out: no price is no offer, never 0. A start of which only the month is sure is that month.
What schema.org has no word for stands in a term of our own (courses.exports.own), which other readers leave alone.
"""

import json
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from courses import words
from courses.enums import SessionStatus, StartKind
from courses.exports import own
from courses.exports.values import duration, euros, plain
from courses.feeds.own import NAME
from courses.models import Course, PriceLine, Session

type Filled = dict[str, Any]

#: Our own term is JSON as it is (JSON-LD 1.1, section 4.2.2): no names in it to look up.
CONTEXT = ["https://schema.org", {NAME: {"@id": f"urn:{NAME}:record", "@type": "@json"}}]


def document(course: Course, address: Callable[[str], str]) -> Filled:
    """The JSON-LD of a course as courses.access.course gives it; ``address`` makes a path a whole address."""
    link = address(course.get_absolute_url())
    found: Filled = _filled(
        {
            "@context": CONTEXT,
            "@type": "Course",
            "@id": link,
            "url": link,
            "identifier": course.provider_key,
            "name": course.title,
            "description": course.summary or plain(course.description)[:1000] or course.title,
            "inLanguage": "nl",
            "provider": _provider(course),
            "educationalLevel": words.level(course),
            "educationalCredentialAwarded": words.outcome(course),
            "coursePrerequisites": course.entry_requirements,
            "timeRequired": duration(course),
            "about": words.sector(course),
            "dateModified": course.changed.isoformat(),
            "offers": _offer(course.total_cents, list(course.price_lines.all()), link),
            "hasCourseInstance": [_instance(course, session, link) for session in course.coming]
            or _without_dates(course, link),
            NAME: own.course(course, on_a_page=True),
        }
    )
    return found


def script(course: Course, address: Callable[[str], str]) -> SafeString:
    """``document`` as the text of a <script>: whatever a provider wrote, it cannot end the element."""
    text = json.dumps(document(course, address), ensure_ascii=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return mark_safe(text)  # noqa: S308 - no "<" is left in it


def _provider(course: Course) -> Filled:
    who = course.provider
    return {
        "@type": "Organization",
        "name": who.name,
        "identifier": {"@type": "PropertyValue", "propertyID": "KvK", "value": who.kvk},
        "url": who.website,
        "hasCredential": who.recognition_labels,
        NAME: own.provider(who),
    }


def _instance(course: Course, session: Session, link: str) -> Filled:
    return {
        "@type": "CourseInstance",
        "@id": f"{link}#{session.pk}",
        "identifier": session.key,
        "courseMode": "Online" if session.online else "Onsite",
        "startDate": session.starts.isoformat() if session.starts_certain else f"{session.starts:%Y-%m}",
        "endDate": session.ends.isoformat(),
        "inLanguage": course.language,
        "location": _place(session.online, session.place),
        "courseWorkload": f"PT{course.hours_total}H" if course.hours_total else "",
        "maximumAttendeeCapacity": session.seats_total,
        "remainingAttendeeCapacity": session.seats_left,
        "eventStatus": "https://schema.org/EventCancelled" if session.status == SessionStatus.CANCELLED else "",
        "offers": _offer(course.total_for(session), course.lines_for(session), link, session=session),
        NAME: own.session(session),
    }


def _without_dates(course: Course, link: str) -> list[Filled]:
    """One instance without a day for what begins at once or by agreement; none while there are just no dates."""
    if course.start_kind == StartKind.FIXED:
        return []
    places = [_place(False, place.text) for place in course.places.all()]
    return [
        {
            "@type": "CourseInstance",
            "courseMode": "Online" if course.online else "Onsite",
            "inLanguage": course.language,
            "location": _place(True, "") if course.online else places,
            "courseWorkload": f"PT{course.hours_total}H" if course.hours_total else "",
        }
    ]


def _place(online: bool, text: str) -> Filled:
    if online:
        return {"@type": "VirtualLocation", "name": "Online"}
    if not text:
        return {}
    return {
        "@type": "Place",
        "name": text,
        "address": {"@type": "PostalAddress", "addressLocality": text, "addressCountry": "NL"},
    }


def _offer(cents: int | None, lines: list[PriceLine], link: str, *, session: Session | None = None) -> Filled:
    if cents is None:
        return {}
    today = timezone.localdate()
    sold_out = session is not None and not (session.is_open_on(today) or session.opens_after(today))
    return {
        "@type": "Offer",
        "category": "Paid",
        "price": euros(cents),
        "priceCurrency": "EUR",
        "url": link,
        "availability": f"https://schema.org/{'SoldOut' if sold_out else 'InStock'}",
        "availabilityStarts": session.opens.isoformat() if session and session.opens else "",
        "availabilityEnds": session.deadline.isoformat() if session and session.deadline else "",
        "priceSpecification": [
            {
                "@type": "UnitPriceSpecification",
                "name": line.label or str(line.get_kind_display()),
                "price": euros(line.cents),
                "priceCurrency": "EUR",
                "valueAddedTaxIncluded": True,
            }
            for line in lines
            if line.required
        ],
    }


def _filled(value: Any) -> Any:
    """Without keys that say nothing; 0 says something."""
    if isinstance(value, dict):
        kept = {key: _filled(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in (None, "", [], {})}
    return [_filled(one) for one in value] if isinstance(value, list) else value
