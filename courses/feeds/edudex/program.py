"""One EDU-DEX program as one course."""

import re
from datetime import date

from courses.enums import PartOfDay, StartKind
from courses.feeds import checking
from courses.feeds.edudex import words
from courses.feeds.edudex.costs import Pricing
from courses.feeds.edudex.schedule import read_schedule
from courses.feeds.enums import Severity
from courses.feeds.records import CourseRecord, Duration, Findings, Issue, LeftOut, Place, Refusal, Unusable
from courses.feeds.sentences import Sentence
from courses.feeds.sentences import sentence as _
from courses.feeds.texts import paragraphs, plain, safe_html, section
from courses.feeds.values import MOST_HOURS, day, duration, mail_address, whole, yes
from courses.feeds.words import is_online_place
from courses.feeds.xml import Element, attribute, children, dutch, first, line, local, text

LONGEST_KEY = 64


def program_id(program: Element) -> str:
    """The provider's id of the program, white space made single; "" when it is not there."""
    return " ".join((text(program, "programClassification", "programId") or text(program, "programId")).split())


def read_program(
    program: Element, *, file: str, kvk: str, today: date, listed_as: str = ""
) -> CourseRecord | Refusal | LeftOut:
    """The course that a program element tells of; ``listed_as`` is its id in the directory, ``file`` is for reports."""
    key = program_id(program) or listed_as
    findings = Findings(key, f"{file}, {line(program)}")
    try:
        if not key or len(key) > LONGEST_KEY:
            findings.refuse("program_without_id", _("Deze opleiding heeft geen programId van 1 tot en met 64 tekens."))
        if reason := _left_out(program):
            findings.tell(*reason)
            return LeftOut(kvk, key, tuple(findings.issues))
        return _course(program, file, kvk, key, findings, today)
    except Unusable as problem:
        issue = Issue(key, problem.code, Severity.ERROR, problem.where or findings.where, problem.message)
        usable = key if key and len(key) <= LONGEST_KEY else None
        return Refusal(kvk, usable, (*findings.issues, issue))


def _left_out(program: Element) -> tuple[str, Sentence] | None:
    if yes(text(program, "inPublication")) is False:
        return "not_published", _("De opleider publiceert deze opleiding (nog) niet.")
    if first(program, "clientId") is not None:
        return "for_one_client", _("Deze opleiding is alleen voor één klant en wordt niet getoond.")
    return None


def _course(program: Element, file: str, kvk: str, key: str, findings: Findings, today: date) -> CourseRecord:
    classification = first(program, "programClassification")
    descriptions = first(program, "programDescriptions")
    title = plain(dutch(descriptions, "programName"), 200)
    if not title:
        findings.refuse("program_without_name", _("Deze opleiding heeft geen naam (programName)."))
    length = _duration(classification, findings)
    places, online = _places(classification, program)
    schedule = read_schedule(program, Pricing(file, length, findings), today=today, online=online)
    sessions = schedule.sessions
    if schedule.generic_place and is_online_place(schedule.generic_place.text):
        online = True
    elif schedule.generic_place and schedule.generic_place.text not in {place.text for place in places}:
        places = (schedule.generic_place, *places)
    if sessions and all(session.online for session in sessions):
        online = True
    hours_total, hours_per_week = _hours(program)
    minimum_age, requirements = _requirements(program)
    level_word = text(classification, "programLevel")
    return CourseRecord(
        kvk=kvk,
        key=key,
        title=title,
        summary=plain(dutch(descriptions, "programSummaryText") or dutch(descriptions, "programSummaryHtml"), 500),
        description=_description(descriptions, findings),
        keywords=plain(" ".join(text(word) for word in children(descriptions, "searchword")), 1000),
        link=checking.link(dutch(descriptions, "webLink"), findings),
        contact_email=_contact(program),
        language=_language(program),
        sector=words.sector_of(
            text(classification, "targetSectorSBI"),
            [text(theme) for theme in children(classification, "theme")],
            [text(part) for part in children(classification, "targetSector")],
        ),
        level=words.level_of(level_word),
        level_word=level_word[:60],
        nlqf=_nlqf(program),
        outcome=words.outcome_of(text(classification, "degree"), _exam_bodies(program)),
        crebo=_crebo(program, classification, findings),
        minimum_age=minimum_age,
        entry_requirements=requirements,
        start_kind=_start_kind(program, findings, has_runs=bool(sessions)),
        online=online,
        duration=length,
        hours_total=hours_total,
        hours_per_week=hours_per_week,
        parts_of_day=_parts_of_day(classification, schedule.parts_of_day),
        expires=_expires(program, classification),
        places=() if online else places,
        prices=schedule.prices,
        sessions=sessions,
        refused_sessions=schedule.refused,
        where=findings.where,
        issues=tuple(findings.issues),
    )


def _description(descriptions: Element | None, findings: Findings) -> str:
    """HTML of the description with the texts about the subjects that we show under it."""
    parts = [safe_html(dutch(descriptions, "programDescriptionHtml"))]
    if not parts[0]:
        parts = [paragraphs(dutch(descriptions, "programDescriptionText"))]
    by_subject: dict[str, Element] = {}
    for subject in children(descriptions, "subjectText"):
        by_subject.setdefault((attribute(subject, "subject") or text(subject, "subject")).lower(), subject)
    for name, heading in words.SUBJECTS.items():
        if name in by_subject:
            parts.append(section(heading, _subject(by_subject[name])))
    return checking.description("".join(parts), findings)


def _subject(subject: Element) -> str:
    formatted = safe_html(dutch(subject, "descriptionHtml") or dutch(subject, "summaryHtml"))
    if formatted:
        return formatted
    bare = "" if len(subject) else text(subject)
    return paragraphs(dutch(subject, "descriptionText") or dutch(subject, "summaryText") or bare)


