"""Form fields that read what people really type."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.pages.bsn import has_bsn

#: "1250", "1.250", "1250,50", "€ 1.250,50", "1250.50"; a dot before three digits separates thousands.
_AMOUNT = re.compile(r"(?P<euros>\d{1,3}(?:\.\d{3})+|\d{1,9})(?:[.,](?P<cents>\d{1,2}))?(?:,-+)?")
MOST_EUROS = 1_000_000
#: A telephone number without its spaces and marks; fifteen digits is the most that E.164 knows.
_PHONE = re.compile(r"\+?\d{10,15}")
_LONGEST_PHONE = 20
#: What mail programs and our own mails make a link of: a scheme, "www.", or a domain with something behind it.
_LINK = re.compile(r"://|\bwww\.|\w\.[a-z]{2,}[/?:]", re.IGNORECASE)


def spoken(kinds: type[models.TextChoices]) -> list[tuple[str, Any]]:
    """The choices of a list that is also named within sentences, with a capital: here each stands by itself."""
    return [(value, capfirst(label)) for value, label in kinds.choices]


def field_of[F: forms.Field](form: forms.BaseForm, name: str, kind: type[F]) -> F:
    """A field of a form, to complete once the form is made. Raises TypeError when it is of another kind."""
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{name} is a {type(field).__name__}")
    return field


class UploadField(forms.FileField):
    """One file to choose; ``accept`` is what the browser offers (extensions and media types), not what is taken."""

    def __init__(self, *, accept: str, **kwargs: Any) -> None:
        told = {
            "required": _("Kies een bestand."),
            "empty": _("Dit bestand is leeg. Kies een ander."),
            "max_length": _("De naam van dit bestand is te lang. Geef het een kortere naam."),
        }
        widget = forms.FileInput(attrs={"accept": accept})
        super().__init__(widget=widget, error_messages=told, max_length=200, **kwargs)


class HintedChoiceField(forms.ChoiceField):
    """A choice with a line below some of its answers: ``choice_hints``, answer -> text."""

    def __init__(self, *, hints: Mapping[str, Any] = MappingProxyType({}), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choice_hints = hints


class DayField(forms.DateField):
    """A day, with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


def cents_of(text: str) -> int | None:
    """Cents of an amount as people write it in euros, None when it is no amount. Full-width digits count too."""
    plain = (
        unicodedata.normalize("NFKC", text).replace("€", "").replace("EUR", "").replace(" ", "").replace("\u00a0", "")
    )
    match = _AMOUNT.fullmatch(plain)
    if not match or not plain.isascii():
        return None
    euros = int(match["euros"].replace(".", ""))
    return euros * 100 + int((match["cents"] or "0").ljust(2, "0"))


class EurosField(forms.CharField):
    """An amount in euros as people write it, at most ``most_euros``; its value is whole cents, or None when empty."""

    def __init__(self, *, most_euros: int = MOST_EUROS, **kwargs: Any) -> None:
        self.most_euros = most_euros
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 10}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show cents as people write euros: 125050 as 1250,50."""
        if isinstance(value, int):
            return f"{value // 100},{value % 100:02d}" if value % 100 else str(value // 100)
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        cents = cents_of(str(text))
        if cents is None:
            raise ValidationError(_("Vul een bedrag in euro's in, bijvoorbeeld 250 of 250,50."))
        if cents > self.most_euros * 100:
            raise ValidationError(_("Dit bedrag is te hoog. Kijk of de komma goed staat."))
        return cents


def _one_line(text: str) -> str:
    """The text with single spaces; raises ValidationError for a line break or a character that cannot be seen."""
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"} for letter in text):
        raise ValidationError(_("Schrijf dit op één regel, zonder bijzondere tekens."))
    return " ".join(text.split())


class WrittenField(forms.CharField):
    """A text that somebody writes to somebody else: several lines, no BSN in it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 4000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 6}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Nothing but spaces and signs that nobody can see is no text."""
        text = str(super().to_python(value))
        return text if any(unicodedata.category(sign)[0] not in "ZC" for sign in text) else ""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        if has_bsn(text):
            text_of_error = _("Hier staat een nummer dat een BSN kan zijn. Haal het weg. We mogen het niet bewaren.")
            raise ValidationError(text_of_error)
        return text


class NameField(forms.CharField):
    """The name of a person or organisation, at most 120 characters on one line, with a letter of some script in it.

    Names stand in mails to others, so there is no link in one; "Bol.com" is a name.
    """

    default_error_messages = {
        "required": _("Vul je naam in."),
        "no_letters": _("Vul je naam in met letters."),
        "link": _("Vul alleen de naam in, zonder adres van een website."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "name"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFC", str(super().to_python(value)))

    def clean(self, value: Any) -> str:
        name = _one_line(str(super().clean(value)))
        if name and not any(letter.isalpha() for letter in name):
            raise ValidationError(self.error_messages["no_letters"], code="no_letters")
        if _LINK.search(name):
            raise ValidationError(self.error_messages["link"], code="link")
        return name


class MailField(forms.EmailField):
    """The mail address of a person."""

    default_error_messages = {
        "required": _("Vul je e-mailadres in."),
        "invalid": _("Dit is geen e-mailadres. Een e-mailadres ziet eruit als naam@voorbeeld.nl."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}
        kwargs.setdefault("max_length", 254)
        kwargs.setdefault("widget", forms.EmailInput(attrs=attributes))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """A quoted part (RFC 5321, 4.1.2) may hold signs that no mail program takes; nobody's address has one."""
        address = str(super().clean(value))
        if '"' in address or not address.isprintable():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class PhoneField(forms.CharField):
    """A telephone number as a person writes it, ten to fifteen digits, perhaps with a +; "" when empty.

    Full-width digits become plain ones. A number that is longer than 20 characters as written loses its marks.
    """

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"autocomplete": "tel", "inputmode": "tel", "type": "tel", "size": "20"}
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", str(super().to_python(value)))

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value))
        number = re.sub(r"[\s().-]", "", typed)
        if not typed:
            return ""
        if not (number.isascii() and _PHONE.fullmatch(number)):
            raise ValidationError(_("Vul een telefoonnummer van 10 tot 15 cijfers in, zoals 06 12345678."))
        text = _one_line(typed)
        return text if len(text) <= _LONGEST_PHONE else number
