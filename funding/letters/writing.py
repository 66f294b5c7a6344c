"""Decision letters: what the law asks of them, below a summary that anybody can read."""

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from funding.applications.models import PlanLine
from funding.check.words import part_rows
from funding.decisions.models import Decision
from funding.letters import own_words
from funding.letters.enums import LetterKind, Occasion
from funding.letters.models import Letter, LetterText
from funding.letters.terms import next_working_day
from funding.schemes.enums import DecisionLaw
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.record import outbox
from portal.record.outbox import consumes
from portal.templatetags.portal import unbroken

#: Subjects of letters that are no decision; always Dutch, as letters are.
SUBJECTS = {
    LetterKind.EXTENSION: "Je hoort later wat we besluiten over je aanvraag %(number)s: %(scheme)s",
    LetterKind.OBJECTION_RECEIVED: "We hebben je bezwaar ontvangen over %(number)s: %(scheme)s",
    LetterKind.SETTLEMENT: "Wat je definitief krijgt voor %(number)s: %(scheme)s",
    LetterKind.FORWARDED: "Een ander fonds beslist over je aanvraag %(number)s: %(scheme)s",
    LetterKind.RECOVERY: "Je moet geld terugbetalen voor %(number)s: %(scheme)s",
}
#: Awb 6:7: six weeks, from the day after the decision was made known (6:8).
OBJECTION_WEEKS = 6


def objection_until(notified: date) -> date:
    """Last day to object (Awb 6:7 and 6:8); a weekend or holiday moves it on (Algemene termijnenwet art. 1)."""
    return next_working_day(notified + timedelta(weeks=OBJECTION_WEEKS))


#: Where laws and by-laws are published; a source without an address is a rule of the fund itself.
OFFICIAL = ("wetten.overheid.nl", "officielebekendmakingen.nl", "lokaleregelgeving.overheid.nl", "eur-lex.europa.eu")


def is_law(source: Mapping[str, str]) -> bool:
    """Whether a source of a scheme is a rule that a decision can rest on, and no news or page about it."""
    host = source.get("address", "").partition("/")[0]
    return not host or host.endswith(OFFICIAL)


def words_of(decision: Decision, text: LetterText | None) -> tuple[str, str]:
    """Subject and body of the letter, always Dutch, as it reads today; ``decision`` need not be saved yet.

    Its line comes with fund, scheme and application; ``text`` has the fund's own words (``text_of``).
    """
    line = decision.line
    today = timezone.localdate()
    starts = line.application.course_as_sent["starts"]
    with override("nl"):
        html = render_to_string(
            "funding/letter_body.html",
            {
                "decision": decision,
                "line": line,
                "parts": part_rows(line.parts),
                "application": line.application,
                "starts": date.fromisoformat(starts) if starts else None,
                "scheme_name": line.scheme_name,
                "version": line.scheme_version,
                "laws": [source for source in line.scheme_version.sources if is_law(source)],
                "others": [source for source in line.scheme_version.sources if not is_law(source)],
                "fund": line.fund,
                "public": line.scheme_version.decision_law == DecisionLaw.AWB,
                "today": today,
                "objection_until": objection_until(today),
                "own": own_words.of_decision(decision, text),
                "signer": decision.decided_by.name if line.fund.names_in_letters else "",
            },
        )
        subject = _("Besluit over je aanvraag %(number)s: %(scheme)s") % {
            "number": line.application.number,
            "scheme": line.scheme_name,
        }
    return subject[:200], unbroken(html)


def text_of(decision: Decision) -> LetterText | None:
    """The words of its fund's own with which a decision is written now."""
    return own_words.newest(decision.line.fund_id, own_words.occasion_of(decision))


@consumes("funding.write_letter")
def write_letter(decision_id: str) -> None:
    """Write the letter of one decision and mail the learner that it is there; the mail holds nothing of it."""
    decision = (
        Decision.objects.select_related(
            "line__fund", "line__scheme_version__scheme", "line__application__learner", "decided_by", "corrects"
        )
        .filter(pk=UUID(decision_id))
        .get()
    )
    if Letter.objects.filter(decision=decision).exists():
        return
    line = decision.line
    learner = line.application.learner
    if learner is None:  # a decided line always has one; the database says so
        raise ValueError(f"decision {decision_id} has no learner")
    text = text_of(decision)
    subject, html = words_of(decision, text)
    Letter.objects.create(
        line=line,
        decision=decision,
        text=text,
        subject=subject,
        html=html,
        digest=hashlib.sha256(html.encode()).hexdigest(),
    )
    _notify(line, learner, "decision_made")


def promise_letter(line: PlanLine, kind: LetterKind, **told: str) -> None:
    """Write a letter that is no decision, after the commit. ``told``: the merge fields of its own, as texts.

    The texts go in the letter's row and not in the promise, which holds ids only: the letter is written here and now,
    in the running transaction, as it reads today.
    """
    text = own_words.newest(line.fund_id, Occasion(kind.value))
    subject, html = words_without_decision(line, kind, told, text)
    letter = Letter.objects.create(
        line=line,
        kind=kind,
        text=text,
        subject=subject,
        html=html,
        digest=hashlib.sha256(html.encode()).hexdigest(),
    )
    outbox.put("funding.tell_letter", f"tell_letter:{letter.pk}", letter_id=str(letter.pk))


def words_without_decision(
    line: PlanLine, kind: LetterKind, told: dict[str, str], text: LetterText | None
) -> tuple[str, str]:
    """Subject and body of a letter that is no decision, always Dutch; the line comes with fund and application."""
    with override("nl"):
        html = render_to_string(
            f"funding/letters/{kind.value}.html",
            {
                "line": line,
                "application": line.application,
                "scheme_name": line.scheme_name,
                "fund": line.fund,
                "public": line.scheme_version.decision_law == DecisionLaw.AWB,
                "today": timezone.localdate(),
                "own": own_words.of_letter(line, kind, told, text),
                **told,
            },
        )
        subject = SUBJECTS[kind] % {"number": line.application.number, "scheme": line.scheme_name}
    return subject[:200], unbroken(html)


@consumes("funding.tell_letter")
def tell_letter(letter_id: str) -> None:
    """Mail the learner that a letter is there; the mail holds nothing of it."""
    letter = Letter.objects.select_related("line__fund", "line__application__learner").get(pk=UUID(letter_id))
    if letter.line.application.learner:
        _notify(letter.line, letter.line.application.learner, "letter_written")


def _notify(line: PlanLine, learner: User, template: str) -> None:
    send_mail(
        template,
        to=learner.email,
        context={
            "learner": learner,
            "sender": line.fund.name,
            "number": line.application.number,
            "path": reverse("funding:application", args=[line.application.pk]),
            "origin": line.application.origin,
        },
        language=learner.language,
    )
