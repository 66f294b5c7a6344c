"""Feeds for staff: the list, a run, holding and releasing, the mapping, fetching, and the report by mail."""

import re
from contextlib import closing
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.utils import timezone
from lxml import html

from courses.feeds import fetch
from courses.feeds.enums import FeedFormat
from courses.feeds.forgetting import forget_runs
from courses.feeds.importing import SWAP_LOCK
from courses.feeds.issue_names import NAMES
from courses.feeds.mailing import mail_report, news_for_provider
from courses.feeds.models import Feed, FeedIssue, FeedRun
from courses.models import Course, Provider
from portal.brands.models import Brand
from portal.mail.models import MailMessage
from portal.people.enums import Role
from portal.people.models import User
from portal.record.models import AuditEvent
from portal.regions.models import Region
from tests.courses.feeds import program, read_programs, run
from tests.courses.samples import KVK, Offer, import_from_outside, written
from tests.courses.test_fetching import send, server
from tests.outbox import work_off
from tests.people import give_role, log_in, make_fund, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "https://vakschool.example/feed.csv"
NEW = {
    "format": "springest",
    "kvk": KVK,
    "name": "Vakschool",
    "address": ADDRESS,
    "report_to": "feed@vakschool.example",
}


@pytest.fixture
def staff(client: Client) -> Client:
    """A portal manager, logged in."""
    Brand.objects.create(slug="noorden", name="Het Noorden", is_default=True)
    manager = make_user("Beheer")
    give_role(manager, Role.PORTAL_MANAGER)
    return log_in(client, manager)


def feed_of_kind(feed_format: FeedFormat, **values: Any) -> Feed:
    provider, _made = Provider.objects.get_or_create(kvk=KVK, defaults={"name": "Vakschool"})
    return Feed.objects.create(format=feed_format, provider=provider, **({"address": ADDRESS} | values))


def test_a_feed_is_added_and_changed(staff: Client) -> None:
    assert "nog geen feeds" in staff.get("/opleidingen/feeds/").text
    staff.post("/opleidingen/feeds/nieuw/", NEW)
    feed = Feed.objects.select_related("provider").get()
    assert (feed.provider and feed.provider.name, feed.format, feed.report_to) == (
        "Vakschool",
        "springest",
        "feed@vakschool.example",
    )
    assert "nog niet gelezen" in staff.get("/opleidingen/feeds/").text
    changed = {"address": ADDRESS, "report_to": "", "grace_days": 7, "most_shrink_percent": 10}
    changed["questions_to"] = "vraag@vakschool.example"
    staff.post(f"/opleidingen/feeds/{feed.pk}/veranderen/", changed)
    feed.refresh_from_db()
    assert Provider.objects.get(kvk=KVK).contact_email == "vraag@vakschool.example"
    assert (feed.grace_days, feed.most_shrink_percent, feed.report_to) == (7, 10, "")
    assert staff.post("/opleidingen/feeds/nieuw/", NEW).headers["Location"] == f"/opleidingen/feeds/{feed.pk}/"
    assert set(AuditEvent.objects.values_list("verb", flat=True)) >= {
        "add_feed",
        "change_feed",
        "change_provider_contact",
    }


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("address", "http://vakschool.example/", "https://"),
        ("address", "https://anna:geheim@vakschool.example/", "zonder inlognaam"),
        ("address", "javascript:alert(1)", "https://"),
        ("kvk", "123", "acht cijfers"),
        ("kvk", "", "Vul het KvK-nummer"),
        ("format", "pdf", "Kies het formaat"),
        ("report_to", "geen adres", "e-mailadres"),
    ],
)
def test_a_mistake_in_a_new_feed_is_told(staff: Client, name: str, value: str, said: str) -> None:
    page = staff.post("/opleidingen/feeds/nieuw/", NEW | {name: value}, follow=True)
    assert said in page.text
    assert not Feed.objects.exists()


