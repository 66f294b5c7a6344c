"""Per type of fact: the fields of its conditions, its part of the node of a rule, and what a node fills in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.editor.fact_choices import comparable, fact_name, value_choices
from funding.editor.fields import DayField, LinesField, PlacesField, WholeField, with_empty
from funding.editor.tree import Node
from funding.engine.areas import SINGLE
from funding.engine.dates import Unit
from funding.engine.rules import MOST_MONTHS, operators_for
from funding.engine.tree import Calendar
from funding.engine.vocabulary import VOCABULARY, Fact, Kind
from funding.schemes.models import Scheme
from portal.pages.fields import EurosField
from portal.regions.enums import AreaKind
from portal.regions.models import Area

OPERATORS = {
    "at_least": gettext_lazy("minstens"),
    "at_most": gettext_lazy("hoogstens"),
    "is": gettext_lazy("precies"),
    "is_not": gettext_lazy("niet"),
}
DATE_OPERATORS = {
    "at_least": gettext_lazy("op of na"),
    "at_most": gettext_lazy("op of vóór"),
    "after": gettext_lazy("na"),
    "before": gettext_lazy("vóór"),
    "is": gettext_lazy("precies op"),
    "is_not": gettext_lazy("niet op"),
}
UNITS = {
    Unit.DAYS.value: gettext_lazy("dagen"),
    Unit.WEEKS.value: gettext_lazy("weken"),
    Unit.MONTHS.value: gettext_lazy("maanden"),
    Unit.YEARS.value: gettext_lazy("jaar"),
}
UNIT_WORDS = {
    "years": gettext_lazy("in jaren"),
    "weeks": gettext_lazy("in weken"),
    "days": gettext_lazy("in dagen"),
    "hours": gettext_lazy("in uren"),
    "fte": gettext_lazy("in voltijdbanen"),
}
LATER, EARLIER = "later", "earlier"


def negation() -> dict[str, forms.Field]:
    return {
        "negated": forms.ChoiceField(
            label=_("Wel of niet?"),
            choices=[("no", _("Dit moet zo zijn")), ("yes", _("Dit mag juist niet zo zijn"))],
            widget=forms.RadioSelect,
            initial="no",
        )
    }


def _operator(fact: Fact) -> forms.ChoiceField:
    words = DATE_OPERATORS if fact.kind is Kind.DATE else OPERATORS
    known = operators_for(fact)
    return forms.ChoiceField(
        label=fact_name(fact.name), choices=[(name, text) for name, text in words.items() if name in known]
    )


def _ordered(fact: Fact) -> dict[str, forms.Field]:
    unit = str(UNIT_WORDS.get(fact.unit, ""))
    others = comparable(fact)
    hint = {"label": _("Vaste waarde") if others else _("Waarde"), "help_text": unit, "required": False}
    value: forms.Field
    match fact.kind:
        case Kind.CENTS:
            value = EurosField(label=_("Bedrag in euro's"), required=False)
        case Kind.DATE:
            value = DayField(label=_("Vaste dag"), required=False)
        case _:
            value = WholeField(min_value=fact.least or 0, max_value=fact.most or 1_000_000, **hint)
    fields: dict[str, forms.Field] = {"operator": _operator(fact), "value": value}
    if others:
        fields["other"] = forms.ChoiceField(
            label=_("Of vergelijk met een ander gegeven"),
            choices=with_empty(others, _("Nee, met de vaste waarde")),
            required=False,
        )
        if fact.kind is Kind.DATE:
            fields["added"] = WholeField(label=_("Zoveel tijd erbij"), min_value=0, max_value=36_500, required=False)
            fields["unit"] = forms.ChoiceField(label=_("Eenheid"), choices=list(UNITS.items()), initial="weeks")
        elif fact.kind is Kind.CENTS:
            fields["added"] = EurosField(label=_("Zoveel euro erbij"), required=False)
        else:
            fields["added"] = WholeField(label=_("Zoveel erbij"), min_value=0, required=False)
        fields["direction"] = forms.ChoiceField(
            label=_("Erbij of eraf?"),
            choices=[(LATER, _("Erbij (later of meer)")), (EARLIER, _("Eraf (eerder of minder)"))],
            widget=forms.RadioSelect,
            initial=LATER,
        )
    return fields


def _ordered_node(fact: Fact, data: Mapping[str, Any]) -> Node:
    operator = data["operator"]
    if not data.get("other"):
        value = data["value"]
        return {"operator": operator, "value": value.isoformat() if isinstance(value, date) else value}
    amount = (data.get("added") or 0) * (-1 if data.get("direction") == EARLIER else 1)
    key = data["unit"] if fact.kind is Kind.DATE else "plus"
    return {"operator": operator, "than": {"fact": data["other"], **({key: amount} if amount else {})}}


def _ordered_initial(core: Node) -> dict[str, Any]:
    than = core.get("than")
    if not isinstance(than, dict):
        return {"value": core.get("value")}
    key, amount = next(((key, value) for key, value in than.items() if key != "fact"), ("", 0))
    shown: dict[str, Any] = {"other": than.get("fact"), "direction": EARLIER if amount < 0 else LATER}
    shown |= {"added": abs(amount)} if amount else {}
    return shown | ({"unit": key} if key in UNITS else {})


def _yes_no(fact: Fact) -> dict[str, forms.Field]:
    label = fact_name(fact.name)
    return {"value": forms.ChoiceField(label=label, choices=value_choices(fact), widget=forms.RadioSelect)}


def _choices(fact: Fact) -> dict[str, forms.Field]:
    label = _("%(fact)s: een van deze") % {"fact": fact_name(fact.name)}
    return {
        "values": forms.MultipleChoiceField(
            label=label, choices=value_choices(fact), widget=forms.CheckboxSelectMultiple
        ),
        **negation(),
    }


def _place(fact: Fact) -> dict[str, forms.Field]:
    return {
        "area": forms.ChoiceField(
            label=_("%(fact)s ligt in dit gebied") % {"fact": fact_name(fact.name)},
            choices=[("", _("Kies een gebied")), *area_groups()],
            required=False,
        ),
        "places": PlacesField(
            label=_("Of in deze gemeenten"), help_text=_("Eén gemeente op een regel."), rows=4, required=False
        ),
        **negation(),
    }


def area_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every area by what it is: a province and a labour-market region may have the same name, and other places."""
    titles = {
        AreaKind.PROVINCE: _("Provincies"),
        AreaKind.LABOUR_MARKET_REGION: _("Arbeidsmarktregio’s"),
        AreaKind.JUST_TRANSITION: _("JTF-gebieden"),
        AreaKind.FUND: _("Gebieden van een fonds"),
    }
    areas = list(Area.objects.order_by("name").values_list("slug", "name", "kind"))
    return [(title, [(slug, name) for slug, name, kind in areas if kind == wanted]) for wanted, title in titles.items()]


