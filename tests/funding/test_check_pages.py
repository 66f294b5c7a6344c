"""The pages of the check: what a visitor is asked, what a wrong answer gets, and every scheme with its reason."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import html

from courses.models import Course, PriceLine
from funding.applications.models import Application
from funding.budgets.models import Budget
from funding.check import words
from funding.check.assessing import assess_course, known, schemes_on
from funding.engine.rules import parse
from funding.engine.scheme import State
from funding.engine.tree import Rule
from funding.schemes.models import Scheme
from tests.funding.making import ANSWERS, answer_all, first_session, make_course

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"


def check(course: Course, page: str = "") -> str:
    return f"/opleidingen/{course.pk}/wat-kost-het-jou/{page}"


def typed(fact: str, value: Any) -> dict[str, str]:
    """An answer as it is typed; None is "Weet ik niet"."""
    if value is None:
        return {fact: "unknown", "unknown": "on"}
    if fact == "birth_date":
        return {"birth_date_day": "17", "birth_date_month": "5", "birth_date_year": "1984"}
    if isinstance(value, bool):
        return {fact: "yes" if value else "no"}
    return {fact: {"residence": "Assen", "work_municipality": "Assen"}.get(fact, str(value))}


def test_only_looking_keeps_nothing_of_a_visitor(client: Client, course: Course) -> None:
    from intake.profile.models import Profile

    client.get(check(course))
    client.get(check(course, "residence/"))
    client.get(check(course, "uitkomst/"))
    assert not Profile.objects.exists()


def test_a_visitor_without_account_sees_every_scheme_with_its_reason(client: Client, course: Course) -> None:
    for fact, value in ANSWERS.items():
        answer = client.post(check(course, f"{fact}/"), typed(fact, value))
        assert answer.status_code == 302, (fact, answer.content.decode())
    page = client.get(check(course, "uitkomst/?sessie=later")).content.decode()
    assert "Het Noorden Leert Door" in page
    assert "STAP-budget" in page
    assert "Gesloten" in page
    assert "Rotterdams Scholingsfonds" in page
    assert page.count('<details class="scheme') == Scheme.objects.count() == 66


def test_the_page_of_a_course_says_who_pays_what_as_the_outcome_does(client: Client, course: Course) -> None:
    assert "Wie betaalt wat?" not in client.get(course.get_absolute_url()).content.decode()
    answer_all(client, course)
    table = "//table[contains(@class, 'money__table')]"
    (outcome,) = html.fromstring(client.get(check(course, "uitkomst/")).content).xpath(table)
    (shown,) = html.fromstring(client.get(course.get_absolute_url()).content).xpath(table)
    assert shown.text_content().split() == outcome.text_content().split()


def told_to_come(client: Client, course: Course) -> set[int]:
    """About how many questions follow, as card, course, question and outcome each tell it."""
    own, told = course.get_absolute_url(), []
    for path in ("/opleidingen/?regio=nederland", own, check(course, "benefit/"), check(course, "uitkomst/")):
        page = html.fromstring(client.get(path).content)
        told += [card for card in page.xpath("//article") if card.xpath(f".//a[starts-with(@href, '{own}')]")] or [page]
    numbers = [re.findall(r"ongeveer (\d+) vragen", part.text_content())[0] for part in told]
    assert len(numbers) == 4
    return {int(number) for number in numbers}


def test_card_course_and_question_tell_one_number_of_questions_and_no_answer_makes_it_rise(
    client: Client, course: Course
) -> None:
    (before,) = told_to_come(client, course)
    # Who works for somebody can be asked about their employer: what can be asked now grows by this.
    client.post(check(course, "employment/"), typed("employment", "employee"))
    (after,) = told_to_come(client, course)
    assert after <= before


def test_what_fits_and_is_not_needed_stands_apart_from_what_one_does_not_get(client: Client, course: Course) -> None:
    answer_all(client, course)
    shown = client.get(check(course, "uitkomst/?sessie=later")).context
    fitting = {row.scheme.slug for row in shown["check"].assessment.rows if row.why_not in words.SPARE}
    assert fitting
    assert not fitting & {card.slug for card in shown["groups"].not_now}
    assert {card.slug for card in shown["groups"].spare} == fitting


def test_which_start_somebody_has_in_mind_is_asked_once(client: Client, course: Course) -> None:
    assert "/start/" in client.get(check(course)).url
    client.get(check(course, "start/?session=later"))
    assert "/start/" not in client.get(check(course)).url
    answer_all(client, course)
    page = client.get(check(course, "uitkomst/")).text
    assert "Dat weet ik nog niet" in page
    assert 'name="sessie" value="later"' in page
    begin = client.post(f"/opleidingen/{course.pk}/aanvragen/", {"sessie": "later"}, follow=True).text
    assert "Je wist nog niet wanneer je wilt beginnen." in begin


def test_a_full_scheme_says_so_and_pays_nothing(client: Client, course: Course) -> None:
    Budget.objects.filter(scheme=FUND).update(ceiling=0)
    answer_all(client, course)
    page = client.get(check(course, "uitkomst/?sessie=later")).content.decode()
    assert "Geld is op" in page
    assert "Komt er geld bij" in page


def test_answers_about_one_course_do_not_count_for_another(client: Client, course: Course) -> None:
    line = PriceLine.objects.get()
    other = Course.objects.get(pk=course.pk)
    other.pk, other.provider_key, other._state.adding = None, "p2", True
    other.save()
    line.pk, line.course_id, line._state.adding = None, other.pk, True
    line.save()
    answer_all(client, course, enrolled=True)
    left = client.get(check(other) + "?sessie=later")
    assert left.url.split("/")[-2] in {"legally_required", "employer_contribution", "enrolled", "job_guarantee"}
    assert "Al ingeschreven" not in client.get(check(other, "uitkomst/?sessie=later")).content.decode()


def test_an_unknown_question_does_not_exist(client: Client, course: Course) -> None:
    assert client.get(check(course, "lievelingskleur/")).status_code == 404


@pytest.mark.parametrize(
    ("fact", "data"),
    [
        ("residence", {"residence": "0000 XX"}),
        ("residence", {"residence": "Atlantis"}),
        ("residence", {"residence": "x" * 5000}),
        ("employment", {"employment": "koning"}),
        ("employment", {}),
        ("employer_contribution", {"employer_contribution": "-5"}),
        ("employer_contribution", {"employer_contribution": "9" * 40}),
        ("employer_contribution", {"employer_contribution": "1e400"}),
        ("birth_date", {"birth_date_day": "31", "birth_date_month": "2", "birth_date_year": "1984"}),
    ],
)
def test_a_bad_answer_gets_a_sentence_and_is_not_kept(
    client: Client, course: Course, fact: str, data: dict[str, str]
) -> None:
    from intake.profile.models import Answer

    answer = client.post(check(course, f"{fact}/"), data, follow=True)
    assert answer.status_code == 422
    assert answer.redirect_chain in ([(check(course, f"{fact}/"), 302)], [])
    assert "Fout:" in answer.content.decode()
    assert not Answer.objects.exists()


def test_a_nul_byte_is_a_bad_request(client: Client, course: Course) -> None:
    assert client.post(check(course, "residence/"), {"residence": "a\x00b"}).status_code == 400
    assert client.get("/opleidingen/?q=a%00b").status_code == 400


def test_a_course_without_a_price_says_what_to_do(client: Client, course: Course) -> None:
    PriceLine.objects.all().delete()
    Course.objects.update(total_cents=None)
    answer = client.get(check(course))
    assert answer.status_code == 200
    assert "De prijs is nog niet bekend" in answer.content.decode()
    assert client.get(check(course, "uitkomst/")).status_code == 302


def test_a_course_without_sessions_can_be_asked_for(client: Client, today: date, schemes: None, tmp_path: Path) -> None:
    course = make_course(tmp_path / "feed", runs="")
    assert client.get(check(course)).url.startswith(check(course, "residence/"))
    answer_all(client, course)
    begun = client.post(f"/opleidingen/{course.pk}/aanvragen/")
    assert begun.status_code == 302
    assert Application.objects.get().session_id is None


@pytest.mark.parametrize("start", ["geen-uuid", "01a20989-83c6-7a77-a900-22488a863bbe", "", "later"])
def test_a_start_that_is_no_start_is_asked_again_or_left_open(client: Client, course: Course, start: str) -> None:
    answer = client.get(check(course) + f"?sessie={start}")
    assert answer.status_code == 302
    assert ("/start/" in answer.url) == (start != "later")


def test_the_check_asks_a_fixed_number_of_queries(
    client: Client, course: Course, django_assert_max_num_queries: Any
) -> None:
    answer_all(client, course)
    with django_assert_max_num_queries(25):
        client.get(check(course, "uitkomst/?sessie=later"))


def judged_as(course: Course, day: date, slug: str, rule: Rule, **answers: Any) -> words.Groups:
    """The groups of outcomes when one scheme had this rule."""
    schemes = schemes_on(day)
    all_schemes = tuple(replace(one, rule=rule) if one.slug == slug else one for one in schemes.all)
    schemes = replace(schemes, all=all_schemes)
    found = assess_course(known(ANSWERS | answers), course, first_session(course), schemes, day)
    return words.groups(found, schemes, {})


def slugs(cards: Iterable[words.SchemeCard]) -> set[str]:
    return {card.slug for card in cards}


def test_money_that_a_person_must_still_judge_stands_apart_from_what_you_get(course: Course, today: date) -> None:
    adult = parse({"fact": "age", "operator": "at_least", "value": 18, "label": "Je bent 18.", "source": "artikel 1"})
    sure = judged_as(course, today, FUND, adult)
    assert (slugs(sure.pays) >= {FUND}, slugs(sure.checked) & {FUND}) == (True, set())
    judged = judged_as(course, today, FUND, parse({"judged": "De opleiding past bij je werk.", "source": "artikel 1"}))
    assert (slugs(judged.pays) & {FUND}, slugs(judged.checked) >= {FUND}) == (set(), True)


def test_a_scheme_without_criteria_is_never_ruled_out_while_it_is_open(course: Course, today: date) -> None:
    not_ruled_out = set()
    for scheme in schemes_on(today).all:
        found = judged_as(course, today, scheme.slug, parse({"all": []}))
        assert (scheme.slug in slugs(found.not_now)) == (scheme.state(today) is not State.OPEN)
        not_ruled_out |= slugs(found.perhaps)
    assert not_ruled_out