def test_a_run_shows_its_issues_by_kind(staff: Client, tmp_path: Path) -> None:
    offers = [Offer(str(number), link="javascript:x") for number in range(30)]
    import_from_outside("springest", written(FeedFormat.SPRINGEST, tmp_path, *offers, Offer("x", price="-1")))
    feed, run = Feed.objects.get(), FeedRun.objects.get()
    page = staff.get(f"/opleidingen/feeds/{feed.pk}/").text
    assert str(run.pk) in page
    page = staff.get(f"/opleidingen/feeds/{feed.pk}/{run.pk}/").text
    assert "lager dan nul" in page or "pagina=2" in page
    page = staff.get(f"/opleidingen/feeds/{feed.pk}/{run.pk}/?soort=price_negative").text
    assert "springest.xml, regel" in page
    assert "javascript" not in page
    for bad in ("%00", "x" * 5000, "%27"):
        assert staff.get(f"/opleidingen/feeds/{feed.pk}/{run.pk}/?soort={bad}&pagina=99").status_code in {200, 400}


def test_staff_read_what_was_wrong_in_their_own_language_and_the_provider_in_dutch(
    staff: Client, tmp_path: Path, mailoutbox: list[EmailMessage]
) -> None:
    import_from_outside("springest", written(FeedFormat.SPRINGEST, tmp_path, Offer(), Offer("b", price="-5.00")))
    run = FeedRun.objects.select_related("feed").get()
    path = f"/opleidingen/feeds/{run.feed_id}/{run.pk}/"
    assert "Het bedrag -5.00 is lager dan nul." in staff.get(path).text
    english = {"headers": {"accept-language": "en"}}
    page = staff.get(f"{path}?taal=en", **english).text
    assert "The amount -5.00 is below zero." in page
    assert "lager dan nul" not in page
    Feed.objects.update(report_to="feed@vakschool.example")
    staff.post(f"{path}doen/?taal=en", {"do": "mail"}, **english)
    work_off()
    (mail,) = mailoutbox
    assert "b: Het bedrag -5.00 is lager dan nul. (springest.xml, regel" in mail.body
    table = feed_of_kind(FeedFormat.CSV)
    upload = {"file": SimpleUploadedFile("leeg.csv", b"\n"), "step": "upload"}
    told = staff.post(f"/opleidingen/feeds/{table.pk}/voorbeeld/?taal=en", upload, follow=True, **english)
    assert "The file is empty." in told.text
    # A report of before sentences were kept in parts stays as it was told: in Dutch, and it says so.
    FeedIssue.objects.update(message="Het is 100 % mis.", values=None)
    assert '<p lang="nl" data-plain-words>Het is 100 % mis.</p>' in staff.get(f"{path}?taal=en", **english).text


