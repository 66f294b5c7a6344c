"""What the pages of pools show, and the report per party."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from funding import pool_access
from funding.budgets.page import name_of
from funding.exporting.rows import Row
from funding.exporting.rows import euros as in_euros
from funding.pools.dividing import divide
from funding.pools.enums import Kind, State
from funding.pools.models import Contribution, Pool, PoolMember
from portal.access import person
from portal.people.enums import Role
from portal.templatetags.portal import euros

STATE_KIND = {State.PROPOSED: "todo", State.DONE: "done", State.CANCELLED: "plain"}


def pool_page(request: HttpRequest, pool: Pool) -> dict[str, Any]:
    """Context for templates/funding/pools/pool.html."""
    who = person(request)
    members = pool_access.members(pool)
    needs = pool_access.needs(members)
    pages = pool_access.allotments(request, pool)
    mine = who.funds(Role.FUND_ADMINISTRATOR)
    administers = pool.fund_id in mine
    weights = sum(member.weight for member in members)
    return {
        "pool": pool,
        "stack": [
            {"label": _("Bij budgetten"), "cents": pool.allotted, "kind": "fund"},
            {"label": _("Achtergehouden tot een dag"), "cents": pool.held, "kind": "open"},
            {"label": _("Vrij om te verdelen"), "cents": pool.free, "kind": "own"},
        ],
        "columns": [
            {"label": _("Budget")},
            *(
                {"label": label, "numeric": True}
                for label in (_("Vast deel"), _("Tekort voor wie wacht"), _("Uit dit gezamenlijke budget"), _("Vrij"))
            ),
        ],
        "members": [
            [
                {"text": name_of(one.budget)},
                f"{number_format(100 * one.weight / weights, 1)} %" if weights else "–",
                euros(needs[one.pk]),
                euros(one.allotted),
                euros(one.budget.left),
            ]
            for one in members
        ],
        "footer": [
            _("Samen"),
            "",
            euros(sum(needs.values())),
            euros(sum(one.allotted for one in members)),
            euros(sum(one.budget.left for one in members)),
        ],
        "places": [
            {
                "member": one,
                "name": name_of(one.budget),
                "mine": one.budget.scheme.fund_id in mine and one.asked_by != who.user,
            }
            for one in pool_access.asked(pool)
        ],
        "contributions": pool_access.contributions(pool),
        "reserves": pool_access.reserves(pool),
        "pages": pages,
        "allotments": [
            {
                "allotment": one,
                "waits": one.state == State.PROPOSED,
                "kind": STATE_KIND[State(one.state)],
                "parts": [{"name": name_of(part.member.budget), "cents": part.cents} for part in one.parts.all()],
                "may_do": pool.fund_id in who.funds(Role.APPROVER)
                and who.user is not None
                and one.proposed_by_id != who.user.pk,
            }
            for one in pages
        ],
        "administers": administers,
        "may_name": who.has(Role.PORTAL_MANAGER),
        "today": timezone.localdate(),
    }


@dataclass(frozen=True, slots=True)
class Part:
    """What of one party's money is where, in cents. ``net``: put in, less what of a loan went back."""

    contribution: Contribution
    net: int
    reserved: int
    committed: int
    paid: int
    left: int
    undivided: int


