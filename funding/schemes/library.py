"""A scheme that began as a copy of another one, and what changed in the original since.

A version is cut into units, each with a key: a condition, an amount, the documents, an example. Three of them are laid
beside each other: the original as it was last looked at, as it is now, and the copy. What the original changed is
shown, and somebody takes it over or leaves it; either way that is then how the original was last looked at.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from funding.engine import rules
from funding.engine.rules import RuleError, canonical
from funding.engine.tree import facts_of
from funding.schemes import actions, transfer
from funding.schemes.enums import DecisionLaw
from funding.schemes.errors import ChangedMeanwhile
from funding.schemes.models import Scheme, SchemeExample, SchemeOrigin, SchemeVersion
from portal.people.enums import Sector
from portal.people.models import Fund, User
from portal.record.audit import record

type Units = dict[str, Any]

#: Parts that are one unit each: name -> fields of a version.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "status": ("status", "closed_reason"),
    "documents": ("documents",),
    "sources": ("sources",),
    "term": ("legal_term_weeks",),
    "example_note": ("is_example", "example_note"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the original changed. None: it is not there. ``mine`` differs from ``before``: a conflict."""

    key: str
    before: Any
    now: Any
    mine: Any

    @property
    def is_conflict(self) -> bool:
        """Whether the copy changed the same thing, into something else."""
        return self.mine not in (self.before, self.now)

    @property
    def digest(self) -> str:
        """Names what was on the screen: who answers it says so."""
        return hashlib.sha256(canonical([self.before, self.now]).encode()).hexdigest()[:16]


def units_of(version: SchemeVersion, examples: Iterable[SchemeExample]) -> Units:
    """A version in units, as JSON by key."""
    found: Units = {f"rule/{key}": part for key, part in _conditions(version.rule)}
    for name, value in version.terms.items():
        if name == "percent" and isinstance(value, dict):
            found |= {f"terms/percent/{kind}": percent for kind, percent in value.items()}
        else:
            found[f"terms/{name}"] = value
    found |= {f"fields/{key}": [getattr(version, name) for name in names] for key, names in FIELDS.items()}
    found |= {f"examples/{one.title}": _example(one) for one in examples}
    return {key: value for key, value in found.items() if value not in (None, [], [[]])}


def _example(one: SchemeExample) -> dict[str, Any]:
    kept = {name: getattr(one, name) for name in ("facts", "lines", "verdict", "cents")}
    return kept | {"today": one.today.isoformat()}


def _conditions(rule: Any) -> list[tuple[str, Any]]:
    """The parts of which all must hold, each with a key that stays when only its value changes."""
    parts = rule["all"] if isinstance(rule, dict) and isinstance(rule.get("all"), list) else [rule]
    found: dict[str, Any] = {}
    for part in parts:
        key = _about(part)
        number = 1
        while (numbered := key if number == 1 else f"{key}#{number}") in found:
            number += 1
        found[numbered] = part
    return list(found.items())


def _about(part: Any) -> str:
    try:
        read = rules.parse(part)
    except RuleError:
        return "?"
    kind = next((key for key in ("all", "any", "at_least", "not", "judged") if key in part), "")
    names = sorted(facts_of(read)) or [hashlib.sha256(canonical(part).encode()).hexdigest()[:12]]
    return ":".join(filter(None, [kind, "+".join(names)]))


def changes_of(origins: Iterable[SchemeOrigin]) -> dict[str, list[Change]]:
    """What the originals changed that nobody answered yet, by slug of the copy; four queries for all of them."""
    known = {origin.scheme_id: origin for origin in origins}
    newest = _newest({origin.origin_id for origin in known.values()}, drafts=False)
    mine = _newest(known, drafts=True)
    examples: dict[Any, list[SchemeExample]] = {}
    versions = [*newest.values(), *mine.values()]
    for one in SchemeExample.objects.filter(version__in=versions).order_by("id"):
        examples.setdefault(one.version_id, []).append(one)

    def units(version: SchemeVersion | None) -> Units:
        return units_of(version, examples.get(version.pk, [])) if version else {}

    return {
        slug: changes(origin.seen, units(newest.get(origin.origin_id)), units(mine.get(slug)))
        for slug, origin in known.items()
    }


def changes(before: Units, now: Units, mine: Units) -> list[Change]:
    """What is otherwise in the original than it was, in its order, what went last."""
    keys = dict.fromkeys([*now, *before])
    return [
        Change(key, before.get(key), now.get(key), mine.get(key)) for key in keys if before.get(key) != now.get(key)
    ]