def test_a_page_of_feeds_or_runs_asks_as_much_for_many_as_for_few(
    staff: Client, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    import_from_outside("springest", written(FeedFormat.SPRINGEST, tmp_path, Offer()))
    feed = Feed.objects.get()
    for number in range(25):
        provider = Provider.objects.create(kvk=f"{number:08}", name=f"P{number}")
        Feed.objects.create(format="springest", provider=provider, address=ADDRESS)
        FeedRun.objects.create(feed=feed, outcome="imported", finished=timezone.now() + timedelta(minutes=1))
    for address in ("/opleidingen/feeds/", f"/opleidingen/feeds/{feed.pk}/"):
        with django_assert_max_num_queries(15):
            assert staff.get(address).status_code == 200


def test_a_held_feed_is_released_by_a_person_and_only_so_far(staff: Client, tmp_path: Path) -> None:
    offers = [Offer(letter) for letter in "abcdefghij"]
    import_from_outside("springest", written(FeedFormat.SPRINGEST, tmp_path, *offers))
    path = written(FeedFormat.SPRINGEST, tmp_path, *offers[:3])
    import_from_outside("springest", path)
    feed, run = Feed.objects.get(), FeedRun.objects.filter(outcome="held").get()
    assert "wacht op jouw oordeel" in staff.get("/medewerkers/").text
    assert "tegengehouden" in staff.get("/opleidingen/feeds/").text
    assert "7 opleidingen" in staff.get(f"/opleidingen/feeds/{feed.pk}/").text
    do = f"/opleidingen/feeds/{feed.pk}/{run.pk}/doen/"
    assert "vrijgegeven" in staff.post(do, {"do": "release"}, follow=True).text
    assert "niet meer vrij te geven" in staff.post(do, {"do": "release"}, follow=True).text
    page = f"/opleidingen/feeds/{feed.pk}/{run.pk}/"
    for address in (page, f"/opleidingen/feeds/{feed.pk}/"):
        assert re.search(r"Vrijgegeven op \d+ \w+ 2026 \d\d:\d\d door Beheer", staff.get(address).text), address
        assert "tegengehouden" not in staff.get(address).text.lower()
    assert "Overgenomen" not in staff.get(page).text
    fewer = written(FeedFormat.SPRINGEST, tmp_path, *offers[:2])
    assert import_from_outside("springest", fewer)[1]["outcome"] == "held", "more went than was released"
    assert "wacht op jouw oordeel" in staff.get("/medewerkers/").text
    again = FeedRun.objects.filter(outcome="held").exclude(pk=run.pk).get()
    theirs = f"/opleidingen/feeds/{feed.pk}/{again.pk}/"
    for address in ("/opleidingen/feeds/", f"/opleidingen/feeds/{feed.pk}/", theirs):
        assert "tegengehouden" in staff.get(address).text.lower(), address
    for address in (f"/opleidingen/feeds/{feed.pk}/", theirs):
        assert "Het klopt: geef vrij" in staff.get(address).text, address
    assert "niet meer vrij te geven" in staff.post(do, {"do": "release"}, follow=True).text, "not the latest run"
    assert "De feed is vrijgegeven" in staff.post(f"{theirs}doen/", {"do": "release"}, follow=True).text
    assert "wacht op jouw oordeel" not in staff.get("/medewerkers/").text
    assert "vrijgegeven" in staff.get("/opleidingen/feeds/").text
    assert import_from_outside("springest", fewer)[1]["courses"]["gone"] == 8
    taken = FeedRun.objects.get(outcome="imported", counts__courses__gone=8)
    (came_in,) = html.fromstring(staff.get(page).text).xpath("//main//a[contains(., 'Overgenomen op')]/@href")
    assert came_in == f"/opleidingen/feeds/{feed.pk}/{taken.pk}/"


def test_a_feed_is_held_still_and_goes_on(staff: Client) -> None:
    feed = feed_of_kind(FeedFormat.SPRINGEST)
    do = f"/opleidingen/feeds/{feed.pk}/doen/"
    staff.post(do, {"do": "pause"})
    assert fetch.due(timezone.now()) == []
    assert fetch.fetch(feed.pk) is None
    assert "staat stil" in staff.get("/opleidingen/feeds/").text
    staff.post(do, {"do": "resume"})
    assert fetch.due(timezone.now()) == [feed.pk]
    assert fetch.due(timezone.now()) == [], "its turn came twice"
    staff.post(do, {"do": "fetch"})
    assert fetch.due(timezone.now()) == [feed.pk]


def test_a_table_is_fetched_once_a_person_said_which_column_is_what() -> None:
    feed = feed_of_kind(FeedFormat.CSV)
    assert fetch.due(timezone.now()) == []
    Feed.objects.update(mapping={"columns": {"key": "nr", "title": "naam"}})
    assert fetch.due(timezone.now()) == [feed.pk]


def test_feeds_of_files_or_of_everybody_are_not_fetched() -> None:
    feed_of_kind(FeedFormat.SPRINGEST, address="/srv/feed.xml")
    feed_of_kind(FeedFormat.XCRI, address="http://vakschool.example/")
    Feed.objects.create(format="edudex", address=ADDRESS)
    assert fetch.due(timezone.now()) == []


CSV = (
    "Opl;Naam opl;Bedrag incl;Begin;Waar\n"
    "L1;Lassen;1.450,00;18-1-2027;Groningen\nL1;Lassen;1.450,00;1-2-2027;Assen\nF1;Frezen;-5;;\n;Nameloos;;;\n"
)
CHOSEN = {
    "column_key": "Opl",
    "column_title": "Naam opl",
    "column_price": "Bedrag incl",
    "column_starts": "Begin",
    "column_place": "Waar",
    "decimal": ",",
    "gross": "yes",
    "vat": "21",
}


def test_a_mapping_is_made_by_looking_at_the_result_first(staff: Client, tmp_path: Path) -> None:
    feed = feed_of_kind(FeedFormat.CSV)
    address = f"/opleidingen/feeds/{feed.pk}/koppeling/"
    assert "eerste rijen" in staff.get(address).text
    upload = SimpleUploadedFile("aanbod.csv", CSV.encode())
    page = staff.post(f"/opleidingen/feeds/{feed.pk}/voorbeeld/", {"file": upload, "step": "upload"}, follow=True)
    assert "Naam opl: Lassen" in page.text
    page = staff.post(address, CHOSEN | {"step": "look"})
    assert page.text.count("<article") == 3
    assert "1.450" in page.text
    assert "lager dan nul" in page.text
    assert "geen eigen nummer" in page.text
    assert Feed.objects.get().mapping is None, "looking is not keeping"
    staff.post(address, CHOSEN | {"step": "save"})
    feed.refresh_from_db()
    assert feed.mapping["columns"] == {
        "key": "Opl", "title": "Naam opl", "price": "Bedrag incl", "starts": "Begin", "place": "Waar",
    }  # fmt: skip
    path = tmp_path / "aanbod.csv"
    path.write_text(CSV)
    _code, report = import_from_outside("csv", path)
    assert (report["courses"]["new"], report["sessions"]["new"], report["courses"]["refused"]) == (1, 2, 2)
    course = Course.objects.get()
    line = course.price_lines.get()
    assert (course.total_cents, line.net_cents, line.vat_percent) == (145_000, 119_835, 21)


def test_a_table_of_hundreds_of_columns_makes_no_page_of_hundreds_of_kilobytes(staff: Client) -> None:
    columns = ["Opl", "Naam opl", "Bedrag incl", "Begin", "Waar", *(f"extra kolom {number}" for number in range(295))]
    sample = {"columns": columns, "rows": [["regel 2", {"Opl": "1", "Naam opl": "Lassen", "extra kolom 7": "x"}]]}
    feed = feed_of_kind(FeedFormat.CSV, sample=sample)
    address = f"/opleidingen/feeds/{feed.pk}/koppeling/"
    page = staff.get(address)
    assert len(page.content) < 80_000
    assert len(html.fromstring(page.text).xpath("//datalist[@id='columns']/option")) == 300
    assert "lege kolommen staan er niet bij" in page.text
    wrong = staff.post(address, CHOSEN | {"column_place": "Waarr", "step": "save"}, follow=True)
    assert "Deze kolom is er niet" in wrong.text
    staff.post(address, CHOSEN | {"column_place": " waar ", "step": "save"})
    feed.refresh_from_db()
    assert feed.mapping["columns"]["place"] == "Waar"


def test_a_mapping_without_a_number_or_of_no_table_is_told(staff: Client) -> None:
    feed = feed_of_kind(FeedFormat.CSV, sample={"columns": ["a"], "rows": [["regel 2", {"a": "x"}]]})
    address = f"/opleidingen/feeds/{feed.pk}/koppeling/"
    page = staff.post(address, CHOSEN | {"column_key": "", "column_title": "a", "step": "save"}, follow=True)
    assert "Kies een antwoord bij: Nummer van de opleiding" in page.text
    upload = SimpleUploadedFile("aanbod.csv", b"")
    sample = f"/opleidingen/feeds/{feed.pk}/voorbeeld/"
    for sent in ({"file": upload, "step": "upload"}, {"step": "upload"}):
        assert staff.post(sample, sent, follow=True).status_code == 200
    other = feed_of_kind(FeedFormat.XCRI)
    assert staff.get(f"/opleidingen/feeds/{other.pk}/koppeling/").status_code == 302


@pytest.mark.parametrize("feed_format", [FeedFormat.CSV, FeedFormat.XLSX, FeedFormat.JSON])
def test_first_rows_of_any_table_can_be_shown(staff: Client, feed_format: FeedFormat, tmp_path: Path) -> None:
    path = written(feed_format, tmp_path, Offer(), Offer("b"))
    feed = Feed.objects.get()
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    page = staff.post(f"/opleidingen/feeds/{feed.pk}/voorbeeld/", {"file": upload, "step": "upload"}, follow=True)
    assert "titel: Lassen voor beginners" in page.text
    assert page.text.count("<article") == 2


def test_a_fund_administrator_reads_the_feeds_of_the_region_and_changes_nothing(client: Client, tmp_path: Path) -> None:
    region = Region.objects.get(slug="groningen")
    brand = Brand.objects.create(slug="noorden", name="Het Noorden", is_default=True)
    brand.regions.add(region)
    read_programs(tmp_path, program(name="", key="p9"), program(runs=run(city="Groningen")))
    here, elsewhere = Feed.objects.get(), feed_of_kind(FeedFormat.SPRINGEST)
    Feed.objects.filter(pk=here.pk).update(report_to="verslag@vakschool.example")
    somebody = make_user("Fonds")
    give_role(somebody, Role.FUND_ADMINISTRATOR, make_fund("noord").pk)
    log_in(client, somebody)
    overview = client.get("/opleidingen/feeds/")
    assert f"/opleidingen/feeds/{here.pk}/" in overview.text
    assert f"/opleidingen/feeds/{elsewhere.pk}/" not in overview.text
    assert "nieuw/" not in overview.text
    page = client.get(f"/opleidingen/feeds/{here.pk}/").text
    told = client.get(f"/opleidingen/feeds/{here.pk}/{FeedRun.objects.get().pk}/").text
    assert FeedIssue.objects.earliest("pk").code in told
    for text in (page, told):
        main = text[text.index("<main") : text.index("</main>")]
        assert "<form" not in main
        assert "verslag@" not in main
    assert client.get(f"/opleidingen/feeds/{elsewhere.pk}/").status_code == 404
    for address in ("nieuw/", f"{here.pk}/veranderen/", f"{here.pk}/koppeling/"):
        assert client.get(f"/opleidingen/feeds/{address}").status_code != 200
    client.post(f"/opleidingen/feeds/{here.pk}/doen/", {"do": "pause"})
    assert not Feed.objects.exclude(paused=None).exists()
    adviser = make_user("Advies")
    give_role(adviser, Role.ADVISER, "groningen")
    log_in(client, adviser)
    assert client.get("/opleidingen/feeds/").status_code == 404


def test_a_fetched_feed_that_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    content = written(FeedFormat.SPRINGEST, tmp_path, Offer(link="javascript:x")).read_bytes()
    asked: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.headers.get("If-None-Match", ""))
        if asked[-1] == '"v1"':
            handler.send_response(304)
            handler.end_headers()
        else:
            send(handler, content, ETag='"v1"', Last_Modified="Mon, 23 Nov 2026 10:00:00 GMT")

    with server(answer) as address:
        feed = feed_of_kind(FeedFormat.SPRINGEST, address=f"{address}/feed.xml", report_to="feed@vakschool.example")
        first, second = (fetch.fetch(feed.pk, allow_loopback=True) for _twice in range(2))
        Course.objects.update(missing=timezone.now() - timedelta(days=9))
        fetch.fetch(feed.pk, allow_loopback=True)
    assert first is not None
    assert second is not None
    assert (first.outcome, first.courses.new, second.outcome) == ("imported", 1, "unchanged")
    assert asked == ["", '"v1"', '"v1"']
    assert Course.objects.get().gone is not None, "its grace goes on while nothing changes"
    mail = MailMessage.objects.get()
    assert (mail.kind, mail.to) == ("feed_report", "feed@vakschool.example")
    assert "geen webadres" in mail.text


