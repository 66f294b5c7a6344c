"""The forms of staff for feeds."""

import re
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.feeds.enums import FeedFormat
from courses.feeds.models import Feed
from courses.feeds.tables.mapping import FIELDS, REQUIRED, Mapping
from courses.feeds.values import web_address
from courses.kvk import KVK
from portal.fetching import NotAllowed, allowed
from portal.pages.fields import MailField

#: Our fields as staff read them, by what they are about: a name, a heading, and the fields with their labels.
GROUPS: tuple[tuple[str, Any, tuple[tuple[str, Any], ...]], ...] = (
    (
        "always",
        gettext_lazy("Wat wij altijd nodig hebben"),
        (
            ("key", gettext_lazy("Nummer van de opleiding")),
            ("title", gettext_lazy("Naam van de opleiding")),
            ("kvk", gettext_lazy("KvK-nummer van de opleider")),
        ),
    ),
    (
        "price",
        gettext_lazy("De prijs"),
        (
            ("price", gettext_lazy("Lesgeld")),
            ("vat_percent", gettext_lazy("Btw-percentage")),
            ("material_price", gettext_lazy("Boeken en materiaal")),
            ("exam_price", gettext_lazy("Examen")),
            ("price_lines", gettext_lazy("Prijsregels, zoals in ons eigen CSV-bestand")),
            ("session_price_lines", gettext_lazy("Prijsregels van een startdatum, zoals in ons eigen CSV-bestand")),
        ),
    ),
    (
        "start",
        gettext_lazy("Start en plaats"),
        (
            ("start_kind", gettext_lazy("Soort start: vast, in overleg, meteen")),
            ("session_key", gettext_lazy("Nummer van de startdatum")),
            ("starts", gettext_lazy("Startdatum")),
            ("starts_certain", gettext_lazy("Startdatum staat vast: ja of nee")),
            ("ends", gettext_lazy("Einddatum")),
            ("opens", gettext_lazy("Aanmelden vanaf")),
            ("deadline", gettext_lazy("Aanmelden tot en met")),
            ("place", gettext_lazy("Plaats")),
            ("postcode", gettext_lazy("Postcode van de lesplaats")),
            ("municipality", gettext_lazy("Gemeentecode van de lesplaats")),
            ("places", gettext_lazy("Alle lesplaatsen, met | er tussen")),
            ("place_municipalities", gettext_lazy("Gemeentecodes van de lesplaatsen, met | er tussen")),
            ("online", gettext_lazy("Helemaal online: ja of nee")),
            ("session_online", gettext_lazy("Startdatum is online: ja of nee")),
            ("seats_total", gettext_lazy("Aantal plaatsen")),
            ("seats_left", gettext_lazy("Plaatsen over")),
            ("status", gettext_lazy("Status: open, vol, gesloten")),
        ),
    ),
    (
        "course",
        gettext_lazy("De opleiding"),
        (
            ("summary", gettext_lazy("Samenvatting")),
            ("description", gettext_lazy("Beschrijving")),
            ("link", gettext_lazy("Webadres")),
            ("contact_email", gettext_lazy("E-mailadres voor vragen")),
            ("sector", gettext_lazy("Sector of vakgebied")),
            ("level", gettext_lazy("Niveau")),
            ("level_word", gettext_lazy("Niveau in eigen woorden, naast ons niveau")),
            ("nlqf", gettext_lazy("NLQF-niveau")),
            ("outcome", gettext_lazy("Wat je krijgt: diploma, certificaat")),
            ("crebo", gettext_lazy("Crebo-code")),
            ("minimum_age", gettext_lazy("Minimumleeftijd")),
            ("entry_requirements", gettext_lazy("Toelatingseisen")),
            ("language", gettext_lazy("Taal")),
            ("keywords", gettext_lazy("Zoekwoorden")),
            ("duration", gettext_lazy("Duur")),
            ("duration_unit", gettext_lazy("Eenheid van de duur")),
            ("hours_total", gettext_lazy("Uren in totaal")),
            ("hours_per_week", gettext_lazy("Uren per week")),
            ("parts_of_day", gettext_lazy("Dagdelen")),
            ("expires", gettext_lazy("Tonen tot en met")),
        ),
    ),
    (
        "provider",
        gettext_lazy("De opleider"),
        (
            ("provider_name", gettext_lazy("Naam van de opleider")),
            ("provider_unit", gettext_lazy("Naam van de opleider in EDU-DEX")),
            ("provider_website", gettext_lazy("Website van de opleider")),
            ("provider_recognitions", gettext_lazy("Keurmerken van de opleider, met | er tussen")),
        ),
    ),
)
_KVK = RegexValidator(KVK, gettext_lazy("Een KvK-nummer heeft acht cijfers."), flags=re.ASCII)


