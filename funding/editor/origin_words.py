"""What changed in the original of a copied scheme, in words: how it was there, how it is there, how it is here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from funding.check.words import COSTS
from funding.editor.difference import condition_lines
from funding.editor.money_forms import TIERS
from funding.editor.money_words import money_rows, stacking_rows
from funding.engine import terms
from funding.engine.money import CostKind
from funding.engine.terms import TermsError
from funding.schemes.enums import ExpectedVerdict, SchemeStatus
from funding.schemes.library import Change
from funding.schemes.models import Scheme
from portal.templatetags.portal import euros

#: Terms that say least; beside them stands what one key adds.
LEAST: dict[str, Any] = {"tier": "general", "percent": {"tuition": 100}}


@dataclass(frozen=True, slots=True)
class Row:
    """One change as a page shows it; ``dutch``: the texts are an administrator's own."""

    key: str
    digest: str
    about: str
    before: str
    now: str
    mine: str
    is_conflict: bool
    is_taken: bool
    dutch: bool


def origin_rows(changes: Iterable[Change]) -> list[Row]:
    """A row for each change."""
    shown = list(changes)
    names = dict(Scheme.objects.values_list("slug", "name")) if shown else {}
    return [_row(change, names) for change in shown]


def _row(change: Change, names: dict[str, str]) -> Row:
    before, now, mine = (_words(change.key, value, names) for value in (change.before, change.now, change.mine))
    return Row(
        key=change.key,
        digest=change.digest,
        about=_about(change.key),
        before=before,
        now=now,
        mine=mine,
        is_conflict=change.is_conflict,
        is_taken=change.mine == change.now,
        dutch=change.key.startswith(("rule/", "examples/", "fields/documents", "fields/sources", "fields/example")),
    )


def _about(key: str) -> str:
    kind, name = key.split("/", 1)
    if kind == "rule":
        return _("Voorwaarde")
    if kind == "examples":
        return _("Voorbeeld “%(title)s”") % {"title": name}
    if name.startswith("percent/"):
        return str(COSTS[CostKind(name.removeprefix("percent/"))])
    titles = {
        "tier": _("Soort geld"),
        "pays_vat": _("Btw"),
        "excludes": _("Samen met andere"),
        "match": _("Anderen betalen"),
        "only_if_no_other": _("Alleen als geen andere past"),
        "status": _("Stand"),
        "documents": _("Documenten"),
        "sources": _("Bronnen"),
        "term": _("Weken om te besluiten"),
        "example_note": _("Wat is een voorbeeld?"),
    }
    return titles.get(name, _("Geld"))


def _words(key: str, value: Any, names: dict[str, str]) -> str:
    if value is None:
        return ""
    kind, name = key.split("/", 1)
    match kind, name:
        case "rule", _name:
            return " ".join(condition_lines(value))
        case "examples", _name:
            verdict = ExpectedVerdict(value["verdict"]).label
            return f"{verdict}, {euros(value['cents'])}" if value["cents"] else str(verdict)
        case "terms", "tier":
            return str(TIERS.get(value, value))
        case "terms", _name if name.startswith("percent/"):
            return f"{value}%"
        case "terms", _name:
            return _money(name, value, names)
        case _, "status":
            return ": ".join(filter(None, [str(SchemeStatus(value[0]).label), value[1]]))
        case _, "documents" | "sources":
            return "; ".join(
                ", ".join(
                    filter(None, [str(one.get("title", "")), str(one.get("article") or one.get("explanation") or "")])
                )
                for one in value[0]
            )
        case _, "example_note":
            return str(value[1])
    return str(value[0])


def _money(name: str, value: Any, names: dict[str, str]) -> str:
    """What one key of the terms adds, in the words of the rows that it changes."""

    def rows(document: dict[str, Any]) -> list[tuple[str, str]]:
        read = terms.parse(document)
        return [*money_rows(read), *stacking_rows(read, names)]

    try:
        plain = rows(LEAST)
        return "; ".join(
            f"{label}: {text}" for label, text in rows(LEAST | {name: value}) if (label, text) not in plain
        )
    except TermsError:
        return str(value)