def test_a_feed_that_finds_another_at_work_has_its_turn_again_soon(tmp_path: Path) -> None:
    content = written(FeedFormat.SPRINGEST, tmp_path, Offer(link="javascript:x")).read_bytes()
    other = connection.copy()
    with server(lambda handler: send(handler, content)) as address, closing(other), other.cursor() as cursor:
        feed = feed_of_kind(FeedFormat.SPRINGEST, address=f"{address}/feed.xml", report_to="feed@vakschool.example")
        cursor.execute("SELECT pg_advisory_lock(%s)", [SWAP_LOCK])
        Feed.objects.update(fetched=timezone.now())
        report = fetch.fetch(feed.pk, allow_loopback=True, patience=timedelta(milliseconds=20))
        assert (report and report.outcome, Course.objects.count()) == ("refused", 0)
        assert not MailMessage.objects.exists(), "nothing is wrong with this feed"
        Feed.objects.update(address=ADDRESS)
        assert fetch.due(timezone.now() + timedelta(minutes=5)) == [feed.pk]
        Feed.objects.update(address=f"{address}/feed.xml")
        cursor.execute("SELECT pg_advisory_unlock(%s)", [SWAP_LOCK])
        report = fetch.fetch(feed.pk, allow_loopback=True)
    assert (report and report.outcome, MailMessage.objects.count()) == ("imported", 1)