def _newest(slugs: Iterable[str], *, drafts: bool) -> dict[str, SchemeVersion]:
    found = SchemeVersion.objects.filter(scheme__in=list(slugs))
    found = found if drafts else found.published()
    return {version.scheme_id: version for version in found.order_by("scheme", "number")}


@transaction.atomic
def copy(version: SchemeVersion, fund: Fund, name: str, by: User) -> SchemeVersion:
    """A new scheme of a fund that begins as a copy of a published version (with its scheme and fund).

    Raises NameTaken, Unfinished. Its period and the day of its comparison with sources are still to be filled in.
    """
    file = transfer.as_file(version.scheme, [version])
    draft = transfer.begin_scheme(fund, file, name, by)
    law = DecisionLaw.AWB if fund.sector == Sector.PUBLIC else DecisionLaw.OWN
    mine = SchemeVersion.objects.unpublished().filter(pk=draft.pk)
    mine.update(period=DateRange(None, None), checked_on=None, decision_law=law)
    examples = SchemeExample.objects.filter(version=version).order_by("id")
    SchemeOrigin.objects.create(
        scheme_id=draft.scheme_id,
        origin_id=version.scheme_id,
        version=version,
        seen=units_of(version, examples),
        copied_by=by,
    )
    record(by, "copy_scheme", draft, chain=fund.pk, origin=version.scheme_id, number=version.number)
    return draft


@transaction.atomic
def answer(origin: SchemeOrigin, key: str, digest: str, by: User, *, accept: bool) -> SchemeVersion | None:
    """Take one change of the original over into the draft of the copy, which begins when there is none; or leave it.

    Raises ChangedMeanwhile when it is no longer as it was on the screen. Returns the draft that was changed.
    """
    locked = SchemeOrigin.objects.select_for_update().select_related("scheme").get(pk=origin.pk)
    waiting = {change.key: change for change in changes_of([locked])[locked.scheme_id]}
    change = waiting.get(key)
    if change is None or change.digest != digest:
        raise ChangedMeanwhile("", None)
    draft = _take_over(locked.scheme, change, by) if accept else None
    seen = {name: value for name, value in locked.seen.items() if name != key}
    seen |= {} if change.now is None else {key: change.now}
    SchemeOrigin.objects.filter(pk=locked.pk).update(seen=seen)
    verb = "accept_origin_change" if accept else "dismiss_origin_change"
    record(by, verb, locked.scheme, chain=locked.scheme.fund_id, key=key[:60], digest=digest)
    return draft


def _take_over(scheme: Scheme, change: Change, by: User) -> SchemeVersion | None:
    drafts = SchemeVersion.objects.unpublished().select_related("scheme")
    draft = drafts.filter(scheme=scheme).first() or drafts.get(pk=actions.begin_version(scheme, by).pk)
    if change.mine == change.now:
        return draft
    kind, name = change.key.split("/", 1)
    if kind == "examples":
        _put_example(draft, name, change.now, by)
        return draft
    if kind == "rule":
        values: dict[str, Any] = {"rule": _with_condition(draft.rule, name, change.now)}
    elif kind == "terms":
        values = {"terms": _with_term(draft.terms, name, change.now)}
    else:
        nothing = SchemeVersion()
        empty = [getattr(nothing, field) for field in FIELDS[name]]
        values = dict(zip(FIELDS[name], change.now or empty, strict=True))
    actions.change(draft, by, draft.revision, **values)
    return draft


def _with_condition(rule: Any, key: str, part: Any) -> Any:
    parts = dict(_conditions(rule))
    if part is None:
        parts.pop(key, None)
    else:
        parts[key] = part
    label = {"label": rule["label"]} if isinstance(rule, dict) and "all" in rule and rule.get("label") else {}
    return {"all": list(parts.values()), **label}


def _with_term(terms: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    found = dict(terms)
    target = found
    if name.startswith("percent/"):
        found["percent"] = target = dict(found.get("percent") or {})
        name = name.removeprefix("percent/")
    if value is None:
        target.pop(name, None)
    else:
        target[name] = value
    return found


def _put_example(draft: SchemeVersion, title: str, value: Any, by: User) -> None:
    known = SchemeExample.objects.filter(version=draft, title=title).first()
    if value is None:
        if known:
            actions.drop_example(draft, known, by, draft.revision)
        return
    example = known or SchemeExample(title=title)
    for name, part in value.items():
        setattr(example, name, part)
    actions.save_example(draft, example, by, draft.revision)
