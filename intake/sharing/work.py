"""What is shared with an adviser, among their work."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from intake import sharing_access
from portal.access import Person
from portal.people.enums import Role
from portal.people.work import Group, Work


def shared_work(request: HttpRequest, who: Person) -> list[Work]:
    """Results that people shared with the team, and how many of them nobody read yet."""
    if not who.has(Role.ADVISER):
        return []
    waiting = sharing_access.shared_with(who).filter(read__isnull=True).count()
    told = _("Wat mensen vertelden en wat het portaal zei, zolang zij dat goedvinden.")
    return [Work(Group.PEOPLE, _("Gedeelde uitkomsten"), told, reverse("intake:shared"), waiting or None)]
