"""Saving, comparing, following a search, a session in one's calendar, and what staff take out of sight."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from icalendar import Calendar
from lxml import html

from courses.hiding.actions import hide
from courses.models import Course, Provider, SavedCourse, SavedSearch, Session
from courses.saved import actions, mailing
from courses.search.criteria import Criteria
from courses.search.query import search
from portal.mail.models import MailMessage
from portal.people.enums import Role
from tests.courses.feeds import program, read_programs, run
from tests.courses.test_catalogue import NORTH, cards, count, course, get, words
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.usefixtures("catalogue", "no_estimator")
HOST = {"host": NORTH, "accept-language": "nl"}


def keep(client: Client, key: str, **data: str) -> Any:
    return client.post(f"{course(key).get_absolute_url()}bewaren/", data, headers=HOST)


def test_a_list_is_shared_by_its_address_alone(client: Client) -> None:
    for key in ("D14", "D20", "D14"):
        keep(client, key)
    share = html.fromstring(get(client, "/opleidingen/bewaard/").text).xpath("//*[@class='share__link']")[0].text
    seen = get(Client(), share.partition(NORTH)[2])
    assert cards(seen) == [course("D14").title, course("D20").title]
    assert "noindex" in seen.text
    assert "zijn er niet meer" in get(Client(), "/opleidingen/lijst/?c=weg&c=1").text
    # What is hidden or gone since is left out, and both pages say so.
    for path in (share.partition(NORTH)[2], share.partition(NORTH)[2].replace("/lijst/", "/vergelijken/")):
        assert "laten we weg" not in get(Client(), path).text
    Course.objects.filter(provider_key="D20").update(hidden="2026-11-20T12:00Z")
    for path in (share.partition(NORTH)[2], share.partition(NORTH)[2].replace("/lijst/", "/vergelijken/")):
        page = get(Client(), path).text
        assert "Wat er niet meer is, laten we weg." in page
        assert (course("D14").title in page, course("D20").title in page) == (True, False)


def test_a_visitor_saves_without_an_account_and_keeps_it_after_logging_in(client: Client) -> None:
    for key in ("D14", "D20", "D14"):
        assert keep(client, key).status_code == 302
    saved = get(client, "/opleidingen/bewaard/")
    assert cards(saved) == [course("D14").title, course("D20").title]
    assert "op dit apparaat" in saved.text
    assert "Niet meer bewaren" in get(client, course("D14").get_absolute_url()).text
    log_in(client, make_user("Lena"))
    saved = get(client, "/opleidingen/bewaard/")
    assert set(cards(saved)) == {course("D14").title, course("D20").title}
    assert "op dit apparaat" not in saved.text
    assert "Vergelijk gekozen opleidingen" in saved.text
    keep(client, "D14", bewaren="weg")
    saved = get(client, "/opleidingen/bewaard/")
    assert cards(saved) == [course("D20").title]
    assert "Vergelijk" not in saved.text  # with what


def test_at_most_fifty_are_saved_and_what_is_gone_is_not_shown(client: Client) -> None:
    lena = make_user("Lena")
    log_in(client, lena)
    pks = list(Course.objects.values_list("pk", flat=True))
    for pk in pks:
        actions.keep(Course(pk=pk), lena, client.session)
    assert SavedCourse.objects.count() == len(pks) == 30
    gone, path = pks[0], Course.objects.get(pk=pks[0]).get_absolute_url()
    visitor = Client()
    visitor.post(f"{path}bewaren/", headers=HOST)
    Course.objects.filter(pk=gone).update(gone="2026-11-20T12:00Z")
    assert len(cards(get(client, "/opleidingen/bewaard/"))) == 29
    # Who still has it on a page that they opened before takes it off; saving it is no longer possible.
    assert client.post(f"{path}bewaren/", headers=HOST).status_code == 410
    for one in (client, visitor):
        assert one.post(f"{path}bewaren/", {"bewaren": "weg"}, headers=HOST).status_code == 302
    assert not SavedCourse.objects.filter(course=gone).exists()
    assert actions.in_session(visitor.session) == []


def test_nothing_saved_leads_to_the_catalogue(client: Client) -> None:
    assert "Je hebt nog geen opleiding bewaard" in get(client, "/opleidingen/bewaard/").text


def test_who_did_nothing_yet_is_told_where_to_begin(client: Client) -> None:
    log_in(client, make_user("Lena"), second_factor=False)
    assert "Je route begint hier" in get(client, "/mijn/").text
    keep(client, "D14")
    assert "Je route begint hier" not in get(client, "/mijn/").text


def test_up_to_four_courses_stand_beside_each_other(client: Client) -> None:
    keys = ["D14", "D20", "D06", "D01", "D22"]
    path = "/opleidingen/vergelijken/?" + "&".join(f"c={course(key).pk}" for key in keys)
    page = get(client, path)
    tree = html.fromstring(page.text)
    assert [words(one) for one in tree.xpath("//thead//th")] == [course(key).title for key in keys[:4]]
    assert "Je koos er meer dan 4." in page.text
    rows = {words(row.find("th")): [words(cell) for cell in row.findall("td")] for row in tree.xpath("//tbody/tr")}
    assert rows["Prijs"][0].endswith("€ 1.375")
    assert "Opleider" in rows


@pytest.mark.parametrize("query", ["", "?c=", "?c=x&c=y", "?c=00000000-0000-0000-0000-000000000000"])
def test_comparing_nothing_says_what_to_do(client: Client, query: str) -> None:
    page = get(client, f"/opleidingen/vergelijken/{query}")
    assert page.status_code == 200
    assert "Kies eerst opleidingen" in page.text


def test_comparing_what_no_address_can_hold_is_refused(client: Client) -> None:
    assert get(client, "/opleidingen/vergelijken/?c=%00").status_code == 400


def test_comparing_and_saving_need_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    for key in ("D14", "D20", "D06", "D01"):
        keep(client, key)
    with django_assert_max_num_queries(12):
        get(client, "/opleidingen/bewaard/")
    pks = "&".join(f"c={pk}" for pk in Course.objects.values_list("pk", flat=True)[:4])
    with django_assert_max_num_queries(12):
        get(client, f"/opleidingen/vergelijken/?{pks}")


def test_a_session_fits_in_a_calendar(client: Client) -> None:
    page = html.fromstring(get(client, course("D14").get_absolute_url()).text)
    path = page.xpath("//a[contains(@href, '.ics')]/@href")[0]
    answer = client.get(path, headers=HOST)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event, *_rest) = Calendar.from_ical(answer.content).walk("VEVENT")
    session = course("D14").sessions.get(pk=path.split("/")[-1].removesuffix(".ics"))
    assert event.decoded("dtstart") == session.starts
    assert str(event["location"]) == session.place
    assert course("D14").title in str(event["summary"])
    other = course("D20").sessions.first()
    assert other
    assert client.get(path.replace(str(session.pk), str(other.pk)), headers=HOST).status_code == 404


def similar(client: Client, key: str) -> list[str]:
    page = html.fromstring(get(client, course(key).get_absolute_url()).text)
    return [words(title) for title in page.xpath("//section[@aria-labelledby='similar-title']//h3")]


@pytest.mark.parametrize(
    ("key", "titles"),
    [
        ("D01", {"Begeleiden van mensen met dementie", "Medicatie delen en aftekenen in de wijk"}),
        # No other course has a word of this title: others of its field stand there.
        ("D14", {"CNC-frezen: van tekening naar product", "Robotcellen bedienen en omstellen"}),
    ],
)
def test_similar_courses_are_others_of_the_same_field(client: Client, key: str, titles: set[str]) -> None:
    shown = similar(client, key)
    assert titles <= set(shown)
    assert len(shown) <= 3
    assert course(key).title not in shown
    assert {Course.objects.get(title=title).sector for title in shown} == {course(key).sector}
    Session.objects.filter(course__title__in=titles).update(status="full")
    assert not titles & set(similar(client, key))


# --- Following a search -------------------------------------------------------------------------------------


def follow(client: Client, query: str) -> Any:
    return client.post("/opleidingen/zoekopdracht/", {"zoekopdracht": query}, headers=HOST)


def test_who_follows_a_search_hears_what_is_new_once_and_stops_with_one_click(
    client: Client, tmp_path: Any, mailoutbox: list[EmailMessage]
) -> None:
    log_in(client, make_user("Lena"))
    assert follow(client, "q=glasblazen&prijs=500").status_code == 302
    follow(client, "q=glasblazen&prijs=500")
    SavedSearch.objects.update(told="2026-11-20T12:00Z")
    (one,) = SavedSearch.objects.all()
    assert one.query == "q=glasblazen&regio=drenthe&regio=friesland&regio=groningen&prijs=500"
    mailing.look()
    assert not MailMessage.objects.exists()
    read_programs(
        tmp_path,
        program("x", name="Glasblazen in Assen", runs=run(city="Assen")),
        program("y", name="Glasblazen in Breda", runs=run(city="Breda")),
    )
    mailing.look()
    mailing.look()
    work_off()
    (mail,) = mailoutbox
    assert mail.subject == "Er is een nieuwe opleiding die je zoekt"
    assert "Glasblazen in Assen" in mail.body
    assert "Breda" not in mail.body
    # Which search, from whom, and a link of the HTML part that leads to where the text leads: "&regio" is no "®io".
    assert "“glasblazen”" in mail.body
    assert mail.body.strip().endswith("Het Noorden Leert Door (demo)")
    (page,) = (html.fromstring(str(part.content)) for part in mail.alternatives)
    assert [href for href in page.xpath("//a/@href") if "?q=" in href] == [f"{one.origin}/opleidingen/?{one.query}"]
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail.extra_headers["List-Unsubscribe"].strip("<>")
    path = re.sub(r"^https?://[^/]+", "", link)
    assert link in mail.body
    assert get(Client(), path).status_code == 200  # looking is not stopping: scanners look too
    assert SavedSearch.objects.exists()
    answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"}, headers=HOST)
    assert "Je krijgt deze mails niet meer" in answer.content.decode()
    assert not SavedSearch.objects.exists()
    again = html.fromstring(answer.content).xpath("//main//input[@name='zoekopdracht']/@value")
    follow(client, again[0])
    assert SavedSearch.objects.get().query == one.query
    assert "Je krijgt deze mails niet meer" in get(Client(), path).text  # the link of before is of no search
    # Who followed everything, in a portal of the whole country, has an address without a question; it comes back too.
    SavedSearch.objects.update(query="")
    stopped = client.post(f"/opleidingen/zoekopdracht/{SavedSearch.objects.get().token}/stoppen/", headers=HOST)
    assert html.fromstring(stopped.content).xpath("//main//input[@name='zoekopdracht']/@value") == [""]


def test_following_asks_to_log_in_and_stops_at_twenty(client: Client) -> None:
    assert "inloggen" in follow(client, "q=lassen")["Location"]
    log_in(client, make_user("Lena"))
    # What they asked before they logged in, and did not say yes to yet.
    back = get(client, "/opleidingen/zoekopdracht/")
    assert "“lassen”" in back.text
    assert html.fromstring(back.text).xpath("//main//input[@name='zoekopdracht']/@value") == ["q=lassen"]
    assert not SavedSearch.objects.exists()
    assert get(client, "/opleidingen/zoekopdracht/")["Location"] == "/opleidingen/"
    for number in range(22):
        follow(client, f"q=lassen{number}&regio=nederland")
    assert SavedSearch.objects.count() == 20
    page = get(client, "/opleidingen/bewaard/")
    assert "“lassen3”, Heel Nederland" in page.text


def test_a_followed_search_is_called_by_what_the_chips_above_its_results_say(client: Client) -> None:
    query = (
        "q=lassen&sector=metal&vorm=online&lestaal=nl&kans=ja&regio=drenthe&regio=friesland&plaats=Assen&straal=25"
        "&start=maand&vanaf=2026-12-01&prijs=500"
    )
    tree = html.fromstring(get(client, f"/opleidingen/?{query}").text)
    chips = [words(chip).removeprefix("Filter weghalen: ") for chip in tree.find_class("chip")]
    assert {"Friesland", "Binnen 25 km van Assen", "Prijs: hooguit € 500"} <= set(chips)
    log_in(client, make_user("Lena"))
    follow(client, query)
    assert ", ".join(chips) in words(html.fromstring(get(client, "/opleidingen/bewaard/").text))


@pytest.mark.parametrize("query", ["", "x" * 5000, "q=%00&regio=atlantis", "q=" + "lassen+" * 900])
def test_odd_searches_can_be_followed_too(client: Client, query: str) -> None:
    log_in(client, make_user("Lena"))
    assert follow(client, query).status_code == 302
    mailing.look()
    assert get(client, "/opleidingen/bewaard/").status_code == 200


# --- Out of sight -------------------------------------------------------------------------------------------


def test_a_manager_hides_a_course_or_a_provider_with_a_reason_and_brings_it_back(client: Client) -> None:
    manager = make_user("Petra")
    give_role(manager, Role.PORTAL_MANAGER)
    log_in(client, manager)
    welding = course("D14")
    page = html.fromstring(get(client, welding.get_absolute_url()).text)
    start = next(href for href in page.xpath("//a/@href") if href.endswith(".ics"))
    cost = "wat-kost-het-jou/"
    pages = ["vraag/", cost, f"{cost}start/", f"{cost}residence/", f"{cost}uitkomst/", start.split(f"{welding.pk}/")[1]]

    def asked(*forms: str) -> set[int]:
        address = welding.get_absolute_url()
        return {
            client.post(f"{address}{form}", {"text": "Is er nog plek?"}, headers=HOST).status_code for form in forms
        }

    for kind in ("opleiding", "opleider"):
        (path,) = page.xpath(f"//a[contains(@href, '/verborgen/{kind}/')]/@href")
        assert get(client, path).status_code == 200
        assert client.post(path, {"reason": " "}, headers=HOST).status_code == 422
        before = count(get(client))
        client.post(path, {"reason": "Bestaat niet meer."}, headers=HOST)
        assert count(get(client)) < before
        for page_of_it in ("", *pages):
            gone = get(Client(), f"{welding.get_absolute_url()}{page_of_it}")
            assert (gone.status_code, "staat niet meer in ons aanbod" in gone.text) == (410, True), page_of_it
        for form in ("bewaren/", "vraag/", "aanvragen/"):
            assert client.post(f"{welding.get_absolute_url()}{form}", headers=HOST).status_code == 410, form
        # What tells of several courses leaves it out, and says that something of it is gone.
        for path in ("vergelijken/", "lijst/"):
            listed = get(Client(), f"/opleidingen/{path}?c={welding.pk}&c={course('D01').pk}")
            assert (welding.title in listed.text, "Niet alles van deze lijst is er nog" in listed.text) == (
                False,
                True,
            ), path
        assert get(Client(), f"/api/ooapi/v5/courses/{welding.pk}").status_code == 404
        assert str(welding.pk) not in get(Client(), "/opleidingen/aanbod/opleidingen.csv").getvalue().decode()
        overview = get(client, "/opleidingen/verborgen/")
        assert "Bestaat niet meer." in overview.text
        (back,) = html.fromstring(overview.text).xpath("//form[contains(@action, '/terug/')]/@action")
        client.post(back, headers=HOST)
        assert count(get(client)) == before


def test_everything_that_is_hidden_stands_on_some_page_the_latest_first(client: Client) -> None:
    manager = make_user("Petra")
    give_role(manager, Role.PORTAL_MANAGER)
    log_in(client, manager)
    rows = [Provider(kvk=f"9900{number:04}", name=f"Weg {number:03}") for number in range(130)]
    for number, one in enumerate(Provider.objects.bulk_create(rows)):
        Provider.objects.filter(pk=one.pk).update(hidden=datetime(2026, 11, 1, tzinfo=UTC) + timedelta(hours=number))
    hide(course("D14"), "Failliet.", manager)
    names: list[str] = []
    address = "/opleidingen/verborgen/"
    while address:
        page = html.fromstring(get(client, address).text)
        names += page.xpath("//main//li//strong/text()")
        following = page.xpath("//main//a[@rel='next']/@href")
        address = f"/opleidingen/verborgen/{following[0]}" if following else ""
    assert names == [course("D14").title, *(f"Weg {number:03}" for number in reversed(range(130)))]


def test_nobody_else_hides(client: Client) -> None:
    path = f"/opleidingen/verborgen/opleiding/{course('D14').pk}/"
    adviser = make_user("Anna")
    give_role(adviser, Role.ADVISER, "twente")
    for who, status in ((None, 302), (make_user("Lena"), 404), (adviser, 404)):
        one = log_in(Client(), who) if who else Client()
        for answer in (get(one, path), one.post(path, {"reason": "x"}), one.post(f"{path}terug/")):
            assert answer.status_code == status
        assert get(one, "/opleidingen/verborgen/").status_code == status
        assert "verborgen" not in get(one, course("D14").get_absolute_url()).text
    assert Course.objects.filter(hidden__isnull=False).count() == 0


def test_what_comes_later_of_a_hidden_provider_stays_hidden_too(tmp_path: Any) -> None:
    read_programs(tmp_path, program("x", name="Glasblazen"))
    hide(Provider.objects.get(courses__provider_key="x"), "Failliet.", make_user("Petra"))
    read_programs(tmp_path, program("x", name="Glasblazen"), program("y", name="Glasblazen voor gevorderden"))
    assert len(search(Criteria(text="glasblazen"), course("x").first_seen.date()).ranking) == 0
