"""The difference between two versions in words: what goes, what comes, and what becomes something else."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import override

from funding.check.naming import Names
from funding.editor.example_fields import FROM_PRICE
from funding.editor.impact_page import stored_fact_words
from funding.editor.money_words import money_rows, stacking_rows
from funding.editor.rule_rows import Row, rule_rows
from funding.editor.version_page import period_words
from funding.engine import terms
from funding.engine.areas import is_code
from funding.engine.terms import TermsError
from funding.schemes.enums import ExpectedVerdict
from funding.schemes.models import Scheme, SchemeExample, SchemeVersion
from portal.templatetags.portal import day, euros


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: what it is about, what it was ("" for what is new) and what it is ("" for what went)."""

    about: str
    before: str
    after: str
    #: The administrator's own words are in Dutch, whatever language the page is in.
    dutch: bool = False


def differences(before: SchemeVersion, after: SchemeVersion) -> list[Change]:
    """Everything that is not the same, the conditions first and the examples last."""
    return [
        *_of_rule(before, after),
        *_of_rows(_money(before), _money(after)),
        *_of_rows(_rest(before), _rest(after)),
        *_of_rows(_lists(before), _lists(after), dutch=True),
        *_of_rows(_examples(before), _examples(after)),
    ]


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


def _of_rows(before: dict[str, str], after: dict[str, str], *, dutch: bool = False) -> Iterator[Change]:
    for about in dict.fromkeys([*before, *after]):
        old, new = before.get(about, ""), after.get(about, "")
        if old != new:
            yield Change(about, old, new, dutch)


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
    }
    return {about: str(text) for about, text in rows.items() if text}


def _lists(version: SchemeVersion) -> dict[str, str]:
    """Each document and each source by its title, with all that is said of it."""
    with override("nl"):
        needed, free = _("verplicht"), _("niet verplicht")
    documents = {
        _("Document “%(title)s”") % {"title": one["title"]}: _said(
            one.get("explanation"), needed if one.get("required") else free
        )
        for one in version.documents
    }
    sources = {
        _("Bron “%(title)s”") % {"title": one["title"]}: _said(one.get("article"), one.get("address")) or one["title"]
        for one in version.sources
    }
    return documents | sources


def _examples(version: SchemeVersion) -> dict[str, str]:
    """Each example by its title: who it is, what it costs, and what must come out."""
    found = list(version.examples.all())
    codes = {value for one in found for value in one.facts.values() if isinstance(value, str) and is_code(value)}
    names = Names.of([], codes)
    return {_("Voorbeeld “%(title)s”") % {"title": one.title}: _example(one, names) for one in found}


def _example(one: SchemeExample, names: Names) -> str:
    facts = [
        text
        for name, value in one.facts.items()
        if not name.endswith(FROM_PRICE) and (text := stored_fact_words(name, value, names))
    ]
    price = euros(sum(line["net"] + line.get("vat", 0) for line in one.lines))
    comes = f"{ExpectedVerdict(one.verdict).label} {euros(one.cents) if one.cents else ''}".strip()
    return "; ".join([day(one.today, "date"), *facts, price, comes])


def _said(*texts: str | None) -> str:
    return ", ".join(filter(None, texts))
