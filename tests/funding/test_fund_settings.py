"""How a fund decides and pays changes by two people, and stays changed when the files of schemes are loaded again."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from funding.fund_settings.models import FundChange
from funding.schemes.loading import load_schemes
from portal.people.enums import Role
from portal.people.models import Fund
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"


def test_one_proposes_another_carries_it_out(schemes: None, today: date, client: Client) -> None:
    farid, ingrid = make_user("Farid"), make_user("Ingrid")
    give_role(farid, Role.FUND_ADMINISTRATOR, FUND)
    give_role(farid, Role.APPROVER, FUND)
    give_role(ingrid, Role.APPROVER, FUND)
    log_in(client, farid)
    page = reverse("funding:fund_settings", args=[FUND])
    told = {"sole_decision_limit": "500", "provider_confirms": "on", "advance_percent": "70", "reason": "Besluit 9."}
    for wrong in ({"advance_percent": "101"}, {"sole_decision_limit": "-1"}, {"reason": " "}):
        assert client.post(page, told | wrong, follow=True).status_code == 422
    same = {"sole_decision_limit": "1500", "advance_percent": "100", "reason": "Niets."}
    assert "verandert niets" in client.post(page, same).text
    assert client.post(page, told).status_code == 302
    change = FundChange.objects.get()
    shown = client.get(page).text
    assert "€\u00a01.500" in shown
    assert "€\u00a0500" in shown
    # Not by who proposed it, and the database says so too.
    client.post(reverse("funding:change_fund", args=[change.pk]))
    assert Fund.objects.get(pk=FUND).advance_percent == 100
    with pytest.raises(IntegrityError), transaction.atomic():
        FundChange.objects.update(state="done", decided_by=farid, decided="2026-11-24T12:00:00Z")
    second = Client()
    log_in(second, ingrid)
    second.post(reverse("funding:change_fund", args=[change.pk]))
    load_schemes(demo=True)
    fund = Fund.objects.get(pk=FUND)
    assert (fund.sole_decision_limit, fund.provider_confirms, fund.advance_percent) == (50_000, True, 70)
    assert FundChange.objects.get().before == {
        "sole_decision_limit": 150_000,
        "provider_confirms": False,
        "advance_percent": 100,
    }
    # Twice changes nothing, and says so.
    assert "wacht niet meer" in second.post(reverse("funding:change_fund", args=[change.pk]), follow=True).text
