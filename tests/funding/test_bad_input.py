"""Amounts and days that cannot be, on every page that asks for one: a sentence each time, and nothing moves."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import serializers
from django.test import Client
from django.test.utils import ContextList

from funding.applications.models import PlanLine
from funding.budgets.models import Budget, LedgerEntry
from funding.parties.models import Invitation
from portal.people.models import User
from tests.funding.test_matrix import ADMINISTRATOR, OWNER, addresses, people
from tests.people import log_in

__all__ = ["addresses", "people"]

pytestmark = pytest.mark.django_db
#: No amount: below zero, more than there is, as programs write it, and as nobody does.
NO_AMOUNTS = ("-1", "-0,01", str(10**30), "1e30", "NaN", "Infinity", "0x10", "1.2.3", "12,345")
#: Address -> the fields of an amount on its page.
AMOUNTS = {
    "decide": ["amount"],
    "settle": ["amount"],
    "decide_objection": ["amount"],
    "ceiling": ["ceiling"],
    "propose_transfer": ["cents"],
    "keep_apart": ["cents"],
    "change_scenario": ["ceiling", "cap_per_course", "cap_per_year"],
    "invited": ["share", "de_minimis", "fte"],
    "employer_facts": ["share", "de_minimis", "fte"],
}
OF_LEARNER = {"tell_outside": ["amount"]}


def errors_of(answer: Any, field: str) -> list[str]:
    """What the page says of a field, whatever its form is called in the context."""
    drawn = answer.context if isinstance(answer.context, ContextList) else [answer.context]
    forms = [one for part in drawn for one in part.flatten().values() if hasattr(one, "fields")]
    return [str(text) for form in forms if form.is_bound for text in form.errors.get(field, [])]


def state() -> str:
    """All that must not move, in words."""
    kept: list[Any] = [*Budget.objects.order_by("pk"), *LedgerEntry.objects.order_by("pk")]
    kept += [*PlanLine.objects.order_by("pk"), *Invitation.objects.order_by("pk")]
    return json.dumps(json.loads(serializers.serialize("json", kept)), sort_keys=True)


def test_an_amount_that_cannot_be_is_told_and_moves_nothing(
    people: dict[str, User | None], addresses: dict[str, str]
) -> None:
    before, missed = state(), []
    for who, pages in ((ADMINISTRATOR, AMOUNTS), (OWNER, OF_LEARNER)):
        client, user = Client(), people[who]
        assert user
        log_in(client, user, second_factor=who == ADMINISTRATOR)
        for name, fields in pages.items():
            for typed in NO_AMOUNTS:
                asked = {"employs": "yes", "verdict": "grant", "outcome": "granted", "step": "confirm"}
                answer = client.post(addresses[name], asked | dict.fromkeys(fields, typed), follow=True)
                told = all(errors_of(answer, field) for field in fields)
                if answer.status_code != 422 or not told:
                    missed.append((name, typed, answer.status_code))
    assert missed == []
    assert state() == before


def test_a_day_on_which_nothing_can_have_happened_is_told_and_noted_nowhere(
    people: dict[str, User | None], addresses: dict[str, str], today: date
) -> None:
    client, user = Client(), people[ADMINISTRATOR]
    assert user
    log_in(client, user)
    before = state()
    tomorrow = (today + timedelta(days=1)).isoformat()
    for day in (tomorrow, "9999-12-31", "10000-01-01", "2026-02-30", "-1", ""):
        answer = client.post(addresses["start_checked"], {"on": day}, follow=True)
        assert (answer.status_code, bool(errors_of(answer, "on"))) == (422, True), day
        answer = client.post(addresses["receive_instalment"], {"on": day}, follow=True)
        assert list(answer.context["messages"]), day
    assert state() == before