class _Address(forms.Form):
    """Where a feed is, and who hears of it."""

    address = forms.CharField(
        label=gettext_lazy("Webadres van de feed"),
        max_length=500,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Begint met https://. Wij halen de feed elke dag zelf op."),
        error_messages={"required": gettext_lazy("Vul het webadres van de feed in.")},
    )
    report_to = MailField(
        label=gettext_lazy("E-mailadres voor het verslag"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"}),
        help_text=gettext_lazy("Daar leest de opleider wat er mis is. Leeg: wij mailen niets."),
        error_messages={"invalid": gettext_lazy("Vul een e-mailadres in, bijvoorbeeld naam@opleider.nl.")},
    )

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip()
        try:
            allowed(address)
        except NotAllowed as problem:
            raise forms.ValidationError(
                _("Vul een adres in dat met https:// begint, zonder inlognaam erin.")
            ) from problem
        if not web_address(address):
            raise forms.ValidationError(_("Dit is geen webadres. Kijk of je alles hebt gekopieerd."))
        return address


class NewFeedForm(_Address):
    """A feed that is not there yet."""

    format = forms.ChoiceField(
        label=gettext_lazy("Formaat"),
        choices=FeedFormat.choices,
        error_messages={
            "required": gettext_lazy("Kies het formaat van de feed."),
            "invalid_choice": gettext_lazy("Kies het formaat van de feed."),
        },
    )
    kvk = forms.CharField(
        label=gettext_lazy("KvK-nummer van de opleider"),
        max_length=8,
        validators=[_KVK],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 10, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Vul het KvK-nummer van de opleider in.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Naam van de opleider"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Alleen nodig als wij de opleider nog niet kennen."),
    )
    field_order = ("format", "kvk", "name", "address", "report_to")


class FeedForm(_Address):
    """What can be changed of a feed, and of whose feed it is."""

    questions_to = MailField(
        label=gettext_lazy("E-mailadres voor vragen van bezoekers"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"}),
        help_text=gettext_lazy("Geldt voor alle opleidingen van deze opleider. Leeg: het adres dat in de feed staat."),
        error_messages={"invalid": gettext_lazy("Vul een e-mailadres in, bijvoorbeeld naam@opleider.nl.")},
    )

    grace_days = forms.IntegerField(
        label=gettext_lazy("Dagen wachten voor een opleiding verdwijnt"),
        min_value=0,
        max_value=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 3, "autocomplete": "off"}),
        help_text=gettext_lazy("Feeds verliezen weleens opleidingen die een dag later terug zijn."),
    )
    most_shrink_percent = forms.IntegerField(
        label=gettext_lazy("Hoeveel procent er ineens mag verdwijnen"),
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
        help_text=gettext_lazy("Verdwijnt er meer? Dan houden wij de feed tegen tot jij hem vrijgeeft."),
    )

    @classmethod
    def of(cls, feed: Feed, typed: Any) -> "FeedForm":
        names = ("address", "report_to", "grace_days", "most_shrink_percent")
        initial: dict[str, Any] = {name: getattr(feed, name) for name in names}
        if feed.provider is not None:
            initial["questions_to"] = feed.provider.contact_email
        form = cls(typed, initial=initial)
        if feed.provider is None:
            del form.fields["questions_to"]
        if not feed.on_the_web:  # a file of this machine, which only an operator can name
            del form.fields["address"]
        return form


class SampleForm(forms.Form):
    """A file of which the first rows are shown, instead of what is on the address of the feed."""

    file = forms.FileField(
        label=gettext_lazy("Bestand van je eigen computer"),
        error_messages={
            "required": gettext_lazy("Kies een bestand."),
            "empty": gettext_lazy("Dit bestand is leeg."),
        },
    )


