"""The impact of a version as its page shows it: a line per effect, and a few invented people in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from funding.check.fact_words import value_words, values_words
from funding.check.naming import Names
from funding.editor.fact_choices import fact_name
from funding.engine.facts import FactError, value_from_document
from funding.engine.impact import Effect
from portal.regions.models import Municipality
from portal.templatetags.portal import euros


def effect_words() -> dict[Effect, str]:
    """What each effect is called, the winners first."""
    return {
        Effect.WINS: _("Krijgen nu geld en eerst niet"),
        Effect.MORE: _("Krijgen meer"),
        Effect.LESS: _("Krijgen minder"),
        Effect.LOSES: _("Krijgen niets meer"),
        Effect.SAME: _("Krijgen even veel"),
        Effect.NOTHING: _("Krijgen niets, en eerst ook niet"),
    }


def impact_rows(counts: Mapping[str, Any]) -> list[list[str]]:
    """A row for each effect: words, how many, and what part of all."""
    cases = counts["cases"] or 1
    return [
        [
            words,
            f"{counts[effect.value]:,}".replace(",", "."),
            f"{100 * counts[effect.value] / cases:.1f}%".replace(".", ","),
        ]
        for effect, words in effect_words().items()
    ]


def people(shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The invented people who win or lose, each in one line."""
    places = dict(Municipality.objects.values_list("code", "name"))
    names = Names(places=places)
    return [
        {
            "title": words,
            "rows": [_person(one, names) for one in shown[effect.value]],
        }
        for effect, words in effect_words().items()
        if shown.get(effect.value)
    ]


def _person(one: Mapping[str, Any], names: Names) -> str:
    facts = [stored_fact_words(name, value, names) for name, value in one["facts"].items()]
    money = _("Opleiding van %(price)s. Eerst %(before)s, straks %(after)s.") % {
        "price": euros(one["price"]),
        "before": euros(one["before"]),
        "after": euros(one["after"]),
    }
    return f"{'; '.join(fact for fact in facts if fact)}. {money}"


def stored_fact_words(name: str, stored: Any, names: Names) -> str:
    """A fact as it is stored, in words: "Je woonplaats: Assen"; "" when it can't be read (any more)."""
    try:
        value = value_from_document(name, stored)
    except FactError:
        return ""
    if isinstance(value, bool):
        words = _("ja") if value else _("nee")
    elif isinstance(value, frozenset):
        words = values_words(name, value, names) or _("geen enkele")
    elif isinstance(value, tuple):
        words = ", ".join(euros(grant.cents) for grant in value) or _("geen")
    else:
        words = value_words(name, value, names)
    return f"{fact_name(name)}: {words}"
