"""The forms of the parts of a version, but for its rule and its examples. Each gives the values of its fields."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.editor.fields import DayField, LineField, TextField, WholeField
from funding.editor.form_sections import Part, SectionedForm
from funding.schemes.enums import DecisionLaw, SchemeStatus
from funding.schemes.models import Scheme, SchemeVersion
from portal.pages.fields import field_of
from portal.people.models import Fund

#: Rows for new sources and documents, after those that are there.
EMPTY_ROWS = 2
MOST_ROWS = 12


class TextsForm(forms.Form):
    """What a scheme is called and what is said of it; a new one also says of which fund it is."""

    fund = forms.ModelChoiceField(label=gettext_lazy("Fonds"), queryset=Fund.objects.none(), empty_label=None)
    name = LineField(label=gettext_lazy("Naam"), max_length=120)
    summary = TextField(
        label=gettext_lazy("Wat doet deze regeling?"),
        help_text=gettext_lazy("Eén zin in gewone taal. Bijvoorbeeld: Het fonds betaalt korte cursussen in de zorg."),
        max_length=300,
    )
    for_whom = TextField(
        label=gettext_lazy("Voor wie?"),
        help_text=gettext_lazy("Eén zin. Bijvoorbeeld: Voor mensen die in Drenthe wonen."),
        max_length=300,
    )
    how_to_apply = TextField(
        label=gettext_lazy("Hoe vraag je het aan?"),
        help_text=gettext_lazy("Alleen als het besluit niet in dit portaal valt."),
        max_length=300,
        required=False,
    )

    def __init__(self, data: Any = None, *, funds: Any = None, scheme: Scheme | None = None) -> None:
        names = ("name", "summary", "for_whom", "how_to_apply")
        super().__init__(data, initial={name: getattr(scheme, name) for name in names} if scheme else {})
        if scheme:
            del self.fields["fund"]
        else:
            field_of(self, "fund", forms.ModelChoiceField).queryset = Fund.objects.none() if funds is None else funds

    def texts(self) -> dict[str, str]:
        """The texts of a valid form."""
        return {name: " ".join(text.split()) for name, text in self.cleaned_data.items() if name != "fund"}


class CopyForm(forms.Form):
    """Of which fund a copy of a scheme is, and what it is called."""

    fund = forms.ModelChoiceField(
        label=gettext_lazy("Voor welk fonds?"), queryset=Fund.objects.none(), empty_label=None
    )
    name = LineField(
        label=gettext_lazy("Hoe heet de regeling hier?"),
        help_text=gettext_lazy("Een andere naam dan die van het origineel."),
        max_length=120,
    )

    def __init__(self, data: Any = None, *, funds: Any) -> None:
        super().__init__(data)
        field_of(self, "fund", forms.ModelChoiceField).queryset = funds


class PartForm(SectionedForm):
    """One part of a version. ``values()`` of a valid form are fields of the version."""

    def __init__(self, data: Any = None, *, version: SchemeVersion) -> None:
        super().__init__(data)
        self.version = version
        self.prepare()
        if data is None:
            self.initial = self.from_version()

    def prepare(self) -> None:
        """Fields that depend on the version."""

    def from_version(self) -> dict[str, Any]:
        """What the form shows first."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """Fields of the version."""
        raise NotImplementedError


class PeriodForm(PartForm):
    """From when a version holds and by which law it is decided; whether it takes applications."""

    begins = DayField(label=gettext_lazy("Geldt vanaf"))
    last = DayField(
        label=gettext_lazy("Geldt tot en met"),
        help_text=gettext_lazy("Leeg: tot er een nieuwe versie is."),
        required=False,
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Kunnen mensen nu aanvragen?"),
        choices=[(SchemeStatus.OPEN, gettext_lazy("Ja")), (SchemeStatus.CLOSED, gettext_lazy("Nee, gesloten"))],
        widget=forms.RadioSelect,
    )
    closed_reason = TextField(
        label=gettext_lazy("Waarom is de regeling gesloten?"),
        help_text=gettext_lazy("Alleen als de regeling gesloten is. De deelnemer leest deze zin."),
        max_length=300,
        required=False,
    )
    decision_law = forms.ChoiceField(
        label=gettext_lazy("Volgens welke regels besluit het fonds?"), choices=DecisionLaw, widget=forms.RadioSelect
    )
    legal_term_weeks = WholeField(
        label=gettext_lazy("Weken om te besluiten"),
        help_text=gettext_lazy("Acht weken als de regeling niets zegt (Awb 4:13)."),
        min_value=1,
        max_value=52,
    )
    is_example = forms.BooleanField(
        label=gettext_lazy("Een bedrag of regel is een voorbeeld en komt uit geen bron"), required=False
    )
    example_note = TextField(
        label=gettext_lazy("Wat is een voorbeeld?"),
        help_text=gettext_lazy("Alleen als je het vakje aankruist. Deelnemers zien deze zin bij de regeling."),
        max_length=300,
        required=False,
    )

    def layout(self) -> list[Part]:
        when = ["begins", "last", "status", "closed_reason"]
        decision = ["decision_law", "legal_term_weeks"]
        return [
            Part(when),
            Part(decision, _("Het besluit")),
            Part(["is_example", "example_note"], _("Voorbeeldbedragen")),
        ]

    def from_version(self) -> dict[str, Any]:
        version, period = self.version, self.version.period
        upper = period.upper if period else None
        kept = ("status", "closed_reason", "decision_law", "legal_term_weeks", "is_example", "example_note")
        return {name: getattr(version, name) for name in kept} | {
            "begins": period.lower if period else None,
            "last": upper - timedelta(days=1) if upper else None,
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        begins, last = data.get("begins"), data.get("last")
        if begins and last and last < begins:
            self.add_error("last", _("Dit is vóór de eerste dag. Kies een latere dag, of laat dit leeg."))
        if data.get("status") == SchemeStatus.CLOSED and not data.get("closed_reason"):
            self.add_error("closed_reason", _("Zeg waarom de regeling gesloten is."))
        if data.get("is_example") and not data.get("example_note"):
            self.add_error("example_note", _("Zeg welke bedragen of regels een voorbeeld zijn."))
        return data

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        begins, last = data.pop("begins"), data.pop("last")
        if data["status"] == SchemeStatus.OPEN:
            data["closed_reason"] = ""
        if not data["is_example"]:
            data["example_note"] = ""
        return data | {"period": DateRange(begins, last + timedelta(days=1) if last else None)}


class RowsForm(PartForm):
    """A list of things with the same few texts; a row without its first text is no row."""

    field = ""
    #: Name -> label of each text of a row; the first one makes it a row.
    columns: Mapping[str, Any] = {}

    def stored(self) -> list[Mapping[str, Any]]:
        rows: list[Mapping[str, Any]] = getattr(self.version, self.field)
        return rows

    def prepare(self) -> None:
        self.numbers = range(1, min(len(self.stored()) + EMPTY_ROWS, MOST_ROWS) + 1)
        for number in self.numbers:
            for name, label in self.columns.items():
                self.fields[f"{name}_{number}"] = self.column(name, f"{label} {number}")

    def layout(self) -> list[Part]:
        rows = [Part([f"{name}_{number}" for name in self.columns]) for number in self.numbers]
        told = {name for row in rows for name in row.names}
        others = [name for name in self.fields if name not in told]
        return [*rows, *([Part(others)] if others else [])]

    def column(self, name: str, label: str) -> forms.Field:
        """The field of one text."""
        return LineField(label=label, max_length=200, required=False)

    def from_version(self) -> dict[str, Any]:
        rows = enumerate(self.stored(), start=1)
        return {f"{name}_{number}": row.get(name, "") for number, row in rows for name in self.columns}

    def rows(self) -> list[dict[str, Any]]:
        """The rows that were filled in."""
        key, found = next(iter(self.columns)), []
        for number in self.numbers:
            row = {name: self.cleaned_data.get(f"{name}_{number}", "") for name in self.columns}
            if row[key]:
                found.append({name: value for name, value in row.items() if value not in ("", None)})
        return found

    def values(self) -> dict[str, Any]:
        return {self.field: self.rows()}


class SourcesForm(RowsForm):
    """Where the scheme is written down, and when somebody compared this version with it."""

    field = "sources"
    columns: Mapping[str, Any] = {
        "title": gettext_lazy("Bron"),
        "address": gettext_lazy("Webadres van bron"),
        "article": gettext_lazy("Artikel in bron"),
    }

    def prepare(self) -> None:
        super().prepare()
        self.fields["checked_on"] = DayField(
            label=_("Vergeleken met de bron op"), help_text=_("Op deze dag klopte alles nog met de bron.")
        )

    def from_version(self) -> dict[str, Any]:
        return super().from_version() | {"checked_on": self.version.checked_on}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("checked_on") and data["checked_on"] > timezone.localdate():
            self.add_error("checked_on", _("Deze dag moet nog komen. Kies vandaag of een eerdere dag."))
        for number in self.numbers:
            address = data.get(f"address_{number}") or ""
            bare = address.removeprefix("https://").removeprefix("http://").strip("/")
            if address and ("." not in bare or any(letter.isspace() for letter in bare)):
                self.add_error(f"address_{number}", _("Dit is geen webadres. Bijvoorbeeld: www.fonds.nl/reglement."))
            elif address and not data.get(f"title_{number}"):
                self.add_error(f"title_{number}", _("Zeg ook hoe deze bron heet."))
            data[f"address_{number}"] = bare
        return data

    def rows(self) -> list[dict[str, Any]]:
        return [{"address": "", **row} for row in super().rows()]

    def values(self) -> dict[str, Any]:
        checked: date = self.cleaned_data["checked_on"]
        return super().values() | {"checked_on": checked}


class DocumentsForm(RowsForm):
    """What a learner has to send along."""

    field = "documents"
    columns: Mapping[str, Any] = {
        "title": gettext_lazy("Document"),
        "explanation": gettext_lazy("Uitleg bij document"),
        "required": gettext_lazy("Verplicht: document"),
    }

    def column(self, name: str, label: str) -> forms.Field:
        return forms.BooleanField(label=label, required=False) if name == "required" else super().column(name, label)

    def rows(self) -> list[dict[str, Any]]:
        return [{"explanation": "", **row} for row in super().rows()]


class EndForm(SectionedForm):
    """The last day of a published version."""

    last = DayField(label=gettext_lazy("Laatste dag"))
