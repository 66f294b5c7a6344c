"""What the page of how a fund decides and pays shows."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from funding import fund_settings_access
from funding.fund_settings.models import FundChange
from portal.access import user_of
from portal.people.enums import FUND_ROLES, Role
from portal.people.models import Fund
from portal.templatetags.portal import euros


def fund_settings_page(request: HttpRequest, fund: Fund) -> dict[str, Any]:
    """Context for templates/funding/fund_settings/fund.html, beside the form."""
    roles = {role: fund_settings_access.funds(request, role).filter(pk=fund.pk).exists() for role in FUND_ROLES}
    waiting = fund_settings_access.waiting(fund)
    mine = waiting is not None and waiting.proposed_by_id == user_of(request).pk
    return {
        "fund": fund,
        "may_propose": roles[Role.FUND_ADMINISTRATOR] and waiting is None,
        "rows": _rows(fund, waiting),
        "columns": [{"label": _("Instelling")}, {"label": _("Nu")}, *([{"label": _("Voorstel")}] if waiting else [])],
        "waiting": waiting,
        "may_carry_out": roles[Role.APPROVER] and not mine,
        "may_cancel": roles[Role.FUND_ADMINISTRATOR],
        "pages": fund_settings_access.changes(request, fund),
    }


def _rows(fund: Fund, waiting: FundChange | None) -> list[list[str]]:
    words: list[tuple[str, str, Callable[[Any], str]]] = [
        ("sole_decision_limit", _("Eén persoon beslist tot"), euros),
        ("provider_confirms", _("Opleider bevestigt eerst"), lambda told: _("ja") if told else _("nee")),
        ("advance_percent", _("Betaald bij de start"), lambda told: f"{told}%"),
    ]
    either = [fund, waiting] if waiting else [fund]
    return [[label, *(say(getattr(one, name)) for one in either)] for name, label, say in words]