def parts_of(pool: Pool, members: Sequence[PoolMember], contributions: Sequence[Contribution]) -> list[Part]:
    """The money of each party, as its part of all that is in the pool now; sums are exact to the cent.

    Of a budget with money of its own too, the pool has the part of each counter that its money is of the ceiling.
    """
    reserved = committed = paid = left = 0
    for member in members:
        budget = member.budget
        ours = min(member.allotted, budget.ceiling)
        used = [cents * ours // budget.ceiling if budget.ceiling else 0 for cents in _counters(member)]
        reserved, committed, paid = reserved + used[0], committed + used[1], paid + used[2]
        left += member.allotted - sum(used)
    nets = [one.cents - one.repaid for one in contributions]
    columns = [divide(cents, nets) if sum(nets) else [0] * len(nets) for cents in (reserved, committed, paid, left)]
    columns.append(divide(pool.contributed - pool.allotted, nets) if sum(nets) else [0] * len(nets))
    return [
        Part(one, net, *(column[place] for column in columns))
        for place, (one, net) in enumerate(zip(contributions, nets, strict=True))
    ]


def _counters(member: PoolMember) -> tuple[int, int, int]:
    return member.budget.reserved, member.budget.committed, member.budget.paid


def report_page(pool: Pool) -> dict[str, Any]:
    """Context for templates/funding/pools/report.html: a row per party, and a row per budget."""
    members, contributions = pool_access.members(pool), pool_access.contributions(pool)
    parts, people = parts_of(pool, members, contributions), pool_access.people(members)
    names = ("net", "reserved", "committed", "paid", "left", "undivided")
    money = (
        _("Inleg nu"),
        _("Gereserveerd"),
        _("Toegezegd"),
        _("Betaald"),
        _("Vrij bij budgetten"),
        _("Niet verdeeld"),
    )
    return {
        "pool": pool,
        "party_columns": [{"label": _("Partij")}, *({"label": label, "numeric": True} for label in money)],
        "parties": [
            [
                f"{one.contribution.party} ({one.contribution.get_kind_display()})",
                *(euros(getattr(one, name)) for name in names),
            ]
            for one in parts
        ],
        "party_footer": [_("Samen"), *(euros(sum(getattr(one, name) for one in parts)) for name in names)],
        "budget_columns": [
            {"label": _("Budget")},
            {"label": _("Fonds")},
            *(
                {"label": label, "numeric": True}
                for label in (_("Uit de pot"), _("Deel van het plafond"), _("Mensen met geld"))
            ),
        ],
        "budgets": [
            [
                name_of(one.budget),
                one.budget.scheme.fund.name,
                euros(one.allotted),
                f"{100 * min(one.allotted, one.budget.ceiling) / one.budget.ceiling:.0f} %"
                if one.budget.ceiling
                else "–",
                str(people.get(one.budget_id, 0)),
            ]
            for one in members
        ],
        "loans": [
            {"party": one.party, "terms": list(one.repayments.all())} for one in contributions if one.kind == Kind.LOAN
        ],
    }


def report_sheets(pool: Pool) -> list[tuple[str, Iterator[Row]]]:
    """The same as a workbook: parties, budgets, and the terms of loans. Euros as numbers."""
    members, contributions = pool_access.members(pool), pool_access.contributions(pool)
    parts, people = parts_of(pool, members, contributions), pool_access.people(members)
    return [
        ("partijen", (_party_row(one) for one in parts)),
        (
            "budgetten",
            (
                {
                    "budget": name_of(one.budget),
                    "fonds": one.budget.scheme.fund.name,
                    "uit_de_pot": in_euros(one.allotted),
                    "plafond": in_euros(one.budget.ceiling),
                    "mensen_met_geld": people.get(one.budget_id, 0),
                }
                for one in members
            ),
        ),
        (
            "leningen",
            (
                {
                    "partij": one.party,
                    "deel": term.number,
                    "uiterlijk": term.due,
                    "bedrag": in_euros(term.cents),
                    "betaald_op": term.paid,
                }
                for one in contributions
                for term in one.repayments.all()
            ),
        ),
    ]


def _party_row(one: Part) -> Row:
    return {
        "partij": one.contribution.party,
        "soort": str(one.contribution.get_kind_display()),
        "ingelegd": in_euros(one.contribution.cents),
        "terugbetaald": in_euros(one.contribution.repaid),
        "gereserveerd": in_euros(one.reserved),
        "toegezegd": in_euros(one.committed),
        "betaald": in_euros(one.paid),
        "vrij_bij_budgetten": in_euros(one.left),
        "niet_verdeeld": in_euros(one.undivided),
    }


def back_to(pool: Pool) -> str:
    """The address of a pool."""
    return reverse("funding:pool", args=[pool.pk])
