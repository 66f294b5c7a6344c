"""A result as an adviser gets it: the words of the day, in Dutch, as plain JSON that needs no scheme to be read."""

from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from funding.check import arranging, words
from funding.check.asking import Check
from funding.engine.scheme import State
from funding.entitlements.page import Entitlements
from intake.profile.questions import QUESTIONS
from intake.profile.values import Value, shown_all

#: What the card of a scheme says beside its name, in the order of looking: the first that says something.
TOLD = ("amount", "hint", "why")


def frozen(request: HttpRequest, check: Check | None) -> dict[str, Any]:
    """What the page of a check says now (that of all schemes without one): money in cents, nothing to be followed.

    "course", "starts" (ISO or None), "sentence", "money" (None without a price), "groups" ({"kind", "schemes"}),
    "answers" and "questions_left".
    """
    with override("nl"):
        return _of_check(check) if check else _of_everything(Entitlements.of(request))


def _of_check(check: Check) -> dict[str, Any]:
    found: dict[str, Any] = {
        "course": check.course.title,
        "starts": check.session.starts.isoformat() if check.session else None,
        "sentence": "",
        "money": None,
        "groups": [],
        "answers": _answers(check.stored),
        "questions_left": 0,
    }
    if check.assessment is None:
        return found
    stack = words.stack(check.assessment, check.schemes)
    groups = words.groups(check.assessment, check.schemes, {})
    return found | {
        "sentence": _words(arranging.own_words(check.assessment, check.schemes)),
        "money": {
            "lines": [_line(line) for line in stack.lines],
            "total": stack.total,
            "own": stack.own,
            "open": stack.open,
            "example": stack.example,
        },
        "groups": _groups(
            pays=groups.pays,
            checked=groups.checked,
            perhaps=groups.perhaps,
            spare=groups.spare,
            not_now=groups.not_now,
        ),
        "questions_left": check.assessment.questions_left,
    }


def _of_everything(entitlements: Entitlements) -> dict[str, Any]:
    groups = entitlements.groups()
    return {
        "course": "",
        "starts": None,
        "sentence": "",
        "money": None,
        "groups": _groups(fits=groups.fits, perhaps=groups.perhaps, not_now=groups.not_now),
        "answers": _answers(entitlements.stored),
        "questions_left": entitlements.found.questions_left,
    }


def _groups(**cards: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "schemes": [_scheme(card) for card in of_kind]} for kind, of_kind in cards.items() if of_kind
    ]


def _scheme(card: Any) -> dict[str, Any]:
    """A card of the check or of the page of all schemes."""
    told = [_words(text) for name in TOLD if (text := getattr(card, name, ""))]
    if card.state is not State.OPEN:
        told.append(card.state_word)
    url = reverse("funding:scheme_page", args=[card.slug])
    return {"url": url, "name": card.name, "cents": getattr(card, "cents", 0), "told": told[0] if told else ""}


def _line(line: Mapping[str, Any]) -> dict[str, Any]:
    own = line["kind"] == "own"
    label = _("Eigen bijdrage") if own else _words(line["label"])
    return {"label": label, "cents": line["cents"], "kind": line["kind"], "note": "" if own else _words(line["note"])}


def _words(text: Any) -> str:
    """A text of a page as plain words: what it marked for the page goes."""
    return unescape(strip_tags(text)) if isinstance(text, SafeString) else str(text)


def _answers(stored: Mapping[str, Value]) -> list[dict[str, str]]:
    """What was told, with the questions as staff read them."""
    return [
        {"question": str(QUESTIONS[fact].on_file or QUESTIONS[fact].label), "answer": text}
        for fact, text in shown_all(dict(stored)).items()
    ]