#: A list of more columns than these is typed and completed (<datalist>): some fifty fields would each repeat it.
MOST_TO_CHOOSE = 60
NO_SUCH_COLUMN = gettext_lazy("Deze kolom is er niet. Kies een andere.")


class ColumnField(forms.CharField):
    """The name of one of many columns, typed or taken from the list that stands on the page once."""

    def __init__(self, columns: list[str], **options: Any) -> None:
        widget = forms.TextInput(attrs={"list": "columns", "spellcheck": "false"})
        super().__init__(max_length=500, widget=widget, **options)
        self.columns = columns

    def clean(self, value: Any) -> str:
        """The name as the table has it, in whatever case it was typed. Raises ValidationError for another."""
        typed = str(super().clean(value))
        exact = {name: name for name in self.columns}
        found = exact.get(typed) or {name.strip().lower(): name for name in self.columns}.get(typed.lower())
        if typed and found is None:
            raise forms.ValidationError(NO_SUCH_COLUMN)
        return found or ""


class MappingForm(forms.Form):
    """Which column is what. ``columns`` are those of the sample, ``row`` its first, as example.

    ``column_list`` are the columns with their examples for a <datalist>, when there are too many to choose from.
    """

    def __init__(self, columns: list[str], row: dict[str, str], mapping: Mapping, typed: Any) -> None:
        super().__init__(typed, initial={f"column_{name}": column for name, column in mapping.columns.items()})
        named = [(name, _with_example(name, row.get(name, ""))) for name in columns]
        self.column_list = named if len(named) > MOST_TO_CHOOSE else []
        for _group, _heading, fields in GROUPS:
            for name, label in fields:
                required = name in REQUIRED
                self.fields[f"column_{name}"] = (
                    ColumnField(columns, label=label, required=required)
                    if self.column_list
                    else forms.ChoiceField(
                        label=label,
                        choices=[("", _("Staat er niet in")), *named],
                        required=required,
                        error_messages={"invalid_choice": NO_SUCH_COLUMN},
                    )
                )
        self.fields["decimal"] = forms.ChoiceField(
            label=_("Zo staan de bedragen er"),
            choices=[
                (",", _("1.450,00: met een komma voor de centen")),
                (".", _("1450.00: met een punt voor de centen")),
            ],
            initial=mapping.decimal,
        )
        self.fields["gross"] = forms.ChoiceField(
            label=_("De prijzen zijn"),
            choices=[("yes", _("met btw")), ("no", _("zonder btw"))],
            initial="yes" if mapping.gross else "no",
        )
        self.fields["vat"] = forms.ChoiceField(
            label=_("Btw als er geen kolom voor is"),
            choices=[("", _("weten wij niet")), ("0", _("geen btw")), ("9", "9 %"), ("21", "21 %")],
            required=False,
            initial=mapping.vat_percent,
        )

    def mapping(self) -> Mapping:
        """What was chosen, of a valid form."""
        chosen = {
            name: self.cleaned_data[f"column_{name}"] for name in FIELDS if self.cleaned_data.get(f"column_{name}")
        }
        return Mapping(
            columns=chosen,
            decimal=self.cleaned_data["decimal"],
            gross=self.cleaned_data["gross"] == "yes",
            vat_percent=self.cleaned_data["vat"],
        )

    def chosen_columns(self) -> set[str]:
        """The columns that are chosen for something now, whether or not all of it is right."""
        return {str(self[f"column_{name}"].value()) for name in FIELDS} - {"", "None"}

    def groups(self) -> list[dict[str, Any]]:
        """The fields by what they are about: "label", "fields", "used" (how many columns were chosen) and "open".

        What every table has is open; the rest folds away until something of it was chosen or is wrong.
        """
        found = []
        for name, label, fields in GROUPS:
            shown = [self[f"column_{field}"] for field, _label in fields]
            used = sum(bool(field.value()) for field in shown)
            if name == "price":
                shown += [self["decimal"], self["gross"], self["vat"]]
            unfolded = name in {"always", "price", "start"} or used > 0 or any(field.errors for field in shown)
            found.append({"label": label, "fields": shown, "used": used, "open": unfolded})
        return found


def _with_example(name: str, example: str) -> str:
    """A column with what is in its first row: names alone say little."""
    short = example if len(example) <= 40 else f"{example[:39]}…"
    return f"{name}: {short}" if short else name