def test_the_provider_hears_of_a_report_once(tmp_path: Path, staff: Client) -> None:
    path = written(FeedFormat.SPRINGEST, tmp_path, Offer(), Offer("b", price="-1"))
    runs = []
    for _day in range(2):
        import_from_outside("springest", path)
        runs.append(FeedRun.objects.select_related("feed__provider").first())
    assert [news_for_provider(run) for run in runs if run] == [True, False]
    path.write_text("kapot")
    import_from_outside("springest", path)
    run = FeedRun.objects.select_related("feed__provider").first()
    assert run is not None
    assert news_for_provider(run)
    do = f"/opleidingen/feeds/{run.feed_id}/{run.pk}/doen/"
    staff.post(do, {"do": "mail"})
    assert not MailMessage.objects.exists(), "there is no address"
    Feed.objects.update(report_to="feed@vakschool.example")
    staff.post(do, {"do": "mail"})
    mail = MailMessage.objects.get()
    # A second click, or a colleague who did not see that it went out, sends no second mail; who saw it may.
    assert "ging al naar de opleider" in staff.post(do, {"do": "mail", "eerder": "0"}, follow=True).text
    assert MailMessage.objects.count() == 1
    page = html.fromstring(staff.get(do.removesuffix("doen/")).text)
    assert "door Beheer" in page.xpath("string(//main//li[contains(., 'Gemaild op')])")
    (seen,) = page.xpath("//input[@name='eerder']/@value")
    staff.post(do, {"do": "mail", "eerder": seen})
    assert MailMessage.objects.count() == 2
    User.objects.update(name="")
    mail_report(run)  # as the portal does by itself
    told = html.fromstring(staff.get(do.removesuffix("doen/")).text).xpath("//main//li[contains(., 'Gemaild op')]")
    endings = ["vanzelf." if "vanzelf" in one.text else re.sub(r".* \d\d:\d\d", "", one.text) for one in told]
    assert endings == [".", ".", "vanzelf."], "somebody without a name is not the portal"
    assert mail.subject.startswith("Je feed is niet verwerkt")
    assert "De vorige versie blijft staan" in mail.text


