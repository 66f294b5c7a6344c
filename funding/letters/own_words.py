"""A fund's own words in its letters: which version counts, what it becomes, and writing a new one."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from funding.applications.enums import Verdict
from funding.applications.models import PlanLine
from funding.decisions.models import Decision
from funding.letters.enums import LetterKind, Occasion
from funding.letters.merging import merged
from funding.letters.models import LetterText
from portal.people.models import Fund, User
from portal.record.audit import record
from portal.templatetags.portal import day, euros


class WrittenMeanwhile(Exception):
    """Somebody else wrote a version since this one was begun; ``newest`` is theirs."""

    def __init__(self, newest: LetterText) -> None:
        super().__init__(str(newest))
        self.newest = newest


def occasion_of(decision: Decision) -> Occasion:
    """What a decision is to its learner."""
    if decision.verdict == Verdict.GRANT:
        return Occasion.PARTLY_GRANTED if decision.cents < decision.asked_cents else Occasion.GRANTED
    return Occasion.SET_ASIDE if decision.verdict == Verdict.SET_ASIDE else Occasion.REFUSED


class NotSecondPerson(Exception):
    """Who wrote a text does not put it in force; or it waits no more."""


def newest(fund_id: str, occasion: Occasion) -> LetterText | None:
    """The version in force, with who wrote it; None when there is none."""
    found = LetterText.objects.filter(fund=fund_id, occasion=occasion, in_force__isnull=False)
    return found.select_related("written_by", "put_in_force_by").order_by("-number").first()


def last_written(fund_id: str, occasion: Occasion) -> LetterText | None:
    """The last version, in force or not, with who wrote it; None when the fund never wrote one."""
    found = LetterText.objects.filter(fund=fund_id, occasion=occasion).select_related("written_by")
    return found.order_by("-number").first()


@transaction.atomic
def put_in_force(text: LetterText, by: User) -> None:
    """Let letters use this version from now on, as a second person. Raises NotSecondPerson.

    Only of the last version: one that another took the place of waits no more.
    """
    last = last_written(text.fund_id, Occasion(text.occasion))
    waiting = LetterText.objects.filter(pk=text.pk, in_force=None).exclude(written_by=by)
    if last is None or last.pk != text.pk or not waiting.update(in_force=timezone.now(), put_in_force_by=by):
        raise NotSecondPerson
    record(by, "put_letter_text_in_force", text, chain=text.fund_id, occasion=text.occasion, number=text.number)


@transaction.atomic
def write_text(fund: Fund, occasion: Occasion, summary: str, extra: str, by: User, seen: int) -> LetterText:
    """A new version, for a second person to put in force. ``seen`` is the number it was begun from, 0 for the first.

    Raises WrittenMeanwhile; of two at the same moment one wins (letter_text_version_once).
    """
    try:
        with transaction.atomic():
            before = last_written(fund.pk, occasion)
            if before and before.number != seen:
                raise WrittenMeanwhile(before)
            made = LetterText.objects.create(
                fund=fund, occasion=occasion, number=seen + 1, summary=summary, extra=extra, written_by=by
            )
    except IntegrityError:
        first = last_written(fund.pk, occasion)
        if first is None:
            raise
        raise WrittenMeanwhile(first) from None
    record(by, "write_letter_text", made, chain=fund.pk, occasion=occasion.value, number=made.number)
    return made


def show_names(fund: Fund, by: User, *, shown: bool) -> None:
    """Whether the fund's letters name who decided, from the next letter on."""
    if Fund.objects.filter(pk=fund.pk).exclude(names_in_letters=shown).update(names_in_letters=shown):
        record(by, "show_names", fund, chain=fund.pk, shown=shown)


def of_decision(decision: Decision, text: LetterText | None) -> dict[str, str]:
    """The fund's words in the letter of a decision: "summary" and "extra", merged; its line as for ``words_of``."""
    values = {"bedrag": euros(decision.cents), "gevraagd": euros(decision.asked_cents)}
    return _words(decision.line, text, values)


def of_letter(line: PlanLine, kind: LetterKind, told: Mapping[str, Any], text: LetterText | None) -> dict[str, str]:
    """The same in a letter that is no decision; ``told`` as for ``promise_letter``."""
    match kind:
        case LetterKind.EXTENSION:
            values = {"datum": day(line.due, "date") if line.due else ""}
        case LetterKind.OBJECTION_RECEIVED:
            values = {"datum": told["due"]}
        case LetterKind.SETTLEMENT:
            values = {"bedrag": told["settled"], "eerder": told["granted"]}
        case LetterKind.RECOVERY:
            values = {"bedrag": told["amount"]}
        case LetterKind.FORWARDED:
            values = {"nieuw fonds": told["to"]}
        case LetterKind.DECISION:
            raise ValueError("a decision has a letter of its own (of_decision)")
    return _words(line, text, values)


def _words(line: PlanLine, text: LetterText | None, values: Mapping[str, str]) -> dict[str, str]:
    if text is None:
        return {"summary": "", "extra": ""}
    course = line.application.course_as_sent
    known = {
        "naam": line.application.learner_name,
        "nummer": line.application.number,
        "regeling": line.scheme_name,
        "cursus": course["title"],
        "opleider": course["provider"],
        "fonds": line.fund.name,
    }
    filled = {**known, **values}
    return {"summary": merged(text.summary, filled), "extra": merged(text.extra, filled)}
