"""A letter to somebody who does not exist, so that a fund reads its own words before learners do."""

from datetime import timedelta

from django.utils import timezone

from funding.applications.enums import Verdict
from funding.applications.models import Application, PlanLine
from funding.decisions.models import Decision
from funding.letters.enums import LetterKind, Occasion
from funding.letters.models import LetterText
from funding.letters.writing import words_of, words_without_decision
from funding.schemes.enums import DecisionLaw
from funding.schemes.models import Scheme, SchemeVersion
from portal.people.models import Fund, User
from portal.templatetags.portal import day, euros

#: In cents: what is asked, and what a partial grant or a settlement leaves of it.
ASKED, LESS = 1_200_00, 900_00
VERDICTS = {
    Occasion.GRANTED: (Verdict.GRANT, ASKED),
    Occasion.PARTLY_GRANTED: (Verdict.GRANT, LESS),
    Occasion.REFUSED: (Verdict.REFUSE, 0),
    Occasion.SET_ASIDE: (Verdict.SET_ASIDE, 0),
}


def example_letter(fund: Fund, version: SchemeVersion | None, text: LetterText, by: User) -> str:
    """The body of a letter of this fund with these words; ``version`` is one of its schemes, when it has any."""
    line = _line(fund, version)
    occasion = Occasion(text.occasion)
    if occasion in VERDICTS:
        verdict, cents = VERDICTS[occasion]
        decision = Decision(line=line, verdict=verdict, asked_cents=ASKED, cents=cents, decided_by=by)
        decision.reasons = "Hier staat de uitleg bij dit besluit."
        return words_of(decision, text)[1]
    later = day(timezone.localdate() + timedelta(weeks=6), "date")
    told = {
        Occasion.EXTENSION: {"reasons": "Hier staat waarom het langer duurt."},
        Occasion.OBJECTION_RECEIVED: {"due": later, "text": "Hier staat wat iemand schreef."},
        Occasion.SETTLEMENT: {
            "reasons": "Hier staat de uitleg bij dit bedrag.",
            "granted": euros(ASKED),
            "settled": euros(LESS),
        },
        Occasion.FORWARDED: {
            "to": "een ander voorbeeldfonds",
            "contact": "",
            "other_scheme": "een andere voorbeeldregeling",
            "reasons": "Hier staat waarom een ander fonds beslist.",
        },
        Occasion.RECOVERY: {"amount": euros(ASKED - LESS), "instalments": f"{euros(ASKED - LESS)}, uiterlijk {later}"},
    }
    return words_without_decision(line, LetterKind(occasion.value), told[occasion], text)[1]


def _line(fund: Fund, version: SchemeVersion | None) -> PlanLine:
    """A line that is nowhere kept."""
    today = timezone.localdate()
    course = {
        "title": "Een voorbeeldcursus",
        "provider": "Een voorbeeldopleider",
        "starts": (today + timedelta(weeks=10)).isoformat(),
    }
    application = Application(
        number="VOORBEELD",
        learner=User(name="Sam Voorbeeld", email="sam@voorbeeld.example"),
        learner_name="Sam Voorbeeld",
        course_snapshot=course,
        submitted=timezone.now(),
    )
    if version is None:
        scheme = Scheme(slug="voorbeeld", name="Een voorbeeldregeling", fund=fund)
        version = SchemeVersion(scheme=scheme, number=1, decision_law=DecisionLaw.AWB, sources=[])
    return PlanLine(
        application=application,
        scheme_version=version,
        fund=fund,
        scheme_name=version.scheme.name,
        cents=ASKED,
        parts=[{"kind": "tuition", "cents": ASKED}],
        due=today + timedelta(weeks=6),
    )
