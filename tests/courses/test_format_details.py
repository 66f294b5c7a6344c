"""What is particular to one format: its own words, its own traps, and the examples of its makers."""

import json
from collections.abc import Callable
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from courses.enums import CostKind, Level, SessionStatus, StartKind
from courses.feeds.enums import FeedFormat
from courses.feeds.fetching import source_of
from courses.feeds.importing import feed_of, import_feed
from courses.feeds.report import Report
from courses.models import Course, PriceLine, Provider, Session
from tests.courses.samples import KVK, Offer, codes, import_from_outside, written
from tests.courses.test_fetching import send, server

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2].parent / "shared" / "data"


def sample(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{path} is not here: it is test material that stays outside this repository.")
    return path


@pytest.mark.parametrize(
    ("form", "name", "courses", "sessions"),
    [
        ("springest", "springest/geoict_first12_real.xml", 12, None),
        ("springest", "springest/product_example_2_1.xml", 1, 1),
        ("studytube", "studytube/trainings_template.xml", 1, 2),
        ("edubookers", "edubookers/feed-example.xml", 1, 1),
        ("bloomville", "bloomville/voorbeeld-1695_real_shortened.xml", 1, 6),
        ("xcri", "xcri/ou-example.xml", 2, 3),
        ("xcri", "xcri/Valid_Structure_OfficialTestFromSchemas.xml", 1, 1),
        ("edudex", "edudex/reconstructed/program_1695.json", 1, 2),
        ("edudex", "edudex/reconstructed/program_1695.xml", 1, 3),
        ("ooapi-v5", "ooapi/fixtures-v5", 1, 1),
        ("json", "kdg-jobat/2025-05-27_c8b4a4cf.json", None, None),
    ],
)
def test_the_examples_of_their_makers_come_in(form: str, name: str, courses: int | None, sessions: int | None) -> None:
    path = sample(name)
    code, report = import_from_outside(form, path)
    assert code == 0, report
    assert report["courses"]["new"] == (courses or report["courses"]["new"]) > 0
    if sessions is not None:
        assert report["sessions"]["new"] == sessions
    _code, again = import_from_outside(form, path)
    assert (again["courses"]["new"], again["courses"]["changed"]) == (0, 0)
    assert (again["sessions"]["new"], again["sessions"]["changed"], again["sessions"]["gone"]) == (0, 0, 0)


def test_a_real_feed_loses_a_third_and_has_it_back(tmp_path: Path) -> None:
    small, large = sample("kdg-jobat/2025-05-27_c8b4a4cf.json"), sample("kdg-jobat/2025-06-02_1ce637ac.json")
    import_from_outside("json", large)
    listed = set(Course.objects.listed(date(2026, 1, 1)).values_list("pk", flat=True))
    import_from_outside("json", small)
    import_from_outside("json", large)
    assert set(Course.objects.listed(date(2026, 1, 1)).values_list("pk", flat=True)) >= listed


def springest(folder: Path, inner: str) -> dict[str, Any]:
    path = folder / "springest.xml"
    start = "<Products><Product><ID>a</ID><Name>Lassen</Name>"
    path.write_text(f"{start}<WebAddress>https://a.example/</WebAddress>{inner}</Product></Products>")
    return import_from_outside("springest", path)[1]


def test_springest_adds_mandatory_costs_and_keeps_the_rest_apart(tmp_path: Path) -> None:
    springest(
        tmp_path,
        "<Price>399,00</Price><VatIncluded>exempt</VatIncluded><AdditionalCosts>"
        "<AdditionalCost><Type>exam</Type><Price>50</Price><VatIncluded>no</VatIncluded><VatAmount>10.50</VatAmount>"
        "<Mandatory>true</Mandatory></AdditionalCost>"
        "<AdditionalCost><Type>books</Type><Price>30</Price><VatIncluded>exempt</VatIncluded>"
        "<Mandatory>false</Mandatory></AdditionalCost></AdditionalCosts>",
    )
    lines = [(line.kind, line.net_cents, line.vat_cents, line.required) for line in PriceLine.objects.all()]
    assert lines == [
        (CostKind.TUITION, 39_900, 0, True),
        (CostKind.EXAM, 5_000, 1_050, True),
        (CostKind.MATERIAL, 3_000, 0, False),
    ]
    assert Course.objects.get().total_cents == 45_950


def test_springest_per_month_is_a_price_only_when_the_months_are_told(tmp_path: Path) -> None:
    price = "<Price>100</Price><VatIncluded>exempt</VatIncluded><PricePeriod>monthly</PricePeriod>"
    springest(tmp_path, f"{price}<Duration>6</Duration><DurationUnit>months</DurationUnit>")
    assert Course.objects.get().total_cents == 60_000
    report = springest(tmp_path, f"{price}<Duration>6</Duration><DurationUnit>days</DurationUnit>")
    assert Course.objects.get().total_cents is None
    assert "price_without_total" in codes(report)


def test_springest_kinds_and_a_month_that_is_only_known_about(tmp_path: Path) -> None:
    springest(
        tmp_path,
        "<ProductType>elearning</ProductType><Description>nog in te vullen</Description><Moments><Moment>"
        "<Name>evening</Name></Moment></Moments>",
    )
    course = Course.objects.get()
    assert (course.online, course.start_kind, course.description) == (True, StartKind.DIRECT, "")
    assert course.parts_of_day == ["evening"]
    report = springest(tmp_path, "<ProductType>in-company</ProductType>")
    assert (codes(report), Course.objects.get().gone is not None) == (["not_for_learners"], True)
    springest(
        tmp_path,
        "<ProductType>open</ProductType><StartingDatePlaces><StartingDatePlace><Startdate>2027-03-01</Startdate>"
        "<Enddate>2027-03-31</Enddate><StartdateIsMonthOnly>true</StartdateIsMonthOnly><Place>Online</Place>"
        "<AvailableSeats>0</AvailableSeats></StartingDatePlace></StartingDatePlaces>",
    )
    session = Session.objects.get()
    assert (session.starts_certain, session.online, session.status) == (False, True, SessionStatus.FULL)
    assert session.key == "2027-03-01 Online"


def test_bloomville_takes_the_price_that_counts_today(tmp_path: Path) -> None:
    path = tmp_path / "bloomville.xml"
    path.write_text(
        "<CourseTemplates><CourseTemplate><Code>a</Code><Title>Coachen</Title><PriceBase>"
        "<Price from='2020-01-01'><Base>100,00</Base><Vat>21,00</Vat></Price>"
        "<Price from='2024-01-01'><Base>200,00</Base><Vat>42,00</Vat></Price>"
        "<Price from='2099-01-01'><Base>300,00</Base><Vat>63,00</Vat></Price></PriceBase>"
        "<PriceExam><Price><Base>10,00</Base><Vat>0,00</Vat></Price></PriceExam>"
        "<Delivery>Virtual Class</Delivery><Classes><Class><Code>k</Code><Location>Virtual</Location></Class></Classes>"
        "</CourseTemplate></CourseTemplates>"
    )
    import_from_outside("bloomville", path)
    course = Course.objects.get()
    assert (course.total_cents, course.online, course.places.count()) == (25_200, True, 0)


def test_a_cost_of_xcri_is_shown_as_text_and_never_read(tmp_path: Path) -> None:
    path = written(FeedFormat.XCRI, tmp_path, Offer())
    cost = "<mlo:cost>UK fee: GBP155.00; Ireland EUR 340</mlo:cost></presentation>"
    path.write_text(path.read_text().replace("</presentation>", cost))
    _code, report = import_from_outside("xcri", path)
    course = Course.objects.get()
    assert (course.total_cents, codes(report)) == (None, ["price_as_text"])
    assert "GBP155.00" in course.description


def test_when_one_can_begin_to_apply_comes_from_xcri_and_from_schema_org(tmp_path: Path) -> None:
    path = written(FeedFormat.XCRI, tmp_path, Offer())
    told = "<applyFrom dtf='2026-12-01'>Vanaf december</applyFrom><applyUntil>2027-02-01</applyUntil></presentation>"
    path.write_text(path.read_text().replace("</presentation>", told))
    import_from_outside("xcri", path)
    session = Session.objects.get()
    assert (session.opens, session.deadline) == (date(2026, 12, 1), date(2027, 2, 1))
    assert (session.opens_after(date(2026, 11, 30)), session.opens_after(date(2026, 12, 1))) == (True, False)
    assert [session.is_open_on(day) for day in (date(2026, 11, 30), date(2026, 12, 1), date(2027, 2, 1))] == [
        False,
        True,
        True,
    ]
    path = written(FeedFormat.SCHEMA_ORG, tmp_path, Offer())
    instance = '"@type": "CourseInstance", "offers": {"availabilityStarts": "2026-12-05T09:00:00+01:00"}, '
    path.write_text(path.read_text().replace('"@type": "CourseInstance", ', instance))
    import_from_outside("schema-org", path)
    assert Session.objects.get().opens == date(2026, 12, 5)
    # Of two days the wrong way round only the last one counts, and that is told.
    path.write_text(
        path.read_text().replace('"availabilityStarts"', '"validThrough": "2026-12-01", "availabilityStarts"')
    )
    _code, report = import_from_outside("schema-org", path)
    assert "opens_after_deadline" in codes(report)
    assert (Session.objects.get().opens, Session.objects.get().deadline) == (None, date(2026, 12, 1))


def test_an_identifier_longer_than_ours_stays_the_same_and_its_own(tmp_path: Path) -> None:
    long = "http://opleider.example/" + "cursus-" * 20
    for _twice in range(2):
        import_from_outside("xcri", written(FeedFormat.XCRI, tmp_path, Offer(f"{long}1"), Offer(f"{long}2")))
    assert Course.objects.count() == 2


def test_levels_are_ours_only_when_they_say_which(tmp_path: Path) -> None:
    levels = {
        "MBO": Level.OTHER,
        "mbo niveau 3": Level.MBO_3,
        "HBO+": Level.HBO,
        "Master": Level.WO,
        "Iets": Level.OTHER,
    }
    offers = [Offer(str(number), level=word) for number, word in enumerate(levels)]
    import_from_outside("springest", written(FeedFormat.SPRINGEST, tmp_path, *offers))
    assert {course.level_word: course.level for course in Course.objects.all()} == levels
    assert set(Course.objects.values_list("nlqf", flat=True)) == {""}


def test_edudex_json_reads_directories_institutes_and_programs(tmp_path: Path) -> None:
    program = json.loads(written(FeedFormat.EDUDEX, tmp_path, Offer()).read_text())[0]
    (tmp_path / "a.json").write_text(json.dumps(program))
    (tmp_path / "bad.json").write_text("{")
    institute = {
        "orgUnitId": "vak",
        "instituteKvK": KVK,
        "instituteName": {"nl": "Vakschool"},
        "accreditation": ["NRTO"],
    }
    (tmp_path / "institute.json").write_text(json.dumps(institute))
    listed = [{"programId": key, "resourceUrl": f"{key}.json"} for key in ("a", "bad")]
    directory = {"orgUnitId": "vak", "instituteDataResource": "institute.json", "programResource": listed}
    (tmp_path / "directory.json").write_text(json.dumps(directory))
    _code, report = import_from_outside("edudex", tmp_path / "directory.json")
    assert (report["courses"]["new"], report["courses"]["refused"]) == (1, 1)
    assert [(issue["record"], issue["code"], issue["where"]) for issue in report["issues"]] == [
        ("bad", "not_json", "bad.json")
    ]
    provider = Provider.objects.get()
    assert (provider.name, provider.recognitions) == ("Vakschool", ["nrto"])


def read_web(form: FeedFormat, address: str) -> Report:
    return import_feed(feed_of(form, address, KVK), source_of(address, allow_loopback=True))


def api(version: int, courses: list[dict[str, Any]], offerings: dict[str, list[dict[str, Any]]]) -> Callable[..., None]:
    """A server of OOAPI with two courses a page; offerings of a course that is not there are 404, "broken" is 400."""
    path = "offerings" if version == 5 else "course-offerings"

    def answer(handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        number = int(parse_qs(parts.query).get("pageNumber", ["1"])[0])
        steps = parts.path.strip("/").split("/")[1:]
        if steps == ["courses"]:
            found = courses[(number - 1) * 2 : number * 2]
            page = {"pageNumber": number, "hasNextPage": number * 2 < len(courses), "items": found}
        elif len(steps) == 3 and steps[2] == path and steps[1] in offerings:
            page = {"pageNumber": 1, "hasNextPage": False, "items": offerings[steps[1]]}
        else:
            send(handler, b"{}", 400 if steps[-2:-1] == ["broken"] else 404)
            return
        assert "consumer=rio" in parts.query
        send(handler, json.dumps(page).encode())

    return answer


@pytest.mark.parametrize("version", [5, 6])
def test_ooapi_is_read_page_by_page_with_the_offerings_of_each_course(version: int) -> None:
    courses = [{"courseId": f"c{n}", "name": [{"language": "nl-NL", "value": f"Cursus {n}"}]} for n in range(5)]
    key = "offeringId" if version == 5 else "courseOfferingId"
    rio = {"consumerKey": "rio", "registrationStatus": "closed"}
    offering = {key: "o1", "startDate": "2027-03-01", "endDate": "2027-04-01", "consumers": [rio],
                "maxNumberStudents": 20, "enrolledNumberStudents": 15}  # fmt: skip
    if version == 5:
        offering |= {"enrollStartDate": "2026-12-01", "enrollEndDate": "2027-02-01"}
    else:
        days = [("2026-12-01", "2026-12-20"), ("2027-01-10", "2027-02-01")]
        offering["enrolmentPeriods"] = [
            {"startDateTime": f"{first}T12:00:00+01:00", "endDateTime": f"{last}T12:00:00+01:00"}
            for first, last in days
        ]
    flexible = {key: "o2", "flexibleEntryPeriodStart": "2027-01-01",
                "priceInformation": [{"costType": "total costs", "amount": "121.00", "vatAmount": "21.00",
                                      "amountWithoutVat": "100.00", "currency": "EUR"}]}  # fmt: skip
    form = FeedFormat.OOAPI_5 if version == 5 else FeedFormat.OOAPI_6
    with server(api(version, courses, {"c0": [offering], "c1": [flexible]})) as address:
        report = read_web(form, f"{address}/ooapi")
    assert (report.outcome, report.courses.new, report.sessions.new) == ("imported", 5, 1)
    session = Session.objects.get()
    assert (session.key, session.status, session.seats_left) == ("o1", SessionStatus.CLOSED, 5)
    assert (session.opens, session.deadline) == (date(2026, 12, 1), date(2027, 2, 1))
    direct = Course.objects.get(provider_key="c1")
    assert (direct.start_kind, direct.total_cents) == (StartKind.DIRECT, 12_100)


def test_ooapi_of_many_providers_names_each_by_its_organization() -> None:
    name = [{"language": "nl-NL", "value": "Cursus"}]
    organizations = [
        {"organizationId": "o1", "primaryCode": {"codeType": "x-kvk", "code": "00000011"}, "name": name},
        {"organizationId": "o2", "primaryCode": {"codeType": "brin", "code": "25PJ"},
         "otherCodes": [{"codeType": "kvk", "code": "00000022"}], "name": name, "link": "https://b.example/"},
        {"organizationId": "o3", "primaryCode": {"codeType": "kvk", "code": "123"}, "name": name},
    ]  # fmt: skip
    courses = [
        {"courseId": "a", "name": name, "organization": "o1", "offerings": []},
        {"courseId": "b", "name": name, "organization": {"organizationId": "o2"}, "offerings": []},
        {"courseId": "c", "name": name, "organization": "o3", "offerings": []},
    ]
    # The same thing as a program is not a second course.
    programs = [{"programId": "a", "name": name, "organization": "o1", "offerings": []}]
    lists = {"organizations": organizations, "courses": courses, "programs": programs}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        items = lists.get(urlsplit(handler.path).path.rpartition("/")[2], [])
        send(handler, json.dumps({"hasNextPage": False, "items": items}).encode(), 200 if items else 404)

    with server(answer) as address:
        at = f"{address}/ooapi"
        source = source_of(at, allow_loopback=True)
        report = import_feed(feed_of(FeedFormat.OOAPI_5, at, None), source)
        lists["organizations"] = organizations[2:]
        nobody = import_feed(feed_of(FeedFormat.OOAPI_5, at, None), source)
    assert [(issue.record, issue.code) for issue in report.issues] == [("c", "provider_unknown")]
    found = Course.objects.values_list("provider__kvk", "provider_key", "provider__website").order_by("provider_key")
    assert list(found) == [("00000011", "a", ""), ("00000022", "b", "https://b.example/")]
    assert (nobody.outcome, nobody.issues[-1].code) == ("refused", "provider_unknown")


def test_ooapi_that_repeats_its_pages_or_is_something_else_is_refused() -> None:
    page = {"hasNextPage": True, "items": [{"courseId": "c", "name": "x", "offerings": []}]}
    with server(lambda handler: send(handler, json.dumps(page).encode())) as address:
        report = read_web(FeedFormat.OOAPI_5, f"{address}/ooapi/courses")
    assert report.issues[-1].code == "pages_repeat"
    with server(lambda handler: send(handler, b"", 404)) as address:
        report = read_web(FeedFormat.OOAPI_5, f"{address}/ooapi")
    assert report.issues[-1].code == "unknown_format"


def test_ooapi_speaks_of_the_version_that_counts_today_and_of_registers(tmp_path: Path) -> None:
    course = {
        "courseId": "c1",
        "primaryCode": {"codeType": "identifier", "code": "LAS-1"},
        "otherCodes": [{"codeType": "crohoCreboCode", "code": "25498"}],
        "name": [{"language": "nl-NL", "value": "Oud"}],
        "level": "secondary vocational education 3",
        "levelOfQualification": "3",
        "studyLoad": {"studyLoadUnit": "ects", "value": 3},
        "teachingLanguage": "nld",
        "modeOfDelivery": ["online"],
        "timelineOverrides": [
            {"validFrom": "2020-01-01", "course": {"name": [{"language": "nl-NL", "value": "Nieuw"}]}},
        ],
    }
    path = tmp_path / "courses.json"
    path.write_text(json.dumps(course))
    import_from_outside("ooapi-v5", path)
    found = Course.objects.get()
    assert (found.provider_key, found.title, found.crebo, found.language) == ("LAS-1", "Nieuw", "25498", "nl")
    assert (found.level, found.nlqf, found.hours_total, found.online) == (Level.MBO_3, "3", 84, True)


def test_a_course_is_where_the_lessons_are_and_not_where_the_provider_has_its_office(tmp_path: Path) -> None:
    office = [
        {"addressType": "billing", "city": "Zwolle"},
        {"addressType": "postal", "city": "Utrecht"},
        {"addressType": "visit", "city": "Meppel"},
    ]
    lessons = [*office, {"addressType": "teaching", "city": "Assen"}]
    starts = {"startDate": "2027-03-01", "endDate": "2027-04-01"}
    courses = [
        {"courseId": key, "name": "Lassen", "offerings": [{"offeringId": key, "addresses": addresses} | starts]}
        for key, addresses in (
            ("lessons", lessons),
            ("visit", office),
            ("post", office[:2]),
            ("bill", office[:1]),
            ("none", []),
        )
    ]
    agreed = [
        {"courseId": f"{key}-agreed", "name": "Lassen", "offerings": [], "addresses": addresses}
        for key, addresses in (("lessons", lessons), ("postal", office[:2]))
    ]
    path = tmp_path / "courses.json"
    path.write_text(json.dumps([*courses, *agreed]))
    _code, report = import_from_outside("ooapi-v5", path)
    told = dict(Session.objects.values_list("key", "place"))
    assert told == {"lessons": "Assen", "visit": "Meppel", "post": "Utrecht", "bill": "", "none": ""}
    # A postal address is better than nothing, and somebody is asked to look.
    places = dict(Course.objects.filter(places__isnull=False).values_list("provider_key", "places__text"))
    assert places == {"lessons-agreed": "Assen", "postal-agreed": "Utrecht"}
    assert [(issue["record"], issue["code"]) for issue in report["issues"] if "place" in issue["code"]] == [
        ("post", "place_is_postal"),
        ("postal-agreed", "place_is_postal"),
    ]


def page(*names: str, more: str = "") -> bytes:
    scripts = "".join(
        f'<script type="application/ld+json">{{"@type": "Course", "courseCode": "{name}", "name": "{name}"}}</script>'
        for name in names
    )
    return f"<!doctype html><html><head>{scripts}{more}</head></html>".encode()


def test_pages_with_json_ld_are_found_by_the_list_of_pages() -> None:
    broken = page(more='<script type="application/ld+json">{"@type": </script>')

    def answer(handler: BaseHTTPRequestHandler) -> None:
        host = f"http://127.0.0.1:{handler.server.server_address[1]}"
        urls = "".join(f"<url><loc>{host}/{name}</loc></url>" for name in ("a", "b", "broken", "nowhere"))
        sitemap = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>".encode()
        pages = {"/sitemap.xml": sitemap, "/a": page("a"), "/b": page("b", "c"), "/broken": broken}
        found = pages.get(handler.path)
        send(handler, found or b"", 200 if found else 404)

    with server(answer) as address:
        report = read_web(FeedFormat.SCHEMA_ORG, f"{address}/sitemap.xml")
    assert (report.outcome, report.courses.new, report.courses.refused) == ("imported", 3, 2)
    assert [(issue.code, issue.where.rpartition("/")[2]) for issue in report.issues] == [
        ("not_json", "broken, script 1"),
        ("file_missing", "nowhere"),
    ]


def test_a_list_of_pages_cannot_lead_to_another_website() -> None:
    sitemap = b"<urlset><url><loc>https://elders.example/a</loc></url></urlset>"
    with server(lambda handler: send(handler, sitemap)) as address:
        report = read_web(FeedFormat.SCHEMA_ORG, f"{address}/sitemap.xml")
    assert [issue.code for issue in report.issues] == ["address_refused"]


def test_json_ld_in_a_graph_with_parts_of_the_price(tmp_path: Path) -> None:
    parts = [
        {"name": "Lesgeld", "price": 1210, "valueAddedTaxIncluded": True},
        {"name": "Examen", "price": "50.00"},
    ]
    course = {
        "@type": ["Course", "Product"],
        "@id": "https://a.example/lassen",
        "name": "Lassen",
        "offers": {"@type": "Offer", "priceCurrency": "EUR", "priceSpecification": parts},
        "educationalCredentialAwarded": {"@type": "EducationalOccupationalCredential", "name": "Diploma Lasser"},
        "hasCourseInstance": {"@type": "CourseInstance", "courseMode": "online", "courseWorkload": "PT22H"},
    }
    path = tmp_path / "course.jsonld"
    path.write_text(json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, course]}))
    import_from_outside("jsonld", path)
    found = Course.objects.get()
    assert (found.provider_key, found.total_cents, found.outcome) == ("https://a.example/lassen", 126_000, "diploma")
    assert (found.online, found.start_kind, found.hours_total) == (True, StartKind.DIRECT, 22)
    assert [line.kind for line in PriceLine.objects.all()] == [CostKind.TUITION, CostKind.EXAM]
