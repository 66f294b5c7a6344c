"""The money terms of a version in words, a row for each: what is paid, up to how much, and beside whom."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from funding.check.words import COSTS
from funding.editor.fact_choices import fact_name
from funding.editor.money_forms import COUNTED, ROUNDINGS, TIERS
from funding.engine.terms import Exclusion, Rounding, Terms
from portal.templatetags.portal import euros

type Rows = list[tuple[str, str]]


def money_rows(terms: Terms) -> Rows:
    """What the scheme pays, with what only its administrator has to do with."""
    rows = [(_("Soort geld"), str(TIERS[terms.tier.name.lower()])), *paid_rows(terms)]
    if terms.priority:
        rows.append((_("Volgorde"), str(terms.priority)))
    return rows


def paid_rows(terms: Terms) -> Rows:
    """What the scheme pays, and up to how much."""
    costs = [f"{COSTS[kind]} {percent}%" for kind, percent in terms.percent.items()]
    rows = [(_("Betaalt"), ", ".join(costs))]
    if terms.percent_of_sum != 100:
        rows.append((_("Samen hoogstens"), f"{terms.percent_of_sum}%"))
    if terms.rounding is not Rounding.CENTS_DOWN:
        rows.append((_("Afronding"), str(ROUNDINGS[terms.rounding])))
    if terms.fixed_amount:
        rows.append((_("Vast bedrag per opleiding"), euros(terms.fixed_amount)))
    rows.append(
        (_("Hoogstens per opleiding"), euros(terms.cap_per_course) if terms.cap_per_course else _("geen grens"))
    )
    if terms.cap_per_year:
        rows.append((_("Hoogstens per persoon per jaar"), euros(terms.cap_per_year)))
    if terms.cap_per_life:
        rows.append((_("Hoogstens per persoon ooit"), euros(terms.cap_per_life)))
    if terms.cap_per_employer:
        rows.append((_("Hoogstens per werkgever per jaar"), euros(terms.cap_per_employer)))
    if terms.family_cap:
        words = _("%(cents)s, samen met de andere regelingen van %(family)s")
        shown = {"cents": euros(terms.family_cap.cents), "family": terms.family_cap.family}
        rows.append((_("Hoogstens per persoon per jaar, gedeeld"), words % shown))
    if terms.cap_fact:
        rows.append((_("Hoogstens het bedrag van"), fact_name(terms.cap_fact)))
    rows.append((_("Btw"), _("betaalt de regeling ook") if terms.pays_vat else _("betaalt de regeling niet")))
    return rows


def stacking_rows(terms: Terms, names: Mapping[str, str]) -> Rows:
    """Beside whom it pays; ``names`` of schemes by slug."""

    def called(slugs: frozenset[str]) -> str:
        return ", ".join(sorted(names.get(slug, slug) for slug in slugs)) or _("geen enkele")

    rows: Rows = []
    if terms.excludes == Exclusion():
        rows.append((_("Samen met andere"), _("ja, met alle")))
    elif terms.excludes.others:
        rows.append((_("Alleen samen met"), called(terms.excludes.schemes)))
    else:
        rows.append((_("Niet samen met"), called(terms.excludes.schemes)))
    if terms.match:
        text = _("ten minste %(percent)s%% van de prijs; telt mee: %(counts)s")
        words = text % {"percent": terms.match.percent, "counts": str(COUNTED[terms.match.counts.value]).lower()}
        own = _("; ook wat de deelnemer zelf betaalt") if terms.match.own_counts else ""
        rows.append((_("Anderen betalen"), words + own))
    if terms.only_if_no_other:
        rows.append((_("Alleen als geen andere past"), _("ja")))
        rows.append((_("Mag daar wel naast"), called(terms.only_if_no_other.besides)))
    return rows
