"""One condition as a form: what is shipped comes out of it as it went in, and what cannot be is refused."""

import json
from typing import Any

import pytest
from django import forms

from funding.editor import tree
from funding.editor.condition_form import JUDGED, ConditionForm, sentence
from funding.engine import rules
from funding.engine.areas import SINGLE
from funding.engine.tree import Compare, InArea, Not, OneOf, Rule
from funding.engine.vocabulary import VOCABULARY, Kind
from funding.schemes.loading import DATA, load_schemes

pytestmark = pytest.mark.django_db


def typed(form: forms.Form) -> dict[str, Any]:
    """What a browser sends of a form that nobody touched."""
    sent: dict[str, Any] = {}
    for field in form:
        value = field.value()
        if value in (None, "", []):
            continue
        widget = field.field.widget
        shown = widget.format_value(value) if isinstance(widget, forms.TextInput | forms.Textarea) else value
        sent[field.name] = shown
    return sent


def conditions() -> list[tuple[str, tree.Found]]:
    """Every condition of every shipped scheme, with what is around it when it is turned round."""
    found = []
    for path in sorted(DATA.glob("*.json")):
        for version in json.loads(path.read_text())["versions"]:
            document = tree.whole(version["rule"])
            for group in tree.groups(document):
                for _part, place in tree.children(group):
                    node = tree.found(document, place)
                    if node.group is None:
                        found.append((f"{path.stem} {tree.path_text(place)}", node))
    return found


def bare(rule: Rule) -> Rule:
    """A condition without the ways in which the same can be written: one value, a list of one, an area of one."""
    match rule:
        case Not(part=part):
            inner = bare(part)
            return inner.part if isinstance(inner, Not) else Not(inner)
        case Compare(fact=fact, operator="is" | "is_not" as operator, value=str(value)):
            one = bare(OneOf(fact, frozenset({value}), "x", "y"))
            return one if operator == "is" else Not(one)
        case OneOf(fact=fact, values=values) if VOCABULARY[fact].kind is Kind.PLACE and len(values) == 1:
            return InArea(fact, f"{SINGLE}{next(iter(values))}", "x", "y")
        case Compare(fact=fact, value=bool(value)):
            return OneOf(fact, frozenset({str(value is (rule.operator == "is"))}), "x", "y")
        case _:
            document = rules.to_document(rule)
            return rules.parse(document | {"label": "x", "source": "y"} if "fact" in document else document)


def test_every_shipped_condition_comes_out_of_its_form_as_it_went_in() -> None:
    load_schemes(demo=True)
    looked_at = conditions()
    assert len(looked_at) > 100
    for name, node in looked_at:
        fact = VOCABULARY.get(str(node.core.get("fact", JUDGED)))
        form = ConditionForm(typed(ConditionForm(fact=fact, found=node)), fact=fact, found=node)
        assert form.is_valid(), (name, form.errors)
        written = form.node()
        whole = {"not": node.core} if node.negated else node.core
        assert bare(rules.parse(written)) == bare(rules.parse(whole)), name
        core = written.get("not", written)
        assert core["source"] == node.core["source"], name
        assert core.get("label", core.get("judged")) == node.core.get("label", node.core.get("judged")), name


@pytest.mark.parametrize(
    ("fact", "data", "words"),
    [
        ("age", {"operator": "at_least"}, "Vul in waarmee je vergelijkt."),
        ("age", {"operator": "at_least", "value": "-3"}, "minstens 0"),
        ("age", {"operator": "at_least", "value": "achttien"}, "Vul een heel getal in"),
        ("age", {"operator": "at_least", "value": "18,5"}, "Vul een heel getal in"),
        ("course.total_cents", {"operator": "at_most", "value": "12,345"}, "Vul een bedrag in"),
        ("course.total_cents", {"operator": "at_most", "value": "-5"}, "Vul een bedrag in"),
        ("course.start", {"operator": "at_least", "value": "31-02-2027"}, "Vul een dag in"),
        ("course.start", {"operator": "at_least", "value": "2027-02-01", "other": "today"}, "Kies één van de twee"),
        ("course.start", {"operator": "at_least", "other": "age"}, "age"),
        ("residence", {}, "Kies een gebied, of noem gemeenten."),
        ("residence", {"area": "provincie-drenthe", "places": "Assen"}, "Niet allebei"),
        ("residence", {"places": "Assen\nAtlantis"}, "Atlantis"),
        ("residence", {"area": "atlantis"}, "atlantis"),
        ("course.sector", {"values": []}, "verplicht"),
        ("course.sector", {"values": ["toverij"]}, "toverij"),
        ("course.occupation", {"codes": "a b !"}, "kan niet bij dit gegeven"),
        ("course.occupation", {"codes": "123", "region": "regio-twente"}, "Kies één van de drie"),
        ("earlier_grants", {"measure": "received_at_most", "window": "ever"}, "Vul het hoogste bedrag in."),
        (
            "earlier_grants",
            {"measure": "received_times_at_most", "most_times": "1", "window": "months"},
            "hoeveel maanden",
        ),
        ("age", {"operator": "in_area", "value": "18"}, "in_area"),
        (JUDGED, {"judged": ""}, "verplicht"),
    ],
)
def test_what_cannot_be_is_refused_in_words(fact: str, data: dict[str, Any], words: str) -> None:
    usual = {"source": "Reglement, artikel 1", "negated": "no", "unit": "weeks", "direction": "later"}
    form = ConditionForm(usual | data, fact=VOCABULARY.get(fact))
    assert not form.is_valid()
    assert words in " ".join(str(text) for texts in form.errors.values() for text in texts)


def test_a_condition_needs_its_source() -> None:
    form = ConditionForm({"operator": "at_least", "value": "18"}, fact=VOCABULARY["age"])
    assert list(form.errors) == ["source"]


def test_the_sentence_is_dutch_in_every_language_and_follows_the_condition(settings: Any) -> None:
    from django.utils.translation import override

    with override("en"):
        form = ConditionForm({"operator": "at_least", "value": "18", "source": "x"}, fact=VOCABULARY["age"])
        assert form.is_valid()
        assert form.node()["label"] == "Je bent 18 jaar of ouder."
        assert sentence({"fact": "age"}) == ""
    turned = {"values": ["hbo", "wo"], "negated": "yes", "source": "x"}
    form = ConditionForm(turned, fact=VOCABULARY["education"])
    assert form.is_valid()
    assert form.node()["label"] == form.node()["not"]["label"]
    assert "niet" in form.node()["label"]
