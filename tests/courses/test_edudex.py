"""What an EDU-DEX program says, in our words: prices, starts, places, levels, what is not for the public."""

from datetime import date
from pathlib import Path

import pytest

from courses.feeds.edudex import read_edudex
from courses.feeds.fetching import source_of
from courses.feeds.records import CourseRecord, LeftOut, ProviderRecord, Refusal
from tests.courses.feeds import COST, KVK, institute, program, programs, run

RECONSTRUCTED = Path(__file__).parents[2].parent / "shared" / "data" / "edudex" / "reconstructed"
TODAY = date(2026, 11, 24)


def read(folder: Path, *texts: str) -> list[CourseRecord | Refusal | LeftOut]:
    path = folder / "feed.xml"
    path.write_bytes(programs(*texts))
    items = read_edudex(source_of(str(path)), kvk=KVK, today=TODAY)
    return [item for item in items if not isinstance(item, ProviderRecord)]


def course(folder: Path, text: str) -> CourseRecord:
    (found,) = read(folder, text)
    assert isinstance(found, CourseRecord), found
    return found


def cost(amount: str = "100.00", kind: str = "tuition fee", more: str = "") -> str:
    return f"<cost><amount>{amount}</amount><costType>{kind}</costType>{more}</cost>"


def codes(record: CourseRecord | Refusal | LeftOut) -> list[str]:
    return [issue.code for issue in record.issues]


def test_reads_the_reconstructed_program() -> None:
    path = RECONSTRUCTED / "program_1695.xml"
    if not path.exists():
        pytest.skip(f"{path} is not here: it is test material that stays outside this repository.")
    _provider, found = read_edudex(source_of(str(path)), kvk="12345678", today=TODAY)
    assert isinstance(found, CourseRecord)
    assert (found.title, found.key, found.level, found.level_word) == (
        "Coachingsvaardigheden",
        "1695",
        "hbo",
        "post-hbo",
    )
    assert (found.duration and found.duration.amount, found.hours_total) == (10, 84)
    assert [(p.kind, p.net_cents, p.vat_cents) for p in found.prices] == [
        ("tuition", 299_500, 0),
        ("other", 29_200, 2_628),
    ]
    assert [(s.starts, s.status, s.starts_certain, s.place and s.place.text) for s in found.sessions] == [
        (date(2026, 11, 18), "open", True, "Breda"),
        (date(2026, 11, 20), "closed", True, "Utrecht"),
        (date(2027, 2, 17), "cancelled", False, "Breda"),
    ]
    assert found.expires == date(2027, 6, 30)
    assert not found.issues


