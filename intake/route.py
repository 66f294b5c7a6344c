"""What the learner's page shows of talks, advice, what they found out, and what they agreed to."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.route import shown_courses
from intake import access, learner_access
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
            f"{day(one.start)}, {clock(one.start)} · {one.get_mode_display()}",
            reverse("intake:appointment", args=[one.token]),
            one.start.date(),
        )
        for one in coming
    )
    return Part(30, "intake/route/talks.html", {"coming": coming, "held": held}, to_do)


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


def consents_part(request: HttpRequest) -> Part:
    """Where one sees and takes back what one agreed to."""
    return Part(90, "intake/route/consents.html")