def test_runs_of_long_ago_are_forgotten_but_for_the_latest_of_each_feed() -> None:
    feed, still = feed_of_kind(FeedFormat.CSV), feed_of_kind(FeedFormat.XLSX)
    for of, days in ((feed, 100), (feed, 95), (feed, 80), (still, 200), (still, 400)):
        moment = timezone.now() - timedelta(days=days)
        run = FeedRun.objects.create(feed=of, outcome="imported", started=moment, finished=moment)
        FeedIssue.objects.create(run=run, position=0, code="vat_unknown", severity="warning", message=str(days))
    assert forget_runs() == 3
    assert set(FeedIssue.objects.values_list("message", flat=True)) == {"80", "200"}


def _that_tell() -> list[str]:
    """The readers that say sentences, and may hand a code and its sentence to somebody else who tells it."""
    texts = [file.read_text() for file in Path("courses/feeds").rglob("*.py")]
    return [text for text in texts if "import sentence as _" in text]


def test_every_kind_of_issue_has_a_name_in_words() -> None:
    """Of what the readers of feeds raise, refuse or tell, by the code at that place."""
    source = "".join(file.read_text() for file in Path("courses/feeds").rglob("*.py") if file.name != "issue_names.py")
    told = re.findall(r'(?:Unusable|FeedBroken|\.refuse|\.warn|\.tell|\.error)\(\s*"(\w+)"', source)
    kept = re.findall(r'Issue\([\w."]+,\s*"(\w+)"', source)
    handed_on = re.findall(r'(?:return|\(|=) ?"(\w+)", _\("', "".join(_that_tell()))
    assert "for_one_client" in handed_on
    codes = {*told, *kept, *handed_on}
    assert len(codes) > 60
    # One that a person hears at once, and that no run keeps.
    assert codes - set(NAMES) == {"no_table"}
