"""The money of a version as two forms: what it pays, and beside which other schemes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.check.words import COSTS
from funding.editor.fact_choices import fact_name
from funding.editor.fields import LineField, PercentField, WholeField, with_empty
from funding.editor.form_sections import Part
from funding.editor.forms import PartForm
from funding.engine import terms
from funding.engine.money import CostKind
from funding.engine.terms import Counts, Rounding, TermsError, Tier
from funding.engine.vocabulary import VOCABULARY, Kind
from funding.schemes.models import Scheme
from funding.schemes.problem_words import terms_error_words
from portal.pages.fields import EurosField

TIERS = {
    "private": gettext_lazy("Geld van werkgevers of een sectorfonds"),
    "earmarked": gettext_lazy("Geld van de overheid voor één doel of groep"),
    "general": gettext_lazy("Geld van de overheid voor iedereen in een gebied"),
    "last_resort": gettext_lazy("Laatste redmiddel: voor wie nergens anders terechtkan"),
    "loan": gettext_lazy("Een lening: de deelnemer betaalt terug"),
}
COUNTED = {
    Counts.PRIVATE.value: gettext_lazy("Alleen geld van werkgevers en sectorfondsen"),
    Counts.PUBLIC.value: gettext_lazy("Alleen geld van de overheid"),
    Counts.EITHER.value: gettext_lazy("Allebei"),
}
#: Keys of the terms that the first form writes; the second writes the rest that it knows.
CAPS = ("fixed_amount", "cap_per_course", "cap_per_year", "cap_per_life", "cap_per_employer")
MONEY_KEYS = (
    *("tier", "percent", "percent_of_sum", *CAPS),
    *("family_cap", "cap_fact", "rounding", "priority", "pays_vat"),
)
ROUNDINGS = {
    Rounding.CENTS_DOWN: gettext_lazy("Op hele centen, naar beneden"),
    Rounding.EUROS_DOWN: gettext_lazy("Op hele euro's, naar beneden"),
    Rounding.EUROS_NEAREST: gettext_lazy("Op hele euro's, naar de dichtstbijzijnde"),
    Rounding.EUROS_UP: gettext_lazy("Op hele euro's, naar boven"),
}
STACKING_KEYS = ("excludes", "match", "only_if_no_other")


class TermsPartForm(PartForm):
    """A form that writes some keys of the terms and leaves the others as they are."""

    keys: tuple[str, ...] = ()

    def written(self) -> dict[str, Any]:
        """The keys that this form writes; a key that is left out is taken away."""
        raise NotImplementedError

    def document(self) -> dict[str, Any]:
        """The whole terms with what was filled in."""
        kept = {key: value for key, value in self.version.terms.items() if key not in self.keys}
        return {**kept, **self.written()}

    def values(self) -> dict[str, Any]:
        return {"terms": self.document()}


class MoneyForm(TermsPartForm):
    """What kind of money it is, how much of which costs, and up to how much."""

    keys = MONEY_KEYS

    tier = forms.ChoiceField(
        label=gettext_lazy("Wat voor geld is dit?"), choices=list(TIERS.items()), widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        for kind in CostKind:
            self.fields[f"percent_{kind.value}"] = PercentField(
                label=_("%(costs)s: zoveel procent") % {"costs": COSTS[kind]}
            )
        self.fields["percent_of_sum"] = PercentField(
            label=_("Samen hoogstens zoveel procent"), help_text=_("Van alle kosten die de regeling betaalt.")
        )
        self.fields["rounding"] = forms.ChoiceField(
            label=_("Hoe wordt een percentage afgerond?"), choices=list(ROUNDINGS.items()), required=False
        )
        self.fields["fixed_amount"] = EurosField(
            label=_("Vast bedrag per opleiding, in euro's"),
            help_text=_("Alleen bij kosten die voor 100 procent betaald worden. Nooit meer dan de opleiding kost."),
            required=False,
        )
        self.fields["cap_per_course"] = EurosField(label=_("Hoogstens per opleiding, in euro's"), required=False)
        self.fields["cap_per_year"] = EurosField(label=_("Hoogstens per persoon per jaar, in euro's"), required=False)
        self.fields["cap_per_life"] = EurosField(label=_("Hoogstens per persoon ooit, in euro's"), required=False)
        self.fields["cap_per_employer"] = EurosField(
            label=_("Hoogstens per werkgever per jaar, in euro's"), required=False
        )
        self.fields["family"] = LineField(
            label=_("Deelt een grens met andere regelingen onder de naam"),
            help_text=_("Regelingen met dezelfde naam geven iemand samen hoogstens dit bedrag per jaar."),
            max_length=60,
            required=False,
        )
        self.fields["family_cents"] = EurosField(label=_("Samen hoogstens per jaar, in euro's"), required=False)
        self.fields["priority"] = WholeField(
            label=_("Volgorde"),
            help_text=_("Van 0 tot 9. Van gelijk soort geld betaalt de laagste eerst."),
            min_value=0,
            max_value=9,
            required=False,
        )
        money = [(name, fact_name(name)) for name, fact in VOCABULARY.items() if fact.kind is Kind.CENTS]
        self.fields["cap_fact"] = forms.ChoiceField(
            label=_("Hoogstens zoveel als"),
            help_text=_("Bijvoorbeeld: nooit meer dan wat de werkgever betaalt."),
            choices=with_empty(money, _("Geen van deze")),
            required=False,
        )
        self.fields["pays_vat"] = forms.ChoiceField(
            label=_("Betaalt de regeling ook de btw?"),
            choices=[("yes", _("Ja")), ("no", _("Nee"))],
            widget=forms.RadioSelect,
        )

    def layout(self) -> list[Part]:
        percents = [f"percent_{kind.value}" for kind in CostKind]
        caps = ["cap_per_course", "cap_per_year", "cap_per_life", "cap_per_employer"]
        rest = ["fixed_amount", "percent_of_sum", "rounding", "priority", "family", "family_cents", "cap_fact"]
        return [
            Part(["tier"]),
            Part([*percents, "pays_vat"], _("Welke kosten"), _("Leeg: dat betaalt de regeling niet.")),
            Part(caps, _("Hoogste bedragen"), _("Leeg: geen grens.")),
            Part(rest, _("Vast bedrag, afronding en andere grenzen"), folded=True),
        ]

    def from_version(self) -> dict[str, Any]:
        money: Mapping[str, Any] = self.version.terms
        shown = {name: money.get(name) for name in MONEY_KEYS if name not in ("percent", "pays_vat", "family_cap")}
        shown["rounding"], shown["priority"] = money.get("rounding", Rounding.CENTS_DOWN), money.get("priority", 0)
        family = money.get("family_cap") or {}
        shown["family"], shown["family_cents"] = family.get("family"), family.get("cents")
        percents = {f"percent_{kind}": percent for kind, percent in (money.get("percent") or {}).items()}
        return shown | percents | {"pays_vat": "yes" if money.get("pays_vat", True) else "no"}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name in (*CAPS, "family_cents"):
            if data.get(name) == 0:
                self.add_error(name, _("Een hoogste bedrag is meer dan € 0. Laat het leeg als er geen is."))
        if not self.errors and not any(data.get(f"percent_{kind.value}") for kind in CostKind):
            self.add_error("percent_tuition", _("Vul bij ten minste één soort kosten een percentage in."))
        if bool(data.get("family")) != (data.get("family_cents") is not None):
            self.add_error("family", _("Vul de naam en het bedrag allebei in, of geen van beide."))
        if not self.errors:
            try:
                terms.parse(self.document())
            except TermsError as error:
                self.add_error(
                    error.field if error.field in ("tier", "fixed_amount") else None, terms_error_words(error)
                )
        return data

    def written(self) -> dict[str, Any]:
        data = self.cleaned_data
        percent = {kind.value: data[f"percent_{kind.value}"] for kind in CostKind if data.get(f"percent_{kind.value}")}
        found: dict[str, Any] = {"tier": data["tier"], "percent": percent}
        found |= {name: data[name] for name in ("percent_of_sum", *CAPS) if data.get(name)}
        if data.get("family"):
            found["family_cap"] = {"family": data["family"], "cents": data["family_cents"]}
        if data.get("rounding") and data["rounding"] != Rounding.CENTS_DOWN:
            found["rounding"] = data["rounding"]
        if data.get("priority"):
            found["priority"] = data["priority"]
        found |= {"cap_fact": data["cap_fact"]} if data.get("cap_fact") else {}
        return found | ({} if data["pays_vat"] == "yes" else {"pays_vat": False})


class StackingForm(TermsPartForm):
    """Beside which schemes this one pays, what others have to pay, and whether it waits for others."""

    keys = STACKING_KEYS

    def prepare(self) -> None:
        others = list(Scheme.objects.exclude(pk=self.version.scheme_id).values_list("slug", "name"))
        self.fields["excludes"] = forms.ChoiceField(
            label=_("Mag deze regeling samen met andere?"),
            choices=[
                ("", _("Ja, met alle andere")),
                ("schemes", _("Ja, maar niet met de regelingen die ik aankruis")),
                ("all_except", _("Nee, alleen met de regelingen die ik aankruis")),
            ],
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields["excluded"] = self._several(_("Deze regelingen"), others)
        self.fields["match_percent"] = PercentField(
            label=_("Anderen betalen ten minste zoveel procent van de prijs"), help_text=_("Leeg: dat hoeft niet.")
        )
        self.fields["match_counts"] = forms.ChoiceField(
            label=_("Welk geld van anderen telt mee?"),
            choices=list(COUNTED.items()),
            initial=Counts.EITHER.value,
            widget=forms.RadioSelect,
        )
        self.fields["match_own"] = forms.BooleanField(
            label=_("Wat de deelnemer zelf betaalt, telt ook mee"), required=False
        )
        self.fields["only_if_no_other"] = forms.BooleanField(
            label=_("Deze regeling betaalt alleen als geen andere past"), required=False
        )
        self.fields["besides"] = self._several(_("Deze regelingen mogen dan wel ernaast"), others)

    def layout(self) -> list[Part]:
        return [
            Part(["excludes"]),
            Part(["excluded"], _("Kruis de regelingen aan"), folded=True),
            Part(["match_percent", "match_counts", "match_own"], _("Moeten anderen meebetalen?")),
            Part(["only_if_no_other"], _("Staat deze regeling achteraan?")),
            Part(["besides"], _("Kruis aan wat er dan wel naast mag"), folded=True),
        ]

    def _several(self, label: str, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
        return forms.MultipleChoiceField(
            label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )

    def from_version(self) -> dict[str, Any]:
        money: Mapping[str, Any] = self.version.terms
        excludes = money.get("excludes") or {}
        match, last = money.get("match") or {}, money.get("only_if_no_other")
        return {
            "excludes": next(iter(excludes), ""),
            "excluded": next(iter(excludes.values()), []),
            "match_percent": match.get("percent"),
            "match_counts": match.get("counts", Counts.EITHER.value),
            "match_own": match.get("own_counts", False),
            "only_if_no_other": last is not None,
            "besides": (last or {}).get("besides", []),
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("excludes") == "schemes" and not data.get("excluded"):
            self.add_error("excluded", _("Kruis aan met welke regelingen het niet samen mag."))
        loan = self.version.terms.get("tier") == Tier.LOAN.name.lower()
        if loan and (data.get("match_percent") or data.get("only_if_no_other")):
            self.add_error(None, terms_error_words(TermsError("tier", terms.TermsProblem.LOAN_NEEDS_NO_TERMS)))
        return data

    def written(self) -> dict[str, Any]:
        data, found = self.cleaned_data, {}
        if data["excludes"]:
            found["excludes"] = {data["excludes"]: sorted(data["excluded"])}
        if data["match_percent"]:
            found["match"] = {
                "percent": data["match_percent"],
                "counts": data["match_counts"],
                "own_counts": data["match_own"],
            }
        if data["only_if_no_other"]:
            found["only_if_no_other"] = {"besides": sorted(data["besides"])}
        return found