def test_one_file_may_be_one_program_in_any_namespace_and_case(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    text = program(runs=run()).replace("programRun", "PROGRAMRUN").replace("<program>", "<Program xmlns='x:y'>")
    path.write_text(text.removesuffix("</program>") + "</Program>")
    _provider, found = read_edudex(source_of(str(path)), kvk=KVK, today=TODAY)
    assert isinstance(found, CourseRecord)
    assert len(found.sessions) == 1


def test_vat_comes_from_the_amount_the_percentage_or_the_code(tmp_path: Path) -> None:
    costs = (
        cost("100.00", more="<amountVAT>21.00</amountVAT>")
        + cost("50.00", "study material", "<VATPercentage>9</VATPercentage>")
        + cost("10.05", "examination", "<VATCode>5</VATCode>")
        + cost("20.00", "registration fee")
    )
    found = course(tmp_path, program(costs=costs))
    lines = [(line.kind, line.net_cents, line.vat_cents, line.vat_percent) for line in found.prices]
    assert lines == [
        ("tuition", 10_000, 2_100, 21),
        ("material", 5_000, 450, 9),
        ("exam", 1_005, 211, 21),
        ("registration", 2_000, 0, None),
    ]
    assert codes(found) == ["vat_unknown"]


@pytest.mark.parametrize(
    ("percentage", "percent"),
    [("9", 9), ("9,00", 9), ("9.00 %", 9), ("0", 0), ("n.v.t.", 21), ("0.21", 21), ("9,5", 21), ("121", 21), ("", 21)],
)
def test_a_percentage_that_is_none_hides_no_code(tmp_path: Path, percentage: str, percent: int) -> None:
    both = cost(more=f"<VATCode>4</VATCode><VATPercentage>{percentage}</VATPercentage>")
    assert [line.vat_percent for line in course(tmp_path, program(costs=both)).prices] == [percent]


def test_a_run_without_price_or_place_has_those_of_the_generic_run(tmp_path: Path) -> None:
    own = run("r2", city="Assen", more=cost("250.00", more="<VATPercentage>0</VATPercentage>"))
    place = "<location><city>Emmen</city></location>"
    found = course(tmp_path, program(costs=place + COST, runs=run("r1", city="") + own))
    first, second = found.sessions
    assert (first.place and first.place.text, first.prices) == ("Emmen", ())
    assert (second.place and second.place.text, [p.net_cents for p in second.prices]) == ("Assen", [25_000])
    assert [line.net_cents for line in found.prices] == [10_000]


def test_a_price_of_modules_counts_when_the_run_has_none(tmp_path: Path) -> None:
    module = f"<genericModule>{cost('40.00', more='<VATPercentage>0</VATPercentage>')}</genericModule>"
    found = course(tmp_path, program(costs=module * 2))
    assert [line.net_cents for line in found.prices] == [4_000, 4_000]


def test_a_price_that_only_runs_have_and_share_is_the_price_of_the_course(tmp_path: Path) -> None:
    price = cost("75.00", more="<VATPercentage>0</VATPercentage>")
    found = course(tmp_path, program(costs="", runs=run("a", more=price) + run("b", more=price)))
    assert [line.net_cents for line in found.prices] == [7_500]
    assert all(not session.prices for session in found.sessions)


def test_the_price_valid_on_the_day_counts_and_else_the_next(tmp_path: Path) -> None:
    def valid(amount: str, since: str, until: str) -> str:
        bounds = f"<amountValidFrom>{since}</amountValidFrom><amountValidUntil>{until}</amountValidUntil>"
        return cost(amount, more=f"{bounds}<VATPercentage>0</VATPercentage>")

    costs = valid("90.00", "2025-01-01", "2026-06-30") + valid("100.00", "2026-07-01", "2026-12-31")
    costs += valid("110.00", "2027-01-01", "2027-12-31")
    assert [line.net_cents for line in course(tmp_path, program(costs=costs)).prices] == [10_000]
    later = valid("110.00", "2027-01-01", "2027-12-31") + valid("120.00", "2028-01-01", "2028-12-31")
    assert [line.net_cents for line in course(tmp_path, program(costs=later)).prices] == [11_000]


@pytest.mark.parametrize(
    ("costs", "code"),
    [
        ("", None),
        (cost("0.00"), "price_zero"),
        (cost("100.00", more="<period>month</period>"), "price_without_total"),
        (cost("100.00", more="<currency>usd</currency>"), "price_without_total"),
        (cost("900.00", more="<payableBy>group</payableBy>"), "price_of_group"),
    ],
)
def test_what_is_no_price_for_one_learner_is_no_price_at_all(tmp_path: Path, costs: str, code: str | None) -> None:
    found = course(tmp_path, program(costs=costs))
    assert found.prices == ()
    assert code is None or code in codes(found)


def test_a_price_per_month_is_totalled_when_the_length_is_in_months(tmp_path: Path) -> None:
    monthly = cost("100.00", more="<period>month</period><amountVAT>21.00</amountVAT>")
    found = course(tmp_path, program(costs=monthly, classification="<programDuration unit='month'>6</programDuration>"))
    assert [(line.net_cents, line.vat_cents) for line in found.prices] == [(60_000, 12_600)]


@pytest.mark.parametrize(
    ("costs", "code"),
    [
        (cost("-12.00"), "price_negative"),
        (cost("100.00", more="<amountVAT>-1.00</amountVAT>"), "price_negative"),
        (cost("999999999.00"), "price_absurd"),
        (cost("60000.00") + cost("60000.00", "examination"), "price_absurd"),
        (cost(""), "price_missing"),
        (cost("1.450"), "price_unreadable"),
        (cost("duizend"), "price_unreadable"),
        (cost("100.00", more="<amountVAT>100.00</amountVAT>"), "vat_absurd"),
    ],
)
def test_a_price_that_cannot_be_right_refuses_the_course(tmp_path: Path, costs: str, code: str) -> None:
    good, bad = read(tmp_path, program("good"), program("bad", costs=costs))
    assert isinstance(good, CourseRecord)
    assert isinstance(bad, Refusal)
    assert bad.key == "bad"
    (issue,) = [issue for issue in bad.issues if issue.code == code]
    assert issue.where == "feed.xml, regel 4"
    assert issue.severity == "error"


def test_sessions_keep_their_state(tmp_path: Path) -> None:
    free = "<programRunFree><availableSeats>{}</availableSeats></programRunFree>"
    seats = "<maxNumberOfParticipants>12</maxNumberOfParticipants>"
    runs = (
        run("open", more=seats + free.format(3))
        + run("full", status="application closed", more=seats + free.format(0))
        + run("closed", status="application closed")
        + run("cancelled", status="canceled")
        + run("private", more="<openTo>client only</openTo>")
    )
    found = course(tmp_path, program(runs=runs))
    assert [(s.key, s.status, s.seats_total, s.seats_left) for s in found.sessions] == [
        ("open", "open", 12, 3),
        ("full", "full", 12, 0),
        ("closed", "closed", None, None),
        ("cancelled", "cancelled", None, None),
    ]
    assert codes(found) == ["session_for_client"]


def test_a_session_that_cannot_be_used_is_left_out_alone(tmp_path: Path) -> None:
    runs = (
        run("good")
        + run("backwards", starts="2027-05-01", ends="2027-04-01")
        + run("february", starts="2027-02-30")
        + run("odd", status="maybe")
        + run("dear", more=cost("-1.00"))
        + run("good", starts="2027-06-01", ends="2027-06-02")
    )
    found = course(tmp_path, program(runs=runs))
    assert [session.key for session in found.sessions] == ["good"]
    assert found.refused_sessions == ("backwards", "february", "odd", "dear", "good")
    assert [issue.code for issue in found.issues] == [
        "ends_before_starts",
        "date_impossible",
        "status_unknown",
        "price_negative",
        "session_twice",
    ]
    assert found.issues[0].record == "p1 / backwards"
    assert "2027-04-01" in str(found.issues[0].message)


def test_a_session_without_id_keeps_a_key_of_its_own(tmp_path: Path) -> None:
    nameless = run("").replace("<id></id>", "")
    first = course(tmp_path, program(runs=nameless)).sessions
    second = course(tmp_path, program(runs=run("x", starts="2027-02-01") + nameless)).sessions
    assert first[0].key == second[1].key == "2027-03-01 Groningen"


def test_online_is_a_flag_and_not_a_place(tmp_path: Path) -> None:
    runs = run("a", city="Online") + run("b", more="<fullyOnline>true</fullyOnline>") + run("c")
    found = course(tmp_path, program(runs=runs))
    assert [(s.online, s.place and s.place.text) for s in found.sessions] == [
        (True, None),
        (True, None),
        (False, "Groningen"),
    ]
    assert not found.online
    assert codes(found) == ["online_with_place"]


@pytest.mark.parametrize(
    ("word", "kind"),
    [("fixed starting date", "fixed"), ("agreed starting date", "agreed"), ("direct start", "direct"), ("", "agreed")],
)
def test_three_kinds_of_start(tmp_path: Path, word: str, kind: str) -> None:
    assert course(tmp_path, program(start=word)).start_kind == kind


@pytest.mark.parametrize(
    ("head", "code"),
    [("<inPublication>0</inPublication>", "not_published"), ("<clientId>klant</clientId>", "for_one_client")],
)
def test_what_is_not_for_the_public_is_left_out(tmp_path: Path, head: str, code: str) -> None:
    (found,) = read(tmp_path, program(head=head))
    assert isinstance(found, LeftOut)
    assert codes(found) == [code]


def test_a_program_without_id_or_name_is_refused_with_its_line(tmp_path: Path) -> None:
    nameless, anonymous, long = read(tmp_path, program("a", name=""), program(""), program("x" * 65))
    assert isinstance(nameless, Refusal)
    assert (nameless.key, codes(nameless), nameless.issues[0].where) == (
        "a",
        ["program_without_name"],
        "feed.xml, regel 3",
    )
    assert isinstance(anonymous, Refusal)
    assert (anonymous.key, codes(anonymous)) == (None, ["program_without_id"])
    assert isinstance(long, Refusal)
    assert long.key is None


def test_texts_prefer_dutch_and_links_must_be_web_addresses(tmp_path: Path) -> None:
    texts = (
        "<programSummaryText xml:lang='en'>Learn to weld</programSummaryText>"
        "<programSummaryText xml:lang='nl'>Leer <![CDATA[<b>lassen</b>]]></programSummaryText>"
        "<programDescriptionText xml:lang='nl'>Een\n\nTwee</programDescriptionText>"
        "<subjectText><subject>student profile</subject><descriptionText>Voor jou</descriptionText></subjectText>"
        "<webLink>javascript:alert(1)</webLink>"
    )
    found = course(tmp_path, program(descriptions=texts))
    assert found.summary == "Leer lassen"
    assert found.description == "<p>Een</p><p>Twee</p><h3>Voor wie is dit?</h3><p>Voor jou</p>"
    assert found.link == ""
    assert codes(found) == ["link_refused"]


def test_words_of_edudex_in_ours(tmp_path: Path) -> None:
    classification = (
        "<applicationRequirement><requirementType>minimum age</requirementType>"
        "<requirementSummary>Je bent minstens 21 jaar.</requirementSummary></applicationRequirement>"
        "<applicationRequirement><requirementType>intake</requirementType></applicationRequirement>"
        "<creboCode>25498</creboCode><programDuration unit='week'>10</programDuration>"
        "<programLocation>Breda, Den Bosch en Utrecht</programLocation><targetSectorSBI>88911</targetSectorSBI>"
        "<theme>training and education</theme>"
    )
    more = (
        "<programCurriculum><instructionLanguage percentage='80'>nl</instructionLanguage>"
        "<instructionLanguage percentage='20'>en</instructionLanguage><studyLoad period='week'>8</studyLoad>"
        "</programCurriculum><programExternalAcknowledgements><nlqfRegistration><nlqfLevel>4+</nlqfLevel>"
        "</nlqfRegistration><industryExamOrCertificate><organization><orgUnitId>CBR</orgUnitId></organization>"
        "<examOffer>examination is part of the program</examOffer></industryExamOrCertificate>"
        "</programExternalAcknowledgements>"
    )
    found = course(tmp_path, program(classification=classification, more=more))
    assert (found.sector, found.level, found.nlqf, found.outcome) == ("childcare", "mbo_2", "4+", "licence")
    assert (found.minimum_age, found.entry_requirements) == (21, "Je bent minstens 21 jaar. Je hebt eerst een intake.")
    assert (found.language, found.hours_per_week, found.crebo) == ("nl", 8, "25498")
    assert [place.text for place in found.places] == ["Breda", "Den Bosch", "Utrecht"]


@pytest.mark.parametrize(
    ("degree", "outcome"),
    [
        ("mbo-verklaring", "practice_statement"),
        ("mbo-certificaat", "mbo_certificate"),
        ("mbo niveau 3", "diploma"),
        ("certificate of participation", "participation"),
        ("none", "participation"),
        ("Ad Eng", "diploma"),
    ],
)
def test_degrees(tmp_path: Path, degree: str, outcome: str) -> None:
    text = program().replace("<degree>certificate</degree>", f"<degree>{degree}</degree>")
    assert course(tmp_path, text).outcome == outcome


def test_the_institute_tells_who_the_provider_is(tmp_path: Path) -> None:
    more = (
        "<accreditation>NRTO</accreditation><accreditation>wijtechniek</accreditation>"
        "<accreditation>ISO 9001</accreditation><webLink>https://vakschool.example/</webLink>"
        "<instituteDataFree><recognition>OCW</recognition></instituteDataFree>"
    )
    path = tmp_path / "institute.xml"
    path.write_bytes(institute(more=more))
    (provider,) = read_edudex(source_of(str(path)), kvk=None, today=TODAY)
    assert isinstance(provider, ProviderRecord)
    assert (provider.kvk, provider.name, provider.website) == (KVK, "Vakschool", "https://vakschool.example/")
    assert list(provider.recognitions) == ["nrto", "ocw", "sector"]


def test_a_collective_file_gives_every_program_to_its_own_institute(tmp_path: Path) -> None:
    other = institute("00000098", "Tweede school").replace(b"vakschool", b"tweede")
    mine = program("a", classification="<orgUnitId>vakschool</orgUnitId>")
    theirs = program("a", classification="<orgUnitId>tweede</orgUnitId>")
    path = tmp_path / "feed.xml"
    path.write_bytes(b"<export>" + institute() + other + mine.encode() + theirs.encode() + b"</export>")
    found = [
        item for item in read_edudex(source_of(str(path)), kvk=None, today=TODAY) if isinstance(item, CourseRecord)
    ]
    assert [record.kvk for record in found] == [KVK, "00000098"]
