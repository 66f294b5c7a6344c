"""The form of a fund, among the work of who administers it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from intake import fund_form_access
from portal.access import Person
from portal.people.work import Group, Work


def fund_form_work(request: HttpRequest, who: Person) -> list[Work]:
    """What the fund asks of advisers."""
    if not fund_form_access.administered(who):
        return []
    told = _("Wat adviseurs voor jullie fonds invullen.")
    return [Work(Group.SCHEMES, _("Formulier scholingsadvies"), told, reverse("intake:fund_forms"))]
