"""From what a feed told (``courses.feeds.told``) to checked records, the same way for every format.

A course that cannot be used is refused and keeps its old version; so is a session by itself. A price that cannot be
right refuses what it belongs to, for the old price is better than a wrong one (docs/decisions/courses.md).
"""

import hashlib
import re
from datetime import date
from functools import partial

from django.utils.translation import gettext_noop

from courses.enums import StartKind
from courses.feeds import checking, words
from courses.feeds.enums import Severity
from courses.feeds.pricing import RefusedPrices, hoisted, price_lines
from courses.feeds.records import (
    CourseRecord,
    Duration,
    Findings,
    Issue,
    LeftOut,
    Place,
    Refusal,
    SessionRecord,
    Unusable,
)
from courses.feeds.sentences import Sentence
from courses.feeds.sentences import sentence as _
from courses.feeds.texts import paragraphs, plain, safe_html, section
from courses.feeds.told import Told, ToldSession
from courses.feeds.values import (
    MOST_HOURS,
    MOST_SEATS,
    duration,
    mail_address,
    whole,
    written_day,
)

LONGEST_KEY = 64


def stable_key(text: str) -> str:
    """A key of at most 64 characters that is the same for the same text; addresses may be longer than that."""
    key = plain(text, 2000)
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[:31]}~{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def build(told: Told, *, kvk: str, today: date) -> CourseRecord | Refusal | LeftOut:
    """The checked record of one course of a feed."""
    key = stable_key(told.key)
    findings = Findings(key or plain(told.title, 64), told.where)
    try:
        if not key:
            findings.refuse("course_without_id", _("Deze opleiding heeft geen eigen nummer."))
        if told.left_out:
            findings.tell(*told.left_out)
            return LeftOut(kvk, key, tuple(findings.issues))
        return _course(told, kvk, key, findings)
    except Unusable as problem:
        issue = Issue(findings.record, problem.code, Severity.ERROR, problem.where or told.where, problem.message)
        return Refusal(kvk, key or None, (*findings.issues, issue))


def _course(told: Told, kvk: str, key: str, findings: Findings) -> CourseRecord:
    title = plain(told.title, 200)
    if not title:
        findings.refuse("course_without_name", _("Deze opleiding heeft geen naam."))
    for code, message in told.notes:
        findings.warn(code, message)
    length = _duration(told, findings)
    prices = price_lines(told.prices, findings, length)
    places = _places(told.places)
    online = told.online or bool(told.places and not places)
    of_refused = RefusedPrices()
    sessions, refused = _sessions(told, places, findings, length, of_refused, online=online)
    sessions, prices = hoisted(sessions, prices, of_refused)
    if sessions and all(one.online for one in sessions):
        online = True
    return CourseRecord(
        kvk=kvk,
        key=key,
        title=title,
        start_kind=_start_kind(told, has_sessions=bool(sessions)),
        summary=plain(told.summary, 500),
        description=_description(told, findings),
        keywords=plain(told.keywords, 1000),
        link=checking.link(told.link, findings),
        contact_email=mail_address(told.contact_email),
        language=words.language_of(told.language),
        sector=told.sector,
        level=told.level or words.level_of(told.level_word),
        level_word=plain(told.level_word, 60),
        nlqf=checking.nlqf(told.nlqf),
        outcome=told.outcome,
        crebo=checking.crebo(told.crebo, findings),
        minimum_age=whole(told.minimum_age, 99) or None,
        entry_requirements=plain(told.entry_requirements, 2000),
        online=online,
        duration=length,
        hours_total=_hours(told.hours_total),
        hours_per_week=_hours(told.hours_per_week),
        parts_of_day=tuple(told.parts_of_day),
        expires=_expires(told, findings),
        places=() if online else places,
        prices=prices,
        sessions=sessions,
        refused_sessions=refused,
        where=told.where,
        issues=tuple(findings.issues),
    )


def rich(text: str) -> str:
    """Safe HTML of a text that may be HTML or plain."""
    return safe_html(text) if re.search(r"<[a-zA-Z/!][^>]*>", text) else paragraphs(text)


def _description(told: Told, findings: Findings) -> str:
    body = told.description.removeprefix("<![CDATA[").removesuffix("]]>").strip()
    if plain(body, 60).lower().rstrip(".") in words.PLACEHOLDERS:
        findings.warn("text_placeholder", _("De beschrijving is '%(text)s'; wij laten hem leeg.", text=plain(body, 60)))
        body = ""
    parts = [rich(body)] + [section(heading, rich(text)) for heading, text in told.sections if text.strip()]
    if told.price_note.strip():
        findings.tell("price_as_text", _("De prijs staat er als tekst. Wij tonen de tekst, en 'prijs op aanvraag'."))
        parts.append(section("Wat kost het?", paragraphs(plain(told.price_note, 500))))
    return checking.description("".join(parts), findings)


def _duration(told: Told, findings: Findings) -> Duration | None:
    amount, unit = told.duration
    if not amount.strip():
        return None
    found = duration(amount, unit)
    if found is None and whole(amount, 10_000) != 0:
        findings.warn(
            "duration_unreadable", _("De duur '%(length)s' is niet te lezen.", length=plain(f"{amount} {unit}", 40))
        )
    return found


def _hours(text: str) -> int | None:
    return whole(text.partition(".")[0].partition(",")[0], MOST_HOURS) or None


def _expires(told: Told, findings: Findings) -> date | None:
    found = written_day(told.expires)
    if told.expires.strip() and found is None:
        findings.warn(
            "date_impossible", _("'%(day)s' is geen datum die kan; wij laten hem weg.", day=plain(told.expires, 40))
        )
    return found


def _start_kind(told: Told, *, has_sessions: bool) -> StartKind:
    if told.start_kind is not None:
        return told.start_kind
    return StartKind.FIXED if has_sessions or told.sessions else StartKind.AGREED


def place_of(text: str, postcode: str = "", municipality: str = "") -> Place | None:
    """A place of a feed; None when it says nothing or only that it is online."""
    name, code = plain(text, 200), re.sub(r"\s", "", postcode)[:6]
    if words.is_online_place(name) or (not name and not code):
        return None
    return Place(name, code, municipality)


def _places(named: list[tuple[str, ...]]) -> tuple[Place, ...]:
    found = {place.text.lower(): place for one in named if (place := place_of(*one))}
    return tuple(found.values())


def _sessions(
    told: Told,
    places: tuple[Place, ...],
    findings: Findings,
    length: Duration | None,
    of_refused: RefusedPrices,
    *,
    online: bool,
) -> tuple[tuple[SessionRecord, ...], tuple[str, ...]]:
    """Sessions that can be used, and the keys of those that cannot, whose prices go to ``of_refused``."""
    good: list[SessionRecord] = []
    refused: list[str] = []
    seen: set[str] = set()
    only = places[0] if len(places) == 1 else None
    for one in told.sessions:
        key = stable_key(one.key) or _made_key(one, seen)
        notes = Findings(f"{findings.record} / {key}", one.where or told.where)
        try:
            if key in seen:
                notes.refuse("session_twice", _("Dit nummer staat al bij een andere startdatum van deze opleiding."))
            seen.add(key)
            good.append(_session(one, key, notes, only, length, online=online))
        except Unusable as problem:
            if problem.code.startswith(("price_", "vat_")) and len(told.sessions) == 1:
                # Its price is the course's: that one keeps the old price as a whole.
                raise
            notes.error(problem.code, problem.message, problem.where)
            refused.append(key)
            of_refused.of(problem, partial(price_lines, one.prices, Findings(key, ""), length))
        findings.issues += notes.issues
    return tuple(good), tuple(refused)


def _made_key(told: ToldSession, seen: set[str]) -> str:
    """A key of its start and place that stays the same from feed to feed, for a session without a number."""
    starts = told.starts.strip() or min(told.days, default="")
    if (found := written_day(starts)) and written_day(starts[:10]) is None:
        starts = found.isoformat()
    base = stable_key(f"{starts[:10] or 'zonder-datum'} {told.place}".strip())[:60]
    key, number = base, 1
    while key in seen:
        number += 1
        key = f"{base} {number}"
    return key


def _session(
    told: ToldSession, key: str, notes: Findings, only: Place | None, length: Duration | None, *, online: bool
) -> SessionRecord:
    days = sorted(found for text in told.days if (found := written_day(text)))
    starts = _day(told.starts, gettext_noop("De startdatum '%(day)s' is geen datum die kan."), notes) or min(
        days, default=None
    )
    if starts is None:
        notes.refuse("session_without_start", _("Er staat geen startdatum bij."))
    ends = _day(told.ends, gettext_noop("De einddatum '%(day)s' is geen datum die kan."), notes) or max(
        days, default=starts
    )
    if ends < starts:
        notes.refuse(
            "ends_before_starts",
            _("De einddatum %(ends)s ligt voor de startdatum %(starts)s.", ends=str(ends), starts=str(starts)),
        )
    opens, deadline = _enrolment(told, notes)
    own, says_online = place_of(told.place, told.postcode, told.municipality), words.is_online_place(told.place)
    is_online = says_online or (online if told.online is None else told.online)
    if is_online and own is not None:
        notes.warn(
            "online_with_place", _("Dit is helemaal online en heeft toch een plaats (%(place)s).", place=own.text)
        )
    total = whole(told.seats_total, MOST_SEATS)
    left = whole(told.seats_left, MOST_SEATS)
    total, left, status = checking.seats(total, left, told.status)
    return SessionRecord(
        key=key,
        starts=starts,
        ends=ends,
        starts_certain=told.certain,
        opens=opens,
        deadline=deadline,
        online=is_online,
        place=None if is_online else own or only,
        seats_total=total,
        seats_left=left,
        status=status,
        prices=price_lines(told.prices, notes, length),
    )


def _enrolment(told: ToldSession, notes: Findings) -> tuple[date | None, date | None]:
    """From when and until when one can apply; of two days the wrong way round only the last one counts."""
    opens = _day(told.opens, gettext_noop("De eerste aanmelddatum '%(day)s' is geen datum die kan."), notes)
    deadline = _day(told.deadline, gettext_noop("De uiterste aanmelddatum '%(day)s' is geen datum die kan."), notes)
    if opens and deadline and opens > deadline:
        notes.warn(
            "opens_after_deadline",
            _(
                "Aanmelden kan vanaf %(opens)s, en tot en met %(deadline)s. Wij laten %(opens)s weg.",
                opens=str(opens),
                deadline=str(deadline),
            ),
        )
        opens = None
    return opens, deadline


def _day(written: str, impossible: str, notes: Findings) -> date | None:
    """The day that is written; the session is refused with the sentence ``impossible`` when there is no such day."""
    found = written_day(written)
    if written.strip() and found is None:
        notes.refuse("date_impossible", Sentence(impossible, {"day": plain(written, 40)}))
    return found
