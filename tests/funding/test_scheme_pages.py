"""What everybody can read of a scheme: all by name, also when it is closed, and each with what it is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from lxml import html

from courses.models import Course
from funding.budgets.models import Budget
from funding.engine import rules
from funding.scheme_pages.page import sectors, split
from funding.schemes.actions import begin_version
from funding.schemes.models import Scheme, SchemeVersion
from portal.people.models import Fund, User
from tests.funding.scheme_making import RULE, make_scheme, now, put_in_force, write

pytestmark = pytest.mark.django_db


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(" ".join(html.document_fromstring(answer.content).find(".//main").itertext()).split())


def row(client: Client, slug: str, path: str = "/regelingen/") -> str:
    page = html.document_fromstring(client.get(path).content)
    found = page.xpath(f"//li[.//a[@href='/regelingen/{slug}/']]")
    return " ".join(found[0].text_content().split()) if found else ""


def test_all_schemes_are_found_by_name_closed_ones_too(schemes: None, client: Client) -> None:
    assert "STAP-budget Gesloten" in row(client, "stap", "/regelingen/?q=stap")
    assert "Open" in row(client, "het-noorden-leert-door")
    page = html.document_fromstring(client.get("/regelingen/").content)
    words = [" ".join(found.text_content().split()) for found in page.xpath("//li//*[contains(@class, 'status')]")]
    assert words == sorted(words, key=lambda word: word == "Gesloten"), "open ones come first"
    # By a word of what is said of it, or of the fund; all words count, capitals do not.
    assert row(client, "soob", "/regelingen/?q=GOEDERENVERVOER")
    assert not row(client, "soob", "/regelingen/?q=goederenvervoer+twente")


@pytest.mark.parametrize("asked", ["nergens te vinden", "%", "_", "a" * 5000, "'; --"])
def test_a_strange_search_finds_nothing_and_says_so(schemes: None, client: Client, asked: str) -> None:
    answer = client.get("/regelingen/", {"q": asked, "pagina": "99999999999999999999"})
    assert answer.status_code == 200
    assert "Toon alle potjes" in answer.content.decode()


def test_a_list_of_many_is_paged_with_as_many_queries(
    today: date, fund: Fund, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        scheme = Scheme.objects.create(slug=f"potje-{number}", name=f"Potje {number:02}", fund=fund)
        SchemeVersion.objects.create(
            scheme=scheme,
            number=1,
            period=DateRange(today, None),
            rule=RULE,
            terms={"tier": "general", "percent": {"tuition": 100}},
            checked_on=today,
            decision_law="awb",
            digest="x",
            stage="published",
            published="2026-11-24T10:00:00Z",
        )
    with django_assert_max_num_queries(10):
        first = text(client, "/regelingen/")
    assert "30 potjes" in first
    assert "Potje 24" in first
    assert "Potje 25" not in first
    assert "Potje 29" in text(client, "/regelingen/?pagina=2")


def test_a_page_tells_for_whom_how_much_how_and_where_it_is_written(
    schemes: None, client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(16):
        page = text(client, "/regelingen/het-noorden-leert-door/")
    assert "Je woont in Noord-Nederland." in page
    whom, courses = page.index("Je woont in"), page.index("Voor welke opleidingen?")
    assert whom < courses < page.index("Het niveau van de cursus")
    assert "Hoogstens per opleiding € 2.500" in page
    assert "Met voorbeeldbedragen" in page
    assert "Samen met andere ja, met alle" in page
    assert "Het fonds beslist binnen 8 weken." in page
    assert "Nog over € 500.000" in page
    assert "grootsneek.nl/grootsneek" in page
    assert "Voor het laatst vergeleken met de bron op 23 november 2026." in page
    found = html.document_fromstring(client.get("/regelingen/het-noorden-leert-door/").content)
    assert "/opleidingen/?sector=care&sector=childcare" in found.xpath("//aside//a/@href")[0]


def test_what_a_fund_judges_itself_stays_dutch_in_english(schemes: None, client: Client) -> None:
    client.cookies["language"] = "en"
    page = html.document_fromstring(client.get("/regelingen/uwv-scholing/").content)
    assert page.xpath("//section[@id='voor-wie']//li[@lang='nl']")
    assert "For whom?" in page.text_content()


def test_closed_full_and_still_to_come_are_told(
    schemes: None, today: date, fund: Fund, anna: User, bram: User, client: Client
) -> None:
    closed = text(client, "/regelingen/stap/")
    assert "Gesloten sinds 1 januari 2024" in closed
    assert "welke andere potjes voor jou betalen" in closed

    budget = Budget.objects.get(scheme="het-noorden-leert-door")
    Budget.objects.filter(pk=budget.pk).update(ceiling=0)
    assert "Het geld is op" in text(client, "/regelingen/het-noorden-leert-door/")
    assert "Geld is op" in row(client, "het-noorden-leert-door")

    coming = make_scheme(fund, anna, today + timedelta(30))
    assert client.get("/regelingen/lasfonds-drenthe/").status_code == 404, "a draft is nobody's to see"
    assert not row(client, "lasfonds-drenthe", "/regelingen/?q=lasfonds")
    put_in_force(coming, anna, bram)
    assert "Opent op 24 december 2026" in row(client, "lasfonds-drenthe", "/regelingen/?q=lasfonds")
    assert "Wat hier staat, geldt vanaf die dag." in text(client, "/regelingen/lasfonds-drenthe/")


def test_what_changes_later_is_announced_and_not_shown_before(
    today: date, fund: Fund, anna: User, bram: User, client: Client
) -> None:
    first = put_in_force(make_scheme(fund, anna, today), anna, bram)
    later = begin_version(first.scheme, anna)
    terms = first.terms | {"cap_per_year": 300_000}
    put_in_force(write(now(later), anna, today + timedelta(10), terms=terms), anna, bram)
    page = text(client, "/regelingen/lasfonds-drenthe/")
    assert "Vanaf 4 december 2026 verandert er iets" in page
    assert "Hoogstens per opleiding € 1.000" in page
    assert "per jaar" not in page


def test_an_outcome_leads_to_the_page_of_its_scheme(course: Course, client: Client) -> None:
    start = client.get(f"/opleidingen/{course.pk}/wat-kost-het-jou/uitkomst/").content
    assert "/regelingen/het-noorden-leert-door/" in html.document_fromstring(start).xpath("//main//a/@href")


def test_what_speaks_of_person_and_course_stays_with_the_person() -> None:
    leaf = {"label": "x", "source": "y"}
    age = {"fact": "age", "operator": "at_least", "value": 18, **leaf}
    sector = {"fact": "course.sector", "operator": "one_of", "values": ["metal"], **leaf}
    start = {"fact": "course.start", "operator": "at_least", "than": {"fact": "today"}, **leaf}
    people, course = split(
        rules.parse({"all": [age, sector, start, {"any": [age, sector]}, {"judged": "x", "source": "y"}]})
    )
    assert people
    assert course
    assert len(people.parts) == 3  # type: ignore[union-attr]
    assert len(course.parts) == 2  # type: ignore[union-attr]
    assert [one.value for one in sectors(rules.parse({"all": [sector]}))] == ["metal"]
    assert sectors(rules.parse({"any": [age, sector]})) == ()
    assert split(rules.parse(age)) == (rules.parse({"all": [age]}), None)
