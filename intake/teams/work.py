"""A team's own pages, among the work of its advisers."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from intake import inviting_access, team_access, waiting_access
from portal.access import Person
from portal.people.work import Group, Work


def team_work(request: HttpRequest, who: Person) -> list[Work]:
    """What the team offers, and who it should call."""
    waiting = team_access.calls_waiting(who)
    if waiting is None:
        return []
    to_book = inviting_access.waiting_for_staff(who)
    return [
        Work(Group.PEOPLE, _("Terugbellen"), _("Wie een nummer achterliet."), reverse("intake:calls"), waiting or None),
        Work(
            Group.PEOPLE,
            _("Bijeenkomsten"),
            _("Workshops van jullie team, en wie er meedoet."),
            reverse("intake:groups"),
        ),
        Work(
            Group.PEOPLE,
            _("Uitnodigingen"),
            _("Wie een tijd kan kiezen voor een gesprek, en voor wie jullie boeken."),
            reverse("intake:invitations"),
            to_book or None,
        ),
        Work(
            Group.PEOPLE,
            _("Wachtlijst van het team"),
            _("Wie op een tijd wacht die past."),
            reverse("intake:waiting_list"),
            waiting_access.number_waiting(who) or None,
        ),
        Work(Group.SETTINGS, _("Ons team"), _("Soorten gesprekken en inloopuren."), reverse("intake:team")),
    ]
