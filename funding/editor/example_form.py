"""An example: an invented person and course, and what this version must answer."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.check.words import COSTS
from funding.editor.example_fields import fact_field, facts_to_fill_in, field_name, shown, told
from funding.editor.fields import DayField, LineField
from funding.engine.facts import FactError, Facts, value_from_document
from funding.engine.money import Cents, CostKind, CostLine
from funding.schemes.enums import ExpectedVerdict
from funding.schemes.models import SchemeExample
from funding.schemes.readiness import PAYING, Read
from portal.pages.fields import EurosField


class ExampleForm(forms.Form):
    """The facts that the rule speaks of, the price, and the expected answer. ``example()`` is that of a valid form.

    Facts of an example that the rule no longer speaks of stay as they are.
    """

    says_optional = False  # the page says that what is left empty is unknown

    title = LineField(
        label=gettext_lazy("Wie of wat is dit?"),
        help_text=gettext_lazy("Bijvoorbeeld: Verkoper uit Assen leert lassen. Gebruik geen echte namen."),
        max_length=120,
    )
    today = DayField(label=gettext_lazy("Dag van de aanvraag"))

    def __init__(self, data: Any = None, *, read: Read, today: date, example: SchemeExample | None = None) -> None:
        super().__init__(data)
        self.stored = example or SchemeExample(today=today)
        terms = read.terms
        self.facts = facts_to_fill_in(read.rule, terms.cap_fact if terms else "")
        self.about_person = [field_name(fact.name) for fact in self.facts if not fact.name.startswith("course.")]
        self.about_course = [field_name(fact.name) for fact in self.facts if fact.name.startswith("course.")]
        for fact in self.facts:
            self.fields[field_name(fact.name)] = fact_field(fact)
        asks_vat = terms is not None and not terms.pays_vat
        for kind in CostKind:
            self.fields[f"price_{kind.value}"] = EurosField(
                label=_("%(costs)s in euro's") % {"costs": COSTS[kind]}, required=False
            )
            if asks_vat:
                self.fields[f"vat_{kind.value}"] = EurosField(
                    label=_("%(costs)s: waarvan btw") % {"costs": COSTS[kind]}, required=False
                )
        self.fields["verdict"] = forms.ChoiceField(
            label=_("Wat moet eruit komen?"), choices=ExpectedVerdict, widget=forms.RadioSelect
        )
        self.fields["cents"] = EurosField(
            label=_("Hoeveel betaalt de regeling, in euro's?"),
            help_text=_("Als er geen andere regeling meebetaalt. Leeg: niets."),
            required=False,
        )
        self.initial = self._initial()

    @property
    def person_fields(self) -> list[forms.BoundField]:
        """What is told of the person, work and employer."""
        return [self[name] for name in self.about_person]

    @property
    def course_fields(self) -> list[forms.BoundField]:
        """What is told of the course, its price included."""
        return [
            self[name] for name in (*self.about_course, *(n for n in self.fields if n.startswith(("price_", "vat_"))))
        ]

    def _initial(self) -> dict[str, Any]:
        kept = self.stored
        found: dict[str, Any] = {"title": kept.title, "today": kept.today, "verdict": kept.verdict}
        found |= {"cents": kept.cents} if kept.cents else {}
        for fact in self.facts:
            if fact.name in kept.facts:
                found[field_name(fact.name)] = shown(fact, kept.facts[fact.name])
        for line in kept.lines:
            kind, net, vat = line["kind"], line["net"], line.get("vat", 0)
            found[f"price_{kind}"] = found.get(f"price_{kind}", 0) + net + vat
            if vat:
                found[f"vat_{kind}"] = found.get(f"vat_{kind}", 0) + vat
        return found

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        today = data.get("today")
        for fact in self.facts:
            name = field_name(fact.name)
            value = told(fact, data.get(name))
            if value is not None and today is not None:
                try:
                    Facts.of({fact.name: value_from_document(fact.name, value)}, today)
                except FactError:
                    self.add_error(name, _("Deze waarde kan niet. Kijk of je je vergist hebt."))
        if data.get("cents") and data.get("verdict") not in PAYING:
            self.add_error("cents", _("Wie niets krijgt, krijgt ook geen bedrag. Laat dit leeg."))
        for kind in CostKind:
            if (data.get(f"vat_{kind.value}") or 0) > (data.get(f"price_{kind.value}") or 0):
                self.add_error(f"vat_{kind.value}", _("De btw kan niet meer zijn dan de prijs."))
        return data

    def example(self) -> SchemeExample:
        """The example as it was filled in; not saved."""
        data, kept = self.cleaned_data, self.stored
        names = {fact.name for fact in self.facts}
        facts = {
            name: value
            for name, value in kept.facts.items()
            if name not in names and not (name.startswith("course.") and name.endswith("_cents"))
        }
        for fact in self.facts:
            value = told(fact, data.get(field_name(fact.name)))
            if value is not None:
                facts[fact.name] = value
        lines = self._lines()
        kept.title, kept.today = " ".join(data["title"].split()), data["today"]
        kept.facts, kept.lines = facts | _prices(lines), [line.to_document() for line in lines]
        kept.verdict, kept.cents = data["verdict"], data["cents"] or 0
        return kept

    def _lines(self) -> list[CostLine]:
        found = []
        for kind in CostKind:
            gross = self.cleaned_data.get(f"price_{kind.value}") or 0
            vat = self.cleaned_data.get(f"vat_{kind.value}") or 0
            if gross:
                found.append(CostLine(kind, Cents(gross - vat), Cents(vat)))
        return found


def _prices(lines: list[CostLine]) -> dict[str, int]:
    """The facts that follow from the price of a course; nothing while there is none."""
    if not lines:
        return {}
    per_kind = {
        f"course.{kind.value}_cents": sum(line.gross for line in lines if line.kind is kind) for kind in CostKind
    }
    return {"course.total_cents": sum(line.gross for line in lines), **per_kind}