def _place_node(fact: Fact, data: Mapping[str, Any]) -> Node:
    if data.get("area"):
        return {"operator": "in_area", "area": data["area"]}
    if len(data["places"]) == 1:
        # Of an area a place that no list knows is unknown; of a list of places it would be a no.
        return {"operator": "in_area", "area": f"{SINGLE}{data['places'][0]}"}
    return {"operator": "one_of", "values": data["places"]}


def _code(fact: Fact) -> dict[str, forms.Field]:
    # Every area can have a list; regions do.
    regions = list(Area.objects.filter(kind=AreaKind.LABOUR_MARKET_REGION).values_list("slug", "name"))
    places = [(name, fact_name(name)) for name, other in VOCABULARY.items() if other.kind is Kind.PLACE]
    return {
        "region": forms.ChoiceField(
            label=_("Op de lijst met kansberoepen van deze regio"),
            choices=with_empty(regions, _("Kies een regio")),
            required=False,
        ),
        "place": forms.ChoiceField(
            label=_("Of op die van de regio van"), choices=with_empty(places, _("Kies een plaats")), required=False
        ),
        "codes": LinesField(
            label=_("Of een van deze codes"), help_text=_("Eén code op een regel."), rows=4, required=False
        ),
        **negation(),
    }


def _code_node(fact: Fact, data: Mapping[str, Any]) -> Node:
    if data.get("codes"):
        return {"operator": "one_of", "values": sorted(set(data["codes"]))}
    of = {"region": data["region"]} if data.get("region") else {"place": data["place"]}
    return {"operator": "on_shortage_list", **of}


