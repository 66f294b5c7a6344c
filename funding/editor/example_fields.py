"""One fact of an example as a field: what an invented person or course has; empty is unknown."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.editor.fact_choices import fact_name, value_choices
from funding.editor.fields import DayField, LineField, LinesField, PlacesField, WholeField, with_empty
from funding.engine.facts import value_to_document
from funding.engine.tree import Rule, facts_of
from funding.engine.vocabulary import TODAY, VOCABULARY, Fact, Grant, Kind, base_of
from funding.schemes.models import Scheme
from portal.pages.fields import EurosField, cents_of

UNKNOWN = gettext_lazy("Onbekend")
#: What somebody writes who knows that there were no earlier grants; nothing at all is unknown.
NO_GRANTS = gettext_lazy("geen")
#: The price of a course is filled in once, as cost lines; these facts follow from it.
FROM_PRICE = "_cents"


def facts_to_fill_in(rule: Rule | None, cap_fact: str = "") -> list[Fact]:
    """The facts that an example of a rule can tell, in the order of the vocabulary: what others follow from."""
    wanted = {base_of(name).name for name in (facts_of(rule) if rule else ())} | ({cap_fact} if cap_fact else set())
    # A fact that makes sense only sometimes needs the one that decides on it.
    wanted |= {when.fact for name in wanted if (when := VOCABULARY[name].only_when)}
    return [fact for name, fact in VOCABULARY.items() if name in wanted and name != TODAY and not _from_price(name)]


def _from_price(name: str) -> bool:
    return name.startswith("course.") and name.endswith(FROM_PRICE)


def field_name(fact: str) -> str:
    """What the field of a fact is called."""
    return f"fact_{fact.replace('.', '_')}"


class OnePlaceField(PlacesField):
    """One municipality by name; its value is a CBS code, "" when empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value([value]) if isinstance(value, str) and value.startswith("GM") else value

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if len(found) > 1:
            raise ValidationError(_("Noem één gemeente."))
        return found[0] if found else ""


class GrantsField(LinesField):
    """Earlier grants, one on a line: "30-11-2025; Naam van de regeling; 500"; or the word that there were none.

    Its value is a tuple of Grants; None while nothing is known.
    """

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return value
        if not value:
            return str(NO_GRANTS)
        rows = [row for row in value if isinstance(row, Mapping)]
        return "\n".join(f"{row['on']}; {row['scheme']}; {row['cents'] / 100:.2f}".replace(".", ",") for row in rows)

    def clean(self, value: Any) -> tuple[Grant, ...] | None:
        lines = super().clean(value)
        if [line.casefold() for line in lines] == [str(NO_GRANTS).casefold()]:
            return ()
        names = {name.casefold(): slug for slug, name in Scheme.objects.values_list("slug", "name")}
        names |= {slug: slug for slug in names.values()}
        return tuple(sorted(self._grant(line, names) for line in lines)) or None

    def _grant(self, line: str, names: Mapping[str, str]) -> Grant:
        parts = [part.strip() for part in line.split(";")]
        try:
            on, scheme, amount = parts
            cents = cents_of(amount)
            found = names.get(scheme.casefold())
            if cents is None or found is None:
                raise ValueError(line)
            return Grant(DayField().to_python(on) or date.min, found, cents)
        except (ValueError, ValidationError):
            words = _("Schrijf “%(line)s” als: 30-11-2025; naam van de regeling; 500")
            raise ValidationError(words, params={"line": line}) from None


def fact_field(fact: Fact) -> forms.Field:
    """The field of a fact, by its type."""
    label = fact_name(fact.name)
    match fact.kind:
        case Kind.WHOLE_NUMBER:
            return WholeField(label=label, min_value=fact.least, max_value=fact.most, required=False)
        case Kind.CENTS:
            return EurosField(label=label, required=False)
        case Kind.DATE:
            return DayField(label=label, required=False)
        case Kind.YES_NO | Kind.CHOICE:
            return forms.ChoiceField(label=label, choices=with_empty(value_choices(fact), UNKNOWN), required=False)
        case Kind.CHOICES:
            return forms.MultipleChoiceField(
                label=label, choices=value_choices(fact), widget=forms.CheckboxSelectMultiple, required=False
            )
        case Kind.PLACE:
            return OnePlaceField(label=label, help_text=_("Naam van de gemeente."), required=False)
        case Kind.GRANTS:
            hint = _("Eén op een regel: 30-11-2025; naam van de regeling; 500. Was er niets? Schrijf: geen.")
            return GrantsField(label=label, help_text=hint, rows=3, required=False)
        case Kind.CODE:
            return LineField(label=label, max_length=40, required=False)


def shown(fact: Fact, stored: object) -> Any:
    """What the field of a fact shows of a stored value."""
    if fact.kind is Kind.YES_NO:
        return {True: "yes", False: "no"}.get(stored, "")  # type: ignore[call-overload]
    return stored


def told(fact: Fact, given: Any) -> Any:
    """The value of a fact from its field, as it is stored; None when it is unknown."""
    if given in (None, "", []):
        return None
    if fact.kind is Kind.YES_NO:
        return given == "yes"
    if fact.kind is Kind.CHOICES:
        return sorted(given)
    return value_to_document(given) if isinstance(given, date | tuple) else given
