"""What intake shows on pages of the portal: faces on the home page, the agenda among an adviser's work."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from intake import access, adviser_access, desk_access
from portal.access import Person
from portal.people.work import Group, Work


def advisers(request: HttpRequest) -> dict[str, Any]:
    """``advisers`` of templates/portal/home.html: at most three, of this brand's regions."""
    return {
        "advisers": [
            {
                "name": adviser.name,
                "portrait": adviser.portrait,
                "role": _("Loopbaanadviseur"),
                "team": adviser.team.place,
            }
            for adviser in access.advisers_on_home(request)
        ]
    }


def agenda_work(request: HttpRequest, who: Person) -> list[Work]:
    """The agenda, for advisers."""
    waiting = desk_access.waiting_today(who)
    if waiting is None:
        return []
    return [
        Work(
            Group.NOW,
            _("Vandaag"),
            _("Wie er komt, wat die persoon vertelde, en wat er op je wacht."),
            reverse("intake:today"),
            waiting,
        ),
        Work(Group.NOW, _("Mijn agenda"), _("Je week, en alles wat daarna komt."), reverse("intake:agenda")),
        Work(Group.NOW, _("Mijn taken"), _("Wat je voor mensen zou doen."), reverse("intake:tasks")),
        Work(
            Group.PEOPLE,
            _("Mijn gesprekken"),
            _("Wat eruit kwam, en op wie je terugkomt."),
            reverse("intake:caseload") + "?toon=vervolg",
            adviser_access.follow_ups_due(who),
        ),
    ]
