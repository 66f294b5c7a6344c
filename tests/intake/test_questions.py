"""The questions a learner is asked: in words, with every way people answer, back as the engine reads it."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.http import QueryDict
from django.template import Context, Template
from django.utils.translation import override
from lxml import html

from intake.profile.forms import question_form
from intake.profile.questions import QUESTIONS, Kind
from intake.profile.values import checked, shown, shown_all

pytestmark = pytest.mark.django_db
FACTS = {
    "birth_date",
    "residence",
    "work_municipality",
    "employment",
    "benefit",
    "cao",
    "education",
    "legally_required",
    "job_guarantee",
    "employer_contribution",
    "enrolled",
    "advice_given",
    "advice_date",
    "recognised_training_company",
    "grants_elsewhere",
    "advice_kind",
    "income",
    "employer_municipality",
    "employer_sector",
    "employer_size",
    "own_de_minimis",
}
#: One answer of each kind, as a browser sends it, as it is stored, and in words.
EXAMPLES = [
    (
        "birth_date",
        {"birth_date_day": "14", "birth_date_month": "5", "birth_date_year": "1987"},
        "1987-05-14",
        "14 mei 1987",
    ),
    ("residence", {"residence": "9711ab"}, "GM0014", "Groningen"),
    ("work_municipality", {"work_municipality": "emmen"}, "GM0114", "Emmen"),
    ("employment", {"employment": "self_employed"}, "self_employed", "Ja, als zelfstandige"),
    ("benefit", {"benefit": "none"}, "none", "Nee"),
    ("cao", {"cao": "bouw_infra"}, "bouw_infra", "Bouw en infra"),
    ("education", {"education": "mbo_4"}, "mbo_4", "Mbo niveau 4"),
    ("legally_required", {"legally_required": "no"}, False, "Nee"),
    ("job_guarantee", {"job_guarantee": "yes"}, True, "Ja"),
    ("employer_contribution", {"employer_contribution": "€ 1.000"}, 100_000, "€\N{NO-BREAK SPACE}1.000"),
    ("enrolled", {"enrolled": "yes"}, True, "Ja"),
    ("advice_given", {"advice_given": "no"}, False, "Nee"),
    (
        "advice_date",
        {"advice_date_day": "3", "advice_date_month": "11", "advice_date_year": "2025"},
        "2025-11-03",
        "3 november 2025",
    ),
    ("recognised_training_company", {"recognised_training_company": "yes"}, True, "Ja"),
    ("grants_elsewhere", {"grants_elsewhere": "no"}, False, "Nee"),
    ("advice_kind", {"advice_kind": "training_plan"}, "training_plan", "Een scholingsplan"),
    ("income", {"income": "below_40000"}, "below_40000", "€ 30.000 tot € 40.000"),
    ("employer_municipality", {"employer_municipality": "emmen"}, "GM0114", "Emmen"),
    ("employer_sector", {"employer_sector": "green"}, "green", "Groen"),
    ("employer_size", {"employer_size": "medium"}, "medium", "50 tot en met 249"),
    ("own_de_minimis", {"own_de_minimis": "0"}, 0, "€\N{NO-BREAK SPACE}0"),
]


def sent(fields: dict[str, str]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(fields)
    return data


def page_of(form: Any) -> html.HtmlElement:
    text = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))
    return html.fragment_fromstring(text, create_parent="div")


def problem(fact: str, **fields: str) -> str:
    form = question_form(fact, sent(fields))
    assert not form.is_valid()
    return " ".join(form.errors[fact])


def test_there_is_a_question_for_every_fact_that_a_learner_tells() -> None:
    assert set(QUESTIONS) == FACTS == {example[0] for example in EXAMPLES}


@pytest.mark.parametrize("fact", sorted(FACTS))
def test_every_question_has_its_words(fact: str) -> None:
    question = QUESTIONS[fact]
    assert str(question.text).endswith("?")
    assert question.label
    assert question.why
    assert set(question.hints) <= set(question.choices)
    assert bool(question.choices) == (question.kind in {Kind.CHOICE, Kind.YES_NO})


@pytest.mark.parametrize(("fact", "fields", "stored", "in_words"), EXAMPLES)
def test_an_answer_is_stored_shown_and_filled_in_again(
    fact: str, fields: dict[str, str], stored: Any, in_words: str
) -> None:
    form = question_form(fact, sent(fields))
    assert form.is_valid(), form.errors
    assert form.value() == stored
    assert type(form.value()) is type(stored)
    assert checked(fact, form.value()) == stored
    assert shown(fact, stored) == in_words

    again = question_form(fact, known={fact: stored})
    page = page_of(again)
    filled = {i.get("name"): i.get("value") for i in page.xpath("//input[not(@type='radio' or @type='checkbox')]")}
    filled |= {i.get("name"): i.get("value") for i in page.xpath("//input[@type='radio' and @checked]")}
    resent = question_form(fact, sent({name: value or "" for name, value in filled.items()}))
    assert resent.is_valid(), resent.errors
    assert resent.value() == stored


@pytest.mark.parametrize("fact", sorted(FACTS))
def test_not_knowing_is_always_possible_and_remembered(fact: str) -> None:
    radios = QUESTIONS[fact].kind in {Kind.CHOICE, Kind.YES_NO}
    fields = {fact: "unknown"} if radios else {"unknown": "on"}
    form = question_form(fact, sent(fields))
    assert form.is_valid(), form.errors
    assert form.value() is None
    words = "Zeg ik liever niet" if fact in {"birth_date", "residence", "income"} else "Weet ik niet"
    assert shown(fact, None) == words
    page = page_of(question_form(fact, known={fact: None}))
    ticked = page.xpath("//input[@checked]")
    assert [(i.get("name"), i.get("value")) for i in ticked] == ([(fact, "unknown")] if radios else [("unknown", None)])
    assert words in page.text_content()
    assert not page_of(question_form(fact)).xpath("//input[@checked]")


def test_not_knowing_goes_before_what_stands_in_the_field() -> None:
    form = question_form("employer_contribution", sent({"employer_contribution": "veel", "unknown": "on"}))
    assert form.is_valid()
    assert form.value() is None


@pytest.mark.parametrize("fact", sorted(FACTS))
def test_an_empty_answer_names_the_way_out_and_everything_has_a_label(fact: str) -> None:
    form = question_form(fact, sent({}))
    assert not form.is_valid()
    page = page_of(form)
    assert page.find_class("error-summary")
    ids = set(page.xpath("//@id"))
    for control in page.xpath("//input[@type!='hidden']"):
        assert page.xpath(f"//label[@for='{control.get('id')}']"), control.get("id")
    for goal in page.xpath("//a/@href"):
        assert goal.removeprefix("#") in ids
    assert set(" ".join(page.xpath("//@aria-describedby")).split()) <= ids


def test_an_answer_that_was_not_offered_is_refused() -> None:
    assert problem("employment", employment="koning")
    assert problem("enrolled", enrolled="maybe")


# --- Dates -------------------------------------------------------------------------------------------------
def born(day: str, month: str, year: str) -> dict[str, str]:
    return {"birth_date_day": day, "birth_date_month": month, "birth_date_year": year}


@pytest.mark.parametrize(
    "typed",
    [
        ("14", "5", "1987"),
        (" 14 ", "05", "1987"),
        ("14", "mei", "1987"),
        ("14", "Mei", "1987"),
        ("14", "may", "1987"),
        ("１４", "５", "１９８７"),
    ],
)
def test_a_date_is_read_as_people_write_it(typed: tuple[str, str, str]) -> None:
    form = question_form("birth_date", sent(born(*typed)))
    assert form.is_valid(), form.errors
    assert form.value() == "1987-05-14"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("", "", ""), "Vul de dag, de maand en het jaar in."),
        (("14", "", "1987"), "Vul ook dit in: maand."),
        (("", "", "1987"), "Vul ook dit in: dag, maand."),
        (("31", "2", "1987"), "bestaat niet"),
        (("29", "2", "1987"), "bestaat niet"),
        (("14", "13", "1987"), "bestaat niet"),
        (("0", "5", "1987"), "bestaat niet"),
        (("14", "5", "87"), "vier cijfers"),
        (("14", "5", "1e99"), "vier cijfers"),
        (("14", "5", "²²²²"), "jonger dan 14"),
        (("14", "lente", "1987"), "maand in als getal"),
        (("-1", "5", "1987"), "dag in als getal"),
        (("99999999999999999999", "5", "1987"), "dag in als getal"),
        (("24", "11", "2012"), "jonger dan 14"),
        (("1", "1", "2030"), "jonger dan 14"),
        (("23", "11", "1915"), "ouder dan 110"),
    ],
)
@time_machine.travel(date(2026, 11, 23), tick=False)
def test_a_date_that_cannot_be_gets_a_sentence(typed: tuple[str, str, str], told: str) -> None:
    assert told in problem("birth_date", **born(*typed))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (("23", "11", "2012"), "2012-11-23"),  # 14 today
        (("24", "11", "1915"), "1915-11-24"),  # 110, tomorrow 111
        (("29", "2", "1988"), "1988-02-29"),
    ],
)
@time_machine.travel(date(2026, 11, 23), tick=False)
def test_the_edges_of_what_is_sane_are_in(typed: tuple[str, str, str], stored: str) -> None:
    form = question_form("birth_date", sent(born(*typed)))
    assert form.is_valid(), form.errors
    assert form.value() == stored


def test_the_boxes_of_a_date_tell_browsers_what_they_are() -> None:
    page = page_of(question_form("birth_date"))
    assert page.xpath("//input[@type='text']/@autocomplete") == ["bday-day", "bday-month", "bday-year"]
    assert page.xpath("//label/text()")[:3] == ["Dag", "Maand", "Jaar"]


# --- Money -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "cents"),
    [("250", 25_000), ("250,50", 25_050), ("€ 1.000", 100_000), ("0", 0), ("１００", 10_000), ("1.250,-", 125_000)],
)
def test_money_is_read_as_people_write_it(typed: str, cents: int) -> None:
    form = question_form("employer_contribution", sent({"employer_contribution": typed}))
    assert form.is_valid(), form.errors
    assert form.value() == cents


@pytest.mark.parametrize("typed", ["", "veel", "-5", "1e400", "NaN", "1,2,3", "9999999999", "= 5"])
def test_money_that_is_none_gets_a_sentence(typed: str) -> None:
    assert problem("employer_contribution", employer_contribution=typed)


# --- Words -------------------------------------------------------------------------------------------------
def test_answers_are_shown_in_the_order_of_asking_with_one_query(django_assert_max_num_queries: Any) -> None:
    answers = {
        "enrolled": False,
        "residence": "GM0014",
        "work_municipality": "GM0114",
        "birth_date": "1987-05-14",
        "cao": None,
        "left_over": "x",
    }
    with django_assert_max_num_queries(1):
        found = shown_all(answers)
    assert list(found.items()) == [
        ("birth_date", "14 mei 1987"),
        ("residence", "Groningen"),
        ("work_municipality", "Emmen"),
        ("cao", "Weet ik niet"),
        ("enrolled", "Nee"),
    ]


def test_a_municipality_that_is_no_more_is_shown_by_its_code() -> None:
    assert shown("residence", "GM9999") == "GM9999"


def test_the_date_follows_the_language() -> None:
    with override("en"):
        assert shown("birth_date", "1987-05-14") == "14 May 1987"
