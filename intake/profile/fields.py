"""A date as people know it: day, month and year, each in a box of its own."""

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.profile.values import OLDEST, YOUNGEST

#: The engine knows no advice from before (advice_date).
FIRST_YEAR = 2000
#: First letters of the months, in Dutch and in English.
MONTHS = ("jan", "feb", "maa mrt mar", "apr", "mei may", "jun", "jul", "aug", "sep", "okt oct", "nov", "dec")
PARTS = {"day": gettext_lazy("Dag"), "month": gettext_lazy("Maand"), "year": gettext_lazy("Jaar")}


class DateBoxes(forms.MultiWidget):
    """Three boxes with a label each. ``autocomplete`` gives each box its token ({"day": "bday-day", ...})."""

    template_name = "intake/date_boxes.html"
    use_fieldset = True

    def __init__(self, autocomplete: dict[str, str] | None = None) -> None:
        tokens = autocomplete or {}
        super().__init__(
            {
                part: forms.TextInput(
                    attrs={
                        "inputmode": "numeric",
                        "size": "4" if part == "year" else "2",
                        "autocomplete": tokens.get(part, "off"),
                    }
                )
                for part in PARTS
            }
        )

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, str):
            value = date.fromisoformat(value)
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for box, label in zip(context["widget"]["subwidgets"], PARTS.values(), strict=True):
            box["label"] = label
        return context


class BirthDateField(forms.Field):
    """The date of birth of somebody between 14 and 110 years old; its value is a date, or None when empty."""

    def __init__(self, *, autocomplete: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(widget=DateBoxes(autocomplete), **kwargs)

    def clean(self, value: list[str | None]) -> date | None:
        parts = {
            name: unicodedata.normalize("NFKC", text or "").strip() for name, text in zip(PARTS, value, strict=True)
        }
        missing = [str(PARTS[name]).lower() for name, text in parts.items() if not text]
        if len(missing) == len(PARTS):
            if self.required:
                raise ValidationError(_("Vul de dag, de maand en het jaar in."))
            return None
        if missing:
            raise ValidationError(_("Vul ook dit in: %(parts)s."), params={"parts": ", ".join(missing)})
        return self.sane(_date(parts["day"], _month(parts["month"]), parts["year"]))

    def sane(self, day: date) -> date:
        """The day, if it can be this date. Raises ValidationError."""
        return _sane(day)


class PastDateField(BirthDateField):
    """A day since 2000 that is not to come."""

    def sane(self, day: date) -> date:
        if day > timezone.localdate():
            raise ValidationError(_("Deze dag komt nog. Vul in op welke dag het was."))
        if day.year < FIRST_YEAR:
            raise ValidationError(_("Deze dag is te lang geleden. Kijk het jaar na."))
        return day


def _month(text: str) -> int | None:
    """The number of a month as people write it: 5, 05, mei, May."""
    if text.isdecimal() and len(text) <= 2:
        return int(text)
    name = text.casefold().rstrip(".")
    starts = [number for number, names in enumerate(MONTHS, 1) for start in names.split() if name.startswith(start)]
    return starts[0] if starts and name.isalpha() else None


def _date(day: str, month: int | None, year: str) -> date:
    if month is None:
        raise ValidationError(_("Vul de maand in als getal, bijvoorbeeld 5 voor mei."))
    if not (day.isdecimal() and len(day) <= 2):
        raise ValidationError(_("Vul de dag in als getal, bijvoorbeeld 14."))
    if not (year.isdecimal() and len(year) == 4):
        raise ValidationError(_("Vul het jaar in met vier cijfers, bijvoorbeeld 1987."))
    try:
        return date(int(year), month, int(day))
    except ValueError:
        raise ValidationError(_("Deze datum bestaat niet. Kijk de dag en de maand na.")) from None


def _sane(born: date) -> date:
    today = timezone.localdate()
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if age < YOUNGEST:
        raise ValidationError(
            _("Volgens deze datum ben je jonger dan %(age)s. Kijk het jaar na."), params={"age": YOUNGEST}
        )
    if age > OLDEST:
        raise ValidationError(
            _("Volgens deze datum ben je ouder dan %(age)s. Kijk het jaar na."), params={"age": OLDEST}
        )
    return born
