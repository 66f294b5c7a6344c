"""What the pages of pools show, and the report per party."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
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
from funding.pools.models import Contribution, Loan, Pool, PoolMember
from portal.access import Person, person
from portal.people.enums import Role
from portal.templatetags.portal import NO_BREAK, euros

#: So long before its day a term of a loan is in sight.
SOON = timedelta(days=30)
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
    lent = sum(member.lent for member in members)
    return {
        "pool": pool,
        "stack": [
            {"label": _("Gegeven aan budgetten"), "cents": pool.allotted - lent, "kind": "fund"},
            *([{"label": _("Uitgeleend aan budgetten"), "cents": lent, "kind": "loan"}] if lent else []),
            {"label": _("Achtergehouden tot een dag"), "cents": pool.held, "kind": "open"},
            {"label": _("Vrij om te verdelen"), "cents": pool.free, "kind": "own"},
        ],
        "columns": [
            {"label": _("Budget")},
            *(
                {"label": label, "numeric": True}
                for label in (
                    _("Vast deel"),
                    _("Tekort voor wie wacht"),
                    _("Uit dit gezamenlijke budget"),
                    _("Waarvan geleend"),
                    _("Vrij"),
                )
            ),
        ],
        "members": [
            [
                {"text": name_of(one.budget)},
                _percent(one.weight, weights),
                euros(needs[one.pk]),
                euros(one.allotted),
                euros(one.lent),
                euros(one.budget.left),
            ]
            for one in members
        ],
        "footer": [
            _("Samen"),
            "",
            euros(sum(needs.values())),
            euros(sum(one.allotted for one in members)),
            euros(lent),
            euros(sum(one.budget.left for one in members)),
        ],
        "places": [_place(one, members, who) for one in pool_access.asked(pool)],
        "own": [one for one in members if one.budget.scheme.fund_id in mine],
        "asked": [_loan(one, pool, who) for one in pool_access.loans_asked(pool)],
        "lent": (lent_pages := pool_access.lent(request, pool)),
        "loans": (loans := [_loan(one, pool, who) for one in lent_pages]),
        "due": [(one, row) for one in loans for row in one["terms"] if row["now"]],
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
                and one.proposed_by_id != who.user.pk
                and not (hasattr(one, "loan") and one.loan.agreed is None),
                "loan": getattr(one, "loan", None),
            }
            for one in pages
        ],
        "administers": administers,
        "may_name": who.has(Role.PORTAL_MANAGER),
        "today": timezone.localdate(),
    }


def _percent(weight: int, of: int) -> str:
    return f"{number_format(round(100 * weight / of, 1), 1)}{NO_BREAK}%" if of else "–"


def _place(one: PoolMember, members: Sequence[PoolMember], who: Person) -> dict[str, Any]:
    """What is asked of the fund of a budget: the share beside those of the others, which is what they accept."""
    new = one.accepted is not None and one.asked_weight is not None
    weight = int(one.asked_weight or 0) if new else one.weight
    others = sum(member.weight for member in members if member.pk != one.pk)
    by = one.asked_weight_by if new else one.asked_by
    return {
        "member": one,
        "name": name_of(one.budget),
        "new_share": new,
        "by": by,
        "weight": weight,
        "others": others,
        "share": _percent(weight, others + weight),
        "share_now": _percent(one.weight, others + one.weight),
        "mine": one.budget.scheme.fund_id in who.funds(Role.FUND_ADMINISTRATOR) and by != who.user,
    }


def _loan(one: Loan, pool: Pool, who: Person) -> dict[str, Any]:
    """A loan to a budget, and what this person can do about it and its terms."""
    mine = who.funds(Role.FUND_ADMINISTRATOR)
    borrows, keeps = one.member.budget.scheme.fund_id in mine, pool.fund_id in mine
    terms, today = list(one.parts.all()), timezone.localdate()
    each = one.cents // max(1, one.terms)
    following = next((term.pk for term in terms if not term.offered), None)  # the first of what is still to be paid
    told: list[dict[str, Any]] = [
        {
            "term": term,
            "late": not term.received and term.due < today,
            "may_offer": borrows and term.pk == following,
            "may_receive": keeps and term.offered and not term.received and term.offered_by != who.user,
        }
        for term in terms
    ]
    for row in told:
        row["now"] = row["may_receive"] or (row["may_offer"] and row["term"].due <= today + SOON)
    return {
        "loan": one,
        "name": name_of(one.member.budget),
        "may_agree": borrows and one.agreed is None and one.asked_by != who.user,
        "each": each,
        "late": sum(row["late"] for row in told),
        "next": next((term for term in terms if not term.received), None),
        "back": sum(term.cents for term in terms if term.received),
        "terms": told,
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
                for label in (_("Uit de pot"), _("Waarvan geleend"), _("Deel van het plafond"), _("Mensen met geld"))
            ),
        ],
        "budgets": [
            [
                name_of(one.budget),
                one.budget.scheme.fund.name,
                euros(one.allotted),
                euros(one.lent),
                f"{100 * min(one.allotted, one.budget.ceiling) / one.budget.ceiling:.0f}{NO_BREAK}%"
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
    """The same as a workbook: parties, budgets, and the terms of loans both ways. Euros as numbers."""
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
                    "waarvan_geleend": in_euros(one.lent),
                    "plafond": in_euros(one.budget.ceiling),
                    "mensen_met_geld": people.get(one.budget_id, 0),
                }
                for one in members
            ),
        ),
        (
            "uitgeleend",
            (
                {
                    "budget": name_of(one.member.budget),
                    "deel": term.number,
                    "uiterlijk": term.due,
                    "bedrag": in_euros(term.cents),
                    "terug_op": timezone.localtime(term.received).date() if term.received else None,
                }
                for one in pool_access.loans(pool)
                for term in one.parts.all()
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
