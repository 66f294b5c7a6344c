"""Answers as they are stored, and back into words."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from intake.profile.errors import NotAnAnswer
from intake.profile.questions import QUESTIONS, Kind, Question
from portal.regions.models import Municipality
from portal.templatetags.portal import day, euros

YOUNGEST, OLDEST = 14, 110
MOST_CENTS = 100_000_000
MUNICIPALITY = re.compile(r"GM\d{4}")

#: An answer as JSON; None is "Weet ik niet".
type Value = str | int | bool | None


def checked(fact: str, value: Any) -> Value:
    """The value, if it can be an answer to this question; None always can. Raises NotAnAnswer."""
    question = QUESTIONS.get(fact)
    if question is None:
        raise NotAnAnswer(fact)
    if value is not None and not _fits(question, value):
        raise NotAnAnswer(fact)
    known: Value = value
    return known


def _fits(question: Question, value: Any) -> bool:
    match question.kind:
        case Kind.YES_NO:
            return isinstance(value, bool)
        case Kind.CHOICE:
            return isinstance(value, str) and value in question.choices
        case Kind.CENTS:
            return type(value) is int and 0 <= value <= MOST_CENTS
        case Kind.PLACE:
            return isinstance(value, str) and MUNICIPALITY.fullmatch(value) is not None
        case Kind.DATE:
            return isinstance(value, str) and _is_date(value)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def shown(fact: str, value: Value) -> str:
    """An answer in words, in the language of the page: "14 mei 1987", "Groningen", "€ 250", "Weet ik niet"."""
    return shown_all({fact: value})[fact]


def shown_all(answers: Mapping[str, Value]) -> dict[str, str]:
    """Fact -> answer in words, for all facts that we ask, in the order of the questions; at most one query."""
    codes = [v for f, v in answers.items() if v and f in QUESTIONS and QUESTIONS[f].kind is Kind.PLACE]
    names: dict[str, str] = {}
    if codes:
        names = dict(Municipality.objects.filter(code__in=codes).values_list("code", "name"))
    return {fact: _in_words(question, answers[fact], names) for fact, question in QUESTIONS.items() if fact in answers}


def _in_words(question: Question, value: Value, names: Mapping[str, str]) -> str:
    if value is None:
        return str(question.unknown)
    match question.kind:
        case Kind.YES_NO:
            return _("Ja") if value else _("Nee")
        case Kind.CHOICE:
            return str(question.choices.get(str(value), value))
        case Kind.CENTS:
            return euros(int(value))
        case Kind.PLACE:
            return names.get(str(value), str(value))
        case Kind.DATE:
            return day(date.fromisoformat(str(value)), "date")