def _grants(fact: Fact) -> dict[str, forms.Field]:
    schemes = list(Scheme.objects.values_list("slug", "name"))
    return {
        "measure": forms.ChoiceField(
            label=_("Wat tellen we?"),
            choices=[("received_at_most", _("Het bedrag")), ("received_times_at_most", _("Hoe vaak"))],
            widget=forms.RadioSelect,
            initial="received_at_most",
        ),
        "most_cents": EurosField(label=_("Hoogstens zoveel euro"), required=False),
        "most_times": WholeField(label=_("Hoogstens zo vaak"), min_value=0, max_value=1000, required=False),
        "window": forms.ChoiceField(
            label=_("Over welke tijd?"),
            choices=[
                (Calendar.THIS_YEAR.value, _("Dit kalenderjaar")),
                ("months", _("Een aantal maanden terug")),
                (Calendar.EVER.value, _("Alles van vroeger")),
            ],
            widget=forms.RadioSelect,
            initial=Calendar.THIS_YEAR.value,
        ),
        "months": WholeField(label=_("Zoveel maanden terug"), min_value=1, max_value=MOST_MONTHS, required=False),
        "schemes": forms.MultipleChoiceField(
            label=_("Alleen geld van deze regelingen"),
            help_text=_("Niets gekozen: alle regelingen samen."),
            choices=schemes,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        ),
        **negation(),
    }


def _grants_node(fact: Fact, data: Mapping[str, Any]) -> Node:
    most = data["most_cents"] if data["measure"] == "received_at_most" else data["most_times"]
    window = data["months"] if data["window"] == "months" else data["window"]
    named = {"schemes": sorted(data["schemes"])} if data["schemes"] else {}
    return {"operator": data["measure"], "value": most, "window": window, **named}


def _grants_initial(core: Node) -> dict[str, Any]:
    window = core.get("window")
    most = "most_cents" if core.get("operator") == "received_at_most" else "most_times"
    counted = {"window": "months", "months": window} if isinstance(window, int) else {"window": window}
    return {"measure": core.get("operator"), most: core.get("value"), "schemes": core.get("schemes", []), **counted}


def _values_initial(core: Node) -> dict[str, Any]:
    """One value that it is (or, by the form, is not) shows as a list of one."""
    values = core.get("values", [core["value"]] if "value" in core else [])
    area = str(core.get("area", ""))
    if area.startswith(SINGLE):
        return {"places": [area.removeprefix(SINGLE)]}
    named = {name: core[name] for name in ("area", "region", "place") if core.get(name)}
    return {"values": values, "places": values, "codes": values, **named}


FIELDS = {
    Kind.WHOLE_NUMBER: _ordered,
    Kind.CENTS: _ordered,
    Kind.DATE: _ordered,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choices,
    Kind.CHOICES: _choices,
    Kind.PLACE: _place,
    Kind.CODE: _code,
    Kind.GRANTS: _grants,
}
NODES = {
    Kind.WHOLE_NUMBER: _ordered_node,
    Kind.CENTS: _ordered_node,
    Kind.DATE: _ordered_node,
    Kind.YES_NO: lambda fact, data: {"operator": "is", "value": data["value"] == "yes"},
    Kind.CHOICE: lambda fact, data: {"operator": "one_of", "values": data["values"]},
    Kind.CHOICES: lambda fact, data: {"operator": "has_any", "values": data["values"]},
    Kind.PLACE: _place_node,
    Kind.CODE: _code_node,
    Kind.GRANTS: _grants_node,
}
INITIALS = {
    Kind.WHOLE_NUMBER: _ordered_initial,
    Kind.CENTS: _ordered_initial,
    Kind.DATE: _ordered_initial,
    Kind.YES_NO: lambda core: {"value": "yes" if core.get("value") is (core.get("operator") == "is") else "no"},
    Kind.CHOICE: _values_initial,
    Kind.CHOICES: _values_initial,
    Kind.PLACE: _values_initial,
    Kind.CODE: _values_initial,
    Kind.GRANTS: _grants_initial,
}
