"""Rules and changes in sentences: every fact has its words, and a sentence says what the rule says."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given, settings

from funding.check.change_words import WHEN, cheaper_when, possible_when
from funding.check.fact_words import PLACES, YES_OR_NO, called
from funding.check.naming import Names
from funding.check.rule_words import Sentence, reads_as
from funding.engine import rules
from funding.engine.counterfactuals import CheaperPlan, what_if
from funding.engine.facts import Facts
from funding.engine.judging import person_part
from funding.engine.phrases import Several, Statement, phrased
from funding.engine.tree import WITHOUT_CRITERIA, All, Any, AtLeast, Compare, Not, Operator, Rule
from funding.engine.vocabulary import ABSENT, VOCABULARY, Change, Kind
from funding.schemes.loading import load_schemes
from tests.funding.engine.places import areas
from tests.funding.engine.shipped import schemes
from tests.funding.engine.strategies import TODAY
from tests.funding.engine.strategies import rules as any_rule

NAMES = Names({"noord": "het Noorden", "regio-twente": "Twente"}, {"GM0014": "Groningen"}, {"stap": "STAP"})


def condition(**fields: object) -> Rule:
    return rules.parse({"label": "label", "source": "art. 1", **fields})


def says(**fields: object) -> str:
    return reads_as(condition(**fields), NAMES).text


def flat(sentence: Sentence) -> list[str]:
    return [sentence.text, *(text for part in sentence.parts for text in flat(part))]


def than(fact: str, operator: str, /, **other: object) -> dict[str, object]:
    return {"fact": fact, "operator": operator, "than": other}


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"fact": "age", "operator": "at_least", "value": 18}, "Je bent 18 jaar of ouder."),
        ({"fact": "age", "operator": "at_most", "value": 56}, "Je bent hoogstens 56 jaar."),
        ({"fact": "residence", "operator": "in_area", "area": "noord"}, "Je woont in het Noorden."),
        ({"fact": "residence", "operator": "in_area", "area": "gemeente-GM0014"}, "Je woont in Groningen."),
        ({"fact": "residence", "operator": "is_not", "value": "GM0014"}, "Je woont niet in Groningen."),
        ({"fact": "enrolled", "operator": "is", "value": False}, "Je bent nog niet ingeschreven."),
        ({"fact": "enrolled", "operator": "is_not", "value": False}, "Je bent al ingeschreven."),
        ({"fact": "benefit", "operator": "one_of", "values": ["ww", "none"]}, "Je uitkering: geen of WW."),
        (
            {"fact": "course.level", "operator": "one_of", "values": ["mbo_3", "mbo_1", "mbo_2"]},
            "Het niveau van de cursus: mbo 1, mbo 2 of mbo 3.",
        ),
        (
            {"fact": "course.duration_weeks", "operator": "at_most", "value": 1},
            "Hoelang de cursus duurt: hoogstens 1 week.",
        ),
        (
            than("course.start", "at_least", fact="today", weeks=4),
            "De start van de cursus: minstens 4 weken na de dag van je aanvraag.",
        ),
        (
            than("today", "at_most", fact="course.start", weeks=-4),
            "De dag van je aanvraag: minstens 4 weken vóór de start van de cursus.",
        ),
        (
            than("today", "at_most", fact="course.end", months=2),
            "De dag van je aanvraag: uiterlijk 2 maanden na het einde van de cursus.",
        ),
        (
            than("employer_contribution", "at_least", fact="course.total_cents"),
            "Wat je werkgever betaalt: even veel als de prijs van de cursus, of meer.",
        ),
        (
            {"fact": "course.occupation", "operator": "on_shortage_list", "region": "regio-twente"},
            "De cursus leidt op voor een kansberoep in Twente.",
        ),
        (
            {
                "fact": "earlier_grants",
                "operator": "received_times_at_most",
                "value": 0,
                "window": "calendar_year",
                "schemes": ["stap"],
            },
            "Je kreeg dit kalenderjaar geen geld van STAP.",
        ),
        (
            {"fact": "de_minimis_aid", "operator": "received_at_most", "value": 30_000_000, "window": 36},
            "Je bedrijf of je werkgever kreeg in de laatste 36 maanden hoogstens €\N{NO-BREAK SPACE}300.000 van alle "
            "potjes samen.",
        ),
    ],
)
def test_a_condition_reads_as_a_sentence(fields: dict[str, object], text: str) -> None:
    assert says(**fields) == text


def test_groups_read_as_headings_and_negations_as_what_then_has_to_be_so() -> None:
    adult = {"fact": "age", "operator": "at_least", "value": 18, "label": "a", "source": "b"}
    free = {"fact": "enrolled", "operator": "is", "value": False, "label": "a", "source": "b"}
    rule = rules.parse({"all": [free, {"not": {"any": [adult, {"judged": "Het past.", "source": "b"}]}}]})
    assert reads_as(rule, NAMES) == Sentence(
        "Dit klopt allemaal:",
        (
            Sentence("Je bent nog niet ingeschreven."),
            Sentence("Je bent hoogstens 17 jaar."),
            Sentence("Dit klopt niet: Het past.", dutch=True),
        ),
    )


def test_what_everybody_can_have_and_nobody_and_what_is_written_nowhere() -> None:
    assert reads_as(True, NAMES).text == "Iedereen kan dit krijgen."
    assert reads_as(False, NAMES).text == "Niemand kan dit krijgen."
    assert reads_as(WITHOUT_CRITERIA, NAMES).text.startswith("Nergens staat voor wie")


def test_not_two_of_three_is_two_of_three_are_not_so() -> None:
    leaves = tuple(
        Compare(name, Operator.IS, True, name, "x") for name in ("enrolled", "job_guarantee", "advice_given")
    )
    turned = phrased(Not(AtLeast(2, leaves)))
    assert isinstance(turned, Several)
    assert (turned.needed, len(turned.parts)) == (2, 3)
    assert all(isinstance(part, Statement) and getattr(part.leaf, "value", None) is False for part in turned.parts)
    assert phrased(Not(Not(All(leaves)))) == phrased(All(leaves))
    assert phrased(All((leaves[0], All(leaves[1:])))) == phrased(All(leaves))
    assert phrased(Any((leaves[0],))) == Statement(leaves[0], True)


def test_every_fact_that_a_rule_can_name_has_its_words() -> None:
    for name, fact in VOCABULARY.items():
        match fact.kind:
            case Kind.YES_NO:
                assert name in YES_OR_NO
            case Kind.PLACE:
                assert name in PLACES
            case Kind.GRANTS:
                continue
            case _:
                assert called(name)
    assert set(WHEN) == {name for name, fact in VOCABULARY.items() if fact.change is not Change.NEVER}


@given(any_rule())
@settings(max_examples=200)
def test_every_rule_can_be_read_in_both_languages(rule: Rule) -> None:
    for language in ("nl", "en"):
        with override(language):
            for text in flat(reads_as(rule, NAMES)):
                assert text.strip()
                assert "%(" not in text


@pytest.mark.django_db
def test_the_rules_that_are_shipped_read_with_names_and_without_codes(django_assert_max_num_queries: object) -> None:
    load_schemes(demo=True)
    found = [scheme.rule for scheme in schemes()]
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        names = Names.of(found)
    texts = " ".join(text for rule in found for text in flat(reads_as(rule, names)))
    assert "Je woont in Rotterdam." in texts
    assert "gemeente-GM" not in texts
    assert "regio-" not in texts


def test_who_can_have_it_leaves_out_what_the_course_already_is() -> None:
    scheme = next(scheme for scheme in schemes() if scheme.slug == "het-noorden-leert-door")
    known = Facts.of(
        {"course.level": "mbo_2", "course.duration_weeks": 10, "course.sector": "care"},
        TODAY,
    )
    texts = flat(reads_as(person_part(scheme.rule, known, areas()), Names()))
    assert "Je bent 18 jaar of ouder." in texts
    assert not any("cursus duurt" in text or "niveau" in text for text in texts)
    hbo = known.learned("course.level", "hbo")
    assert reads_as(person_part(scheme.rule, hbo, areas()), Names()).text == "Niemand kan dit krijgen."


def test_what_would_change_the_answer_is_a_sentence() -> None:
    lives = condition(fact="residence", operator="in_area", area="provincie-drenthe")
    advice = condition(fact="advice_given", operator="is", value=True)
    later = condition(**than("course.start", "at_least", fact="today", weeks=4))
    names = Names({"provincie-drenthe": "Drenthe"})
    known = Facts.of({"residence": "GM0363", "advice_given": False, "course.start": date(2026, 12, 1)}, TODAY)
    (both,) = what_if(All((lives, advice)), known, areas())
    assert (
        possible_when(both, names) == "Dit kan wel als je in Drenthe woont en je eerst met een loopbaanadviseur praat."
    )
    (start,) = what_if(later, known, areas())
    assert possible_when(start, names) == "Dit kan wel als je op 21 december 2026 begint."
    cheaper = CheaperPlan(start.changes, 10_000)
    text = cheaper_when(cheaper, 60_000, names)
    assert text == "Je betaalt €\N{NO-BREAK SPACE}500 minder als je op 21 december 2026 begint."


def test_the_kind_of_advice_is_named_by_its_answer() -> None:
    rule = condition(fact="advice_kind", operator="is", value="training_plan")
    known = Facts.of({"advice_given": True, "advice_kind": "career_talk"}, TODAY)
    (found,) = what_if(rule, known, areas())
    assert found.changes[0].before is not ABSENT
    assert possible_when(found, Names()) == "Dit kan wel als je dit advies krijgt: een scholingsplan."
