"""One condition as a form: its fields are those of the fact's type, and it gives the node of a rule."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import override

from funding.check.naming import Names
from funding.check.rule_words import reads_as
from funding.editor.condition_fields import FIELDS, INITIALS, NODES, negation
from funding.editor.fields import LineField, TextField
from funding.editor.tree import Found, Node
from funding.engine import rules
from funding.engine.rules import RuleError
from funding.engine.vocabulary import VOCABULARY, Fact, Kind
from funding.schemes.problem_words import rule_error_words

#: The "fact" of a condition that a person judges.
JUDGED = "beoordelen"
LONGEST_SENTENCE = 300


class ConditionForm(forms.Form):
    """A condition on one fact, or (``fact`` None) one that a person judges.

    ``node()`` of a valid form is the node as the engine reads it; ``found`` fills the form with a node that is there.
    A sentence that the administrator does not write is made from the condition itself.
    """

    says_optional = False  # one of several fields is wanted, or the hint says what empty means

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        fact: Fact | None,
        found: Found | None = None,
        sources: Iterable[str] = (),
    ) -> None:
        super().__init__(data)
        self.fact = fact
        first = next(iter(sources), "")
        if fact is None:
            self.fields["judged"] = TextField(
                label=_("Wat kijkt het fonds zelf na?"),
                help_text=_("Schrijf één zin met “je”. De uitkomst is dan: het fonds kijkt dit na."),
                max_length=LONGEST_SENTENCE,
            )
        else:
            for name, field in FIELDS[fact.kind](fact).items():
                self.fields[name] = field
            if found is not None and found.negated and fact.kind is not Kind.YES_NO:
                self.fields |= negation()
            self.fields["label"] = TextField(
                label=_("Eigen zin voor de deelnemer"),
                help_text=_("Leeg: de zin die we er zelf van maken."),
                max_length=LONGEST_SENTENCE,
                required=False,
            )
        self.fields["source"] = LineField(
            label=_("Waar staat dit?"),
            help_text=_("De wet of de regeling, met het artikel. Bijvoorbeeld: Reglement, artikel 3."),
            max_length=200,
            initial=first,
        )
        if found is not None:
            self.initial = {"source": first, **initial_of(found)}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.fact is not None and not self._is_unreadable():
            self._check(data, self.fact.kind)
        if not self.errors:
            try:
                rules.parse(self.node())
            except RuleError as error:
                self.add_error(None, rule_error_words(error))
        return data

    def _check(self, data: Mapping[str, Any], kind: Kind) -> None:
        """What belongs together: a value or another fact, an area or places."""
        if kind in (Kind.WHOLE_NUMBER, Kind.CENTS, Kind.DATE):
            if not data.get("other") and data.get("value") is None:
                self.add_error("value", _("Vul in waarmee je vergelijkt."))
            if data.get("other") and data.get("value") is not None:
                self.add_error("other", _("Kies één van de twee: een vaste waarde of een ander gegeven."))
        if kind is Kind.PLACE and bool(data.get("area")) == bool(data.get("places")):
            self.add_error("area", _("Kies een gebied, of noem gemeenten. Niet allebei."))
        if kind is Kind.CODE and len([name for name in ("codes", "region", "place") if data.get(name)]) != 1:
            self.add_error("region", _("Kies één van de drie: een regio, een plaats of een lijst met codes."))
        if kind is Kind.GRANTS:
            if data["measure"] == "received_at_most" and data.get("most_cents") is None:
                self.add_error("most_cents", _("Vul het hoogste bedrag in. Nul mag."))
            if data["measure"] == "received_times_at_most" and data.get("most_times") is None:
                self.add_error("most_times", _("Vul in hoe vaak. Nul mag."))
            if data["window"] == "months" and not data.get("months"):
                self.add_error("months", _("Vul in hoeveel maanden terug meetellen."))

    def reads(self) -> str:
        """What is filled in so far, as a sentence, also while the source is missing; "" when it can't be read."""
        return "" if self._is_unreadable() else sentence(self.node())

    def _is_unreadable(self) -> bool:
        return bool(set(self.errors) - {"source"})

    def node(self) -> Node:
        """The node of what was filled in, with its sentence and source."""
        data = self.cleaned_data
        source = (data.get("source") or "").strip() or "."
        if self.fact is None:
            return {"judged": " ".join(data["judged"].split()), "source": source}
        asks = {"fact": self.fact.name, **NODES[self.fact.kind](self.fact, data)}
        negated = data.get("negated") == "yes"
        bare = {**asks, "label": ".", "source": source}
        label = " ".join((data.get("label") or "").split()) or sentence({"not": bare} if negated else bare)
        label = label or bare["label"]  # what can't be read is refused for that, not for having no words
        node = {**bare, "label": label}
        return {"not": node, "label": label} if negated else node


def sentence(node: Node) -> str:
    """What a node says in plain Dutch, whatever language the page is in; "" while nothing can be read in it."""
    try:
        rule = rules.parse(node)
    except RuleError:
        return ""
    with override("nl"):
        return reads_as(rule, Names.of([rule])).text


def initial_of(found: Found) -> dict[str, Any]:
    """What the form of a condition shows of its node."""
    core = found.core
    if "judged" in core:
        return {"judged": core["judged"], "source": core.get("source", "")}
    fact = VOCABULARY.get(str(core.get("fact")))
    shown = {"source": core.get("source", ""), "negated": "yes" if found.negated else "no"}
    if fact is None:
        return shown
    own, made = str(core.get("label", "")), sentence({"not": core} if found.negated else core)
    shown["label"] = "" if own == made else own
    shown["operator"] = core.get("operator", "")
    shown |= INITIALS[fact.kind](core)
    if found.negated and fact.kind is Kind.YES_NO:
        shown["value"] = "no" if shown["value"] == "yes" else "yes"
    elif fact.kind in (Kind.CHOICE, Kind.PLACE, Kind.CODE) and core.get("operator") == "is_not":
        shown["negated"] = "no" if found.negated else "yes"
    return shown
