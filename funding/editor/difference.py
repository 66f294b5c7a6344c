"""The difference between two versions in words: what goes, what comes, and what becomes something else."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from funding.editor.money_words import money_rows, stacking_rows
from funding.editor.rule_rows import Row, rule_rows
from funding.editor.version_page import period_words
from funding.engine import terms
from funding.engine.terms import TermsError
from funding.schemes.models import Scheme, SchemeVersion


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: what it is about, what it was ("" for what is new) and what it is ("" for what went)."""

    about: str
    before: str
    after: str
    #: Conditions are in Dutch, whatever language the page is in.
    dutch: bool = False


def differences(before: SchemeVersion, after: SchemeVersion) -> list[Change]:
    """Everything that is not the same, the conditions first."""
    return [*_of_rule(before, after), *_of_rows(_money(before), _money(after)), *_of_rows(_rest(before), _rest(after))]


def _of_rule(before: SchemeVersion, after: SchemeVersion) -> Iterator[Change]:
    old, new = condition_lines(before.rule), condition_lines(after.rule)
    title = _("Voorwaarde")
    for what, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        gone, come = old[first:last], new[begin:end]
        for number in range(max(len(gone), len(come))):
            yield Change(
                title,
                gone[number] if number < len(gone) else "",
                come[number] if number < len(come) else "",
                dutch=True,
            )


def condition_lines(rule: object) -> list[str]:
    """Every condition of a rule, or of a part of one, as a sentence."""
    return list(_lines(rule_rows(rule)))


def _lines(row: Row, inside: str = "") -> Iterator[str]:
    """Every condition as a sentence, with the headings of the groups that it is in, where that is not all of them.

    The administrator's own sentence stands behind it: it can stay the same when the condition does not.
    """
    if not row.is_group:
        own = f" (“{row.own_words}”)" if row.own_words else ""
        yield f"{inside}{row.text}{own}"
        return
    deeper = inside if row.is_root and row.is_all else f"{inside}{row.text} "
    for part in row.parts:
        yield from _lines(part, deeper)


def _of_rows(before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for about in dict.fromkeys([*before, *after]):
        old, new = before.get(about, ""), after.get(about, "")
        if old != new:
            yield Change(about, old, new)


def _money(version: SchemeVersion) -> dict[str, str]:
    try:
        read = terms.parse(version.terms)
    except TermsError:
        return {}
    names = dict(Scheme.objects.values_list("slug", "name"))
    return dict([*money_rows(read), *stacking_rows(read, names)])


def _rest(version: SchemeVersion) -> dict[str, str]:
    rows = {
        _("Geldt"): period_words(version),
        _("Stand"): version.get_status_display(),
        _("Waarom gesloten"): version.closed_reason,
        _("Weken om te besluiten"): str(version.legal_term_weeks),
        _("Besluit volgens"): version.get_decision_law_display(),
        _("Wat is een voorbeeld?"): version.example_note,
        _("Documenten"): ", ".join(str(one.get("title", "")) for one in version.documents),
        _("Bronnen"): "; ".join(_source(one) for one in version.sources),
    }
    return {about: str(text) for about, text in rows.items() if text}


def _source(source: dict[str, str]) -> str:
    return ", ".join(filter(None, [source.get("title", ""), source.get("article", "")]))