def _duration(classification: Element | None, findings: Findings) -> Duration | None:
    """``<programDuration unit="week">10`` or ``<programDuration><weeks>10``."""
    element = first(classification, "programDuration")
    if element is None:
        return None
    inner = next((child for child in element if local(child)), None)
    amount, unit = (text(inner), local(inner)) if inner is not None else (text(element), attribute(element, "unit"))
    found = duration(amount, unit)
    if found is None:
        findings.warn(
            "duration_unreadable", _("De duur '%(length)s' is niet te lezen.", length=plain(f"{amount} {unit}", 40)), ""
        )
    return found


def _hours(program: Element) -> tuple[int | None, int | None]:
    """Study hours of the whole course and per week: ``<studyLoad period="week">8`` or ``<studyLoad><week>8``."""
    hours: dict[str, int | None] = {}
    for load in children(first(program, "programCurriculum"), "studyLoad"):
        hours[attribute(load, "period").lower()] = whole(text(load), MOST_HOURS)
        hours |= {local(child): whole(text(child), MOST_HOURS) for child in load if local(child)}
    return hours.get("program") or None, hours.get("week") or None


def _places(classification: Element | None, program: Element) -> tuple[tuple[Place, ...], bool]:
    """Places where the course is given according to its classification, and whether it is wholly online."""
    named: dict[str, Place] = {}
    for location in children(classification, "programLocation"):
        written = text(location, "description") or text(location)
        for part in re.split(r"[,;/]|\s+en\s+", written):
            if name := plain(part, 200):
                named.setdefault(name.lower(), Place(name))
    places = tuple(place for place in named.values() if not is_online_place(place.text))
    forms = {text(form).lower() for form in children(classification, "programForm")}
    profile = text(program, "programBasicProfile", "location").lower()
    schedule = first(program, "programSchedule")
    runs = [*children(schedule, "genericProgramRun"), *children(schedule, "programRun")]
    has_place = bool(places) or any(first(run, "location") is not None for run in runs)
    online = (
        yes(text(classification, "fullyOnline")) is True
        or profile == "fully online"
        or (not has_place and (len(named) > 0 or (bool(forms) and forms <= words.ONLINE_FORMS)))
    )
    return places, online


def _requirements(program: Element) -> tuple[int | None, str]:
    """The minimum age when it is told, and what one needs to get in, as sentences."""
    age: int | None = None
    sentences: list[str] = []
    levels = [text(level) for level in children(first(program, "programAdmission"), "requiredLevel")]
    if asked := [level for level in levels if level and level.lower() != "none"]:
        sentences.append(f"Vooropleiding: {', '.join(asked)}.")
    for requirement in children(first(program, "programClassification"), "applicationRequirement"):
        kind = text(requirement, "requirementType").lower()
        said = plain(dutch(requirement, "requirementDescription") or dutch(requirement, "requirementSummary"), 500)
        if kind == "minimum age" and (years := re.search(r"\b[1-9]\d\b", said)):
            age = int(years[0])
        if sentence := (said or words.REQUIREMENTS.get(kind, "")).rstrip("."):
            sentences.append(f"{sentence}.")
    return age, " ".join(sentences)


def _start_kind(program: Element, findings: Findings, *, has_runs: bool) -> StartKind:
    word = text(program, "programAdmission", "startDateDetermination").lower()
    if word not in words.STARTS:
        findings.warn(
            "start_unknown", _("Er staat niet bij of de opleiding op vaste data, in overleg of meteen start.")
        )
        return StartKind.FIXED if has_runs else StartKind.AGREED
    return words.STARTS[word]


def _parts_of_day(classification: Element | None, found: tuple[PartOfDay, ...]) -> tuple[PartOfDay, ...]:
    forms = {text(form).lower() for form in children(classification, "programForm")}
    return found or ((PartOfDay.EVENING,) if forms == {"evening education"} else ())


def _contact(program: Element) -> str:
    """Where questions may go: the first contact of the program with a mail address."""
    contacts = children(first(program, "programContacts"), "contactData")
    return next((found for contact in contacts if (found := mail_address(text(contact, "email")))), "")


def _language(program: Element) -> str:
    """The language in which most is taught, as two letters."""
    shares: list[tuple[int, str]] = []
    for spoken in children(first(program, "programCurriculum"), "instructionLanguage"):
        code = (text(spoken, "languageCode") or text(spoken)).lower()[:2]
        share = whole(text(spoken, "percentage") or attribute(spoken, "percentage"), 100)
        if code.isalpha():
            shares.append((100 if share is None else share, code))
    return max(shares, default=(0, ""))[1]


def _nlqf(program: Element) -> str:
    return checking.nlqf(text(program, "programExternalAcknowledgements", "nlqfRegistration", "nlqfLevel"))


def _crebo(program: Element, classification: Element | None, findings: Findings) -> str:
    registered = text(program, "programExternalAcknowledgements", "creboRegistration", "creboCode")
    return checking.crebo(registered or text(classification, "creboCode"), findings)


def _exam_bodies(program: Element) -> list[str]:
    exams = children(first(program, "programExternalAcknowledgements"), "industryExamOrCertificate")
    included = [exam for exam in exams if text(exam, "examOffer").lower() == words.EXAM_INCLUDED]
    return [text(exam, "organization", "orgUnitId") or "?" for exam in included]


def _expires(program: Element, classification: Element | None) -> date | None:
    ends = [day(text(program, "expires")), day(text(classification, "offeredUntil"))]
    return min((end for end in ends if end is not None), default=None)
