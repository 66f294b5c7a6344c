"""Asking for a place the way people tell it: a postcode, or the name of a municipality."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.regions.models import Municipality
from portal.regions.queries import postcode_digits, sort_name

#: What everybody says, and what CBS writes.
SPOKEN = {
    "den haag": "'s-Gravenhage",
    "den bosch": "'s-Hertogenbosch",
    "ljouwert": "Leeuwarden",
}
#: More radios than this help nobody: more letters do.
MOST_CHOICES = 8


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """What came in: the text, and the code of the municipality chosen below it when the text meant several."""

    text: str
    chosen: str = ""


class PlaceInput(forms.TextInput):
    """A text box that knows the names of municipalities; under it, when the text meant several, radios to choose from.

    Works without JavaScript; ``candidates`` is set by PlaceField.
    """

    template_name = "portal/place_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "postal-code", "spellcheck": "false", "maxlength": 100} | (attrs or {}))
        self.candidates: list[Municipality] = []

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedPlace:
        return TypedPlace(data.get(name) or "", data.get(f"{name}_choice") or "")

    def format_value(self, value: Any) -> str:
        return value.text if isinstance(value, TypedPlace) else str(value or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "candidates": self.candidates,
            "chosen": value.chosen if isinstance(value, TypedPlace) else "",
            "names": list(Municipality.objects.values_list("name", flat=True)),
        }
        return context


class PlaceField(forms.Field):
    """A postcode or the name of a municipality, as people type it; its value is a Municipality, or None when empty.

    Initial values may be a Municipality or its code. What is unknown, or means several places, is an error that
    names the way out; the radios then offered come back in ``<name>_choice``, and what was typed stays.
    """

    widget = PlaceInput

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Municipality):
            return value.name
        if isinstance(value, str) and value:
            return Municipality.objects.filter(code=value).values_list("name", flat=True).first() or value
        return value

    def clean(self, value: TypedPlace) -> Municipality | None:
        text = " ".join(unicodedata.normalize("NFKC", value.text).split())
        if not text:
            if self.required:
                raise ValidationError(_("Vul je postcode of je gemeente in, bijvoorbeeld 9712 AB of Groningen."))
            return None
        found = list(Municipality.objects.for_place(SPOKEN.get(sort_name(text), text))[: MOST_CHOICES + 1])
        alike = [] if found else self._alike(text)
        chosen = [place for place in [*found, *alike] if place.code == value.chosen]
        if not (found or chosen):
            names = str(_(" of ")).join(place.name for place in alike)
            raise ValidationError(self._unknown(text, names), params={"text": text[:40], "names": names})
        if len(found) == 1 or chosen:
            return (chosen or found)[0]
        if len(found) > MOST_CHOICES:
            raise ValidationError(
                _("Er zijn veel gemeenten met ‘%(text)s’. Typ meer letters, of vul je postcode in."),
                params={"text": text[:40]},
            )
        self._offer(found)
        raise ValidationError(
            _("‘%(text)s’ kan meer dan één gemeente zijn. Kies hieronder welke je bedoelt."), params={"text": text[:40]}
        )

    def _alike(self, text: str) -> list[Municipality]:
        """Names that look like this one, offered to choose from; a number is no slip in a name."""
        if any(letter.isdigit() for letter in text):
            return []
        found = list(Municipality.objects.spelled_like(text))
        self._offer(found)
        return found

    def _offer(self, places: list[Municipality]) -> None:
        if isinstance(self.widget, PlaceInput):
            self.widget.candidates = places

    def _unknown(self, text: str, names: str) -> Any:
        if postcode_digits(text) is not None:
            return _("We kennen postcode %(text)s niet. Vul de naam van je gemeente in.")
        if any(letter.isdigit() for letter in text):
            return _("Een postcode heeft vier cijfers en twee letters, zoals 9712 AB. Je mag ook je gemeente invullen.")
        if names:
            return _(
                "We kennen ‘%(text)s’ niet als gemeente. Bedoel je %(names)s? Kies hieronder of vul je postcode in."
            )
        return _("‘%(text)s’ kennen we niet als gemeente. Vul je postcode in, bijvoorbeeld 8601 AB.")
