"""What the learner's page shows of talks, advice, what they found out, and what they agreed to."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.route import shown_courses
from intake import access, learner_access, together_access
from intake.orientation.result import as_text
from portal.people.route import Part, ToDo
from portal.templatetags.portal import clock, day


def talks_part(request: HttpRequest) -> Part | None:
    """Talks to come and talks that were, with their advice; a talk to come stands on top too."""
    coming, held = learner_access.talks(request)
    if not coming and not held:
        return None
    to_do = tuple(
        ToDo(
            _("Je gesprek met %(adviser)s") % {"adviser": one.adviser.name},
            f"{day(one.start, 'weekday')} {clock(one.start)} · {one.get_mode_display()}",
            reverse("intake:appointment", args=[one.token]),
            one.start.date(),
        )
        for one in coming
    )
    to_do += tuple(
        ToDo(
            _("Lees je bericht van %(adviser)s") % {"adviser": one.adviser.name},
            "",
            reverse("intake:own_case", args=[one.token]),
        )
        for one in (*coming, *held)
        if one.unread
    )
    to_do += tuple(_steps(one) for one in (*coming, *held) if one.to_do)
    return Part(30, "intake/route/talks.html", {"coming": coming, "held": held}, to_do)


def _steps(talk: Any) -> ToDo:
    """What somebody does themselves of the plan that was made in a talk, by its first day."""
    told = ngettext(
        "Je plan met %(adviser)s: %(number)s stap te doen",
        "Je plan met %(adviser)s: %(number)s stappen te doen",
        len(talk.to_do),
    ) % {"adviser": talk.adviser.name, "number": len(talk.to_do)}
    address = reverse("intake:own_case", args=[talk.token])
    return ToDo(told, "", f"{address}#plan", talk.to_do[0])


def recommended(request: HttpRequest) -> list[UUID]:
    """The courses of ``courses_part``."""
    return list(learner_access.recommended(request))


def courses_part(request: HttpRequest) -> Part | None:
    """Courses that an adviser recommended, with what they cost this person now."""
    told, shown = learner_access.recommended(request), shown_courses(request)
    found = [{"shown": shown[pk], "note": note, "adviser": name} for pk, (note, name) in told.items() if pk in shown]
    return Part(35, "intake/route/courses.html", {"courses": found}) if found else None


def interests_part(request: HttpRequest) -> Part | None:
    """What somebody found out about themselves and kept."""
    kept = access.kept_orientation(request)
    return Part(70, "intake/route/interests.html", {"rows": as_text(kept.told)[:2]}) if kept else None


def helpers_part(request: HttpRequest) -> Part | None:
    """Who helps, and on top who asks to."""
    found = together_access.mandates_of_learner(request)
    if not found:
        return None
    asking = [one for one in found if one.consent_id is None and one.helper]
    to_do = tuple(
        ToDo(_("%(name)s wil samen met je regelen") % {"name": one.helper}, "", reverse("intake:helpers"))
        for one in asking
    )
    return Part(40, "intake/route/helpers.html", {"mandates": found}, to_do)


def consents_part(request: HttpRequest) -> Part:
    """Where one sees and takes back what one agreed to."""
    return Part(90, "intake/route/consents.html", always=True)
