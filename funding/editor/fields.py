"""Form fields of the editor: several municipalities, a day, a whole percentage, rows of a list."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from funding.engine.reading import YEARS
from portal.regions.models import Municipality


class DayField(forms.DateField):
    """A day, as a browser's calendar sends it or as people type it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"})
        super().__init__(input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"], widget=widget, **kwargs)
        wrong = _("Kijk het jaartal na: kies een dag van 1900 tot en met 2199.")
        first, last = date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31)
        self.validators += [MinValueValidator(first, wrong), MaxValueValidator(last, wrong)]
        self.error_messages["invalid"] = _("Vul een dag in, bijvoorbeeld 30-11-2026.")


class WholeField(forms.IntegerField):
    """A whole number between bounds."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6})
        super().__init__(widget=widget, **kwargs)
        self.error_messages["invalid"] = _("Vul een heel getal in, zonder komma.")


class PercentField(WholeField):
    """A whole percentage from 1 to 100; None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = _("Vul een heel percentage in van 1 tot en met 100.")
        super().__init__(required=False, **kwargs)
        self.error_messages["invalid"] = wrong
        self.validators += [MinValueValidator(1, wrong), MaxValueValidator(100, wrong)]


class LineField(forms.CharField):
    """A short text on one line, in Dutch as learners read it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "lang": "nl"}))
        super().__init__(**kwargs)


class TextField(forms.CharField):
    """One sentence or a few, in Dutch as learners read them."""

    def __init__(self, rows: int = 2, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "lang": "nl"}))
        super().__init__(**kwargs)


class LinesField(TextField):
    """Short texts, one on a line; its value is a list."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        return [line for part in str(super().clean(value)).splitlines() if (line := part.strip(" ,;"))]


class PlacesField(LinesField):
    """Municipalities by name, one on a line; its value is a list of CBS codes."""

    def prepare_value(self, value: Any) -> Any:
        """Names of the codes that are shown first; what somebody typed stays as it was."""
        if not isinstance(value, list | tuple):
            return value
        names = dict(Municipality.objects.filter(code__in=value).values_list("code", "name"))
        return "\n".join(sorted(str(names.get(code) or code) for code in value))

    def clean(self, value: Any) -> list[str]:
        codes, unknown = [], []
        for text in super().clean(value):
            places = list(Municipality.objects.for_place(text)[:2]) if not text.isdigit() else []
            exact = [place for place in places if place.name.casefold() == text.casefold()] or places
            if len(exact) == 1:
                codes.append(exact[0].code)
            else:
                unknown.append(text)
        if unknown:
            names = ", ".join(unknown)
            raise ValidationError(
                _("Deze gemeente kennen we niet: %(names)s. Kijk hoe je haar schrijft."), params={"names": names}
            )
        return sorted(set(codes))


def with_empty(choices: Iterable[tuple[str, str]], words: Any) -> list[tuple[str, Any]]:
    """Choices of a select with an empty one on top."""
    return [("", words), *choices]
