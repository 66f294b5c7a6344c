"""From feed to catalogue: nothing twice, nothing lost, and the old catalogue stays when a feed cannot be trusted."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from courses.enums import CostKind, StartKind
from courses.feeds.edudex import read_edudex
from courses.feeds.enums import FeedFormat
from courses.feeds.fetching import source_of
from courses.feeds.importing import feed_of, import_feed
from courses.feeds.models import Feed, FeedIssue, FeedRun
from courses.feeds.records import CourseRecord, Delivered, PriceRecord, ProviderRecord
from courses.feeds.source import Source
from courses.models import Course, PriceLine, Provider, Session
from portal.record.models import AuditEvent
from tests.courses.feeds import COST, KVK, directory, institute, program, programs, read, read_programs, run

pytestmark = pytest.mark.django_db


def content() -> dict[str, Any]:
    """Everything that a second import could change, by primary key."""
    return {
        "courses": list(Course.objects.order_by("pk").values("pk", "title", "digest", "gone", "total_cents", "search")),
        "sessions": list(Session.objects.order_by("pk").values("pk", "starts", "digest", "gone", "municipality")),
        "prices": list(PriceLine.objects.order_by("pk").values()),
        "providers": list(Provider.objects.order_by("pk").values()),
    }


def listed() -> set[str]:
    return set(Course.objects.filter(gone=None).values_list("provider_key", flat=True))


def test_a_second_import_of_the_same_feed_changes_nothing(tmp_path: Path) -> None:
    texts = [program("a", runs=run("1") + run("2", city="Assen")), program("b")]
    first = read_programs(tmp_path, *texts)
    assert first.counts() == {
        "courses": {"new": 2, "changed": 0, "unchanged": 0, "gone": 0, "refused": 0},
        "sessions": {"new": 2, "changed": 0, "unchanged": 0, "gone": 0, "refused": 0},
    }
    before = content()
    second = read_programs(tmp_path, *texts)
    assert second.counts() == {
        "courses": {"new": 0, "changed": 0, "unchanged": 2, "gone": 0, "refused": 0},
        "sessions": {"new": 0, "changed": 0, "unchanged": 2, "gone": 0, "refused": 0},
    }
    assert content() == before


def test_what_changed_is_written_under_the_same_key(tmp_path: Path) -> None:
    read_programs(tmp_path, program("a", runs=run("1")), program("b"))
    pks = dict(Course.objects.values_list("provider_key", "pk"))
    session = Session.objects.get().pk
    report = read_programs(tmp_path, program("a", name="Frezen", runs=run("1", city="Enschede")), program("b"))
    assert report.courses.changed == 1
    assert report.courses.unchanged == 1
    assert report.sessions.changed == 1
    assert dict(Course.objects.values_list("provider_key", "pk")) == pks
    moved = Session.objects.get()
    assert (moved.pk, moved.municipality_id) == (session, "GM0153")
    assert Course.objects.get(provider_key="a").title == "Frezen"


def test_only_what_a_feed_says_otherwise_has_changed(tmp_path: Path) -> None:
    """For search engines, which come back to a page that says so (the sitemap's lastmod)."""
    read_programs(tmp_path, program("same", runs=run("1")), program("text"), program("start", runs=run("2")))
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    Course.objects.update(changed=long_ago)
    moved = program("start", runs=run("2", city="Assen"))
    read_programs(tmp_path, program("same", runs=run("1")), program("text", name="Frezen"), moved)
    assert set(Course.objects.exclude(changed=long_ago).values_list("provider_key", flat=True)) == {"text", "start"}


def test_what_is_missing_is_gone_and_comes_back_as_itself(tmp_path: Path) -> None:
    both = [program("a", runs=run("1")), program("b")]
    read_programs(tmp_path, *both)
    Feed.objects.update(grace_days=0)
    course, session = Course.objects.get(provider_key="a"), Session.objects.get()

    report = read_programs(tmp_path, program("b"))
    assert (report.courses.gone, report.sessions.gone) == (1, 1)
    assert listed() == {"b"}
    assert Session.objects.get().gone is not None

    report = read_programs(tmp_path, *both)
    assert (report.courses.changed, report.courses.new, report.sessions.changed) == (1, 0, 1)
    again = Course.objects.get(provider_key="a")
    assert (again.pk, again.gone, again.first_seen) == (course.pk, None, course.first_seen)
    assert Session.objects.get(gone=None).pk == session.pk


def test_a_session_that_left_the_feed_is_kept_as_gone(tmp_path: Path) -> None:
    read_programs(tmp_path, program(runs=run("1") + run("2")))
    report = read_programs(tmp_path, program(runs=run("2")))
    assert report.sessions.gone == 1
    assert {session.key: session.gone is None for session in Session.objects.all()} == {"1": False, "2": True}


def test_a_feed_that_lost_too_many_courses_is_held(tmp_path: Path) -> None:
    ten = [program(f"p{n}") for n in range(10)]
    read_programs(tmp_path, *ten)
    before = content()
    report = read_programs(tmp_path, *ten[:5])
    assert report.outcome == "held"
    assert {issue.code for issue in report.issues} == {"shrinks_too_much", "course_missing"}
    assert "5 van de 10" in str(report.issues[-1].message)
    missing = [issue.record for issue in report.issues if issue.code == "course_missing"]
    assert sorted(missing) == [f"p{n}" for n in range(5, 10)]
    assert report.courses.gone == 0
    assert content() == before
    assert FeedRun.objects.get(outcome="held").issues.filter(code="shrinks_too_much").count() == 1


def test_a_feed_may_lose_a_few_courses_or_as_many_as_it_is_allowed(tmp_path: Path) -> None:
    ten = [program(f"p{n}") for n in range(10)]
    read_programs(tmp_path, *ten)
    assert read_programs(tmp_path, *ten[:6]).courses.gone == 4
    feed = feed_of(FeedFormat.EDUDEX, "x", KVK)
    feed.most_shrink_percent = 90
    feed.save()
    assert read_programs(tmp_path, *ten[:1]).courses.gone == 5


def test_an_empty_feed_of_a_small_provider_is_held_too(tmp_path: Path) -> None:
    read_programs(tmp_path, program("a"), program("b"))
    assert read_programs(tmp_path).outcome == "held"
    assert listed() == {"a", "b"}


def test_what_the_provider_itself_withdraws_is_no_reason_to_hold(tmp_path: Path) -> None:
    six = [f"p{n}" for n in range(6)]
    read_programs(tmp_path, *(program(key) for key in six))
    hidden = [program(key, head="<inPublication>false</inPublication>") for key in six]
    report = read_programs(tmp_path, *hidden)
    assert (report.outcome, report.courses.gone) == ("imported", 6)


def test_a_refused_course_keeps_its_old_version(tmp_path: Path) -> None:
    read_programs(tmp_path, program("a", runs=run("1")), program("b"))
    bad = program("a", name="Nieuw", costs=COST.replace("100.00", "-5.00"))
    report = read_programs(tmp_path, bad, program("b"))
    assert (report.outcome, report.courses.refused, report.courses.gone, report.sessions.gone) == ("imported", 1, 0, 0)
    kept = Course.objects.get(provider_key="a")
    assert (kept.title, kept.total_cents, kept.gone) == ("Lassen voor beginners", 10_000, None)


def test_nothing_is_gone_while_a_refused_course_has_no_name_to_know_it_by(tmp_path: Path) -> None:
    read_programs(tmp_path, program("a"), program("b"), program("c"))
    report = read_programs(tmp_path, program("", name="Wie ben ik?"), program("b"), program("c"))
    assert (report.outcome, report.courses.refused, report.courses.gone) == ("imported", 1, 0)
    assert listed() == {"a", "b", "c"}


def test_a_session_that_became_unusable_keeps_its_old_version(tmp_path: Path) -> None:
    read_programs(tmp_path, program(runs=run("1")))
    report = read_programs(tmp_path, program(runs=run("1", ends="2020-01-01")))
    assert (report.sessions.refused, report.sessions.gone) == (1, 0)
    assert Session.objects.get(gone=None).ends == date(2027, 4, 1)


def test_of_a_course_that_is_in_the_feed_twice_the_first_counts(tmp_path: Path) -> None:
    report = read_programs(tmp_path, program("a", name="Eerste"), program("a", name="Tweede"))
    assert (report.courses.new, report.courses.refused) == (1, 1)
    assert [(issue.code, issue.record, issue.where) for issue in report.issues] == [
        ("course_twice", "a", "programs.xml, regel 4")
    ]
    assert Course.objects.get().title == "Eerste"


def test_a_feed_in_which_nothing_is_usable_is_refused(tmp_path: Path) -> None:
    report = read_programs(tmp_path, program("a", name=""))
    assert (report.outcome, report.courses.refused) == ("refused", 1)
    assert [issue.code for issue in report.issues] == ["program_without_name", "nothing_usable"]


def test_one_course_in_two_feeds_is_one_course(tmp_path: Path) -> None:
    read_programs(tmp_path, program("a"), program("b"))
    path = tmp_path / "collective.xml"
    own = program("a", classification="<orgUnitId>vakschool</orgUnitId>")
    path.write_bytes(b"<export>" + institute() + own.encode() + b"</export>")
    read(path, kvk=None)
    assert Course.objects.count() == 2
    # It is in the collective feed now, so leaving the first feed does not make it gone.
    assert read_programs(tmp_path, program("b")).courses.gone == 0
    assert listed() == {"a", "b"}


def test_a_feed_cannot_change_courses_of_another_provider(tmp_path: Path) -> None:
    path = directory(tmp_path / "feed", {"a": program("a")})
    read(path, KVK)
    report = read(path, "00000077")
    assert report.outcome == "refused"
    assert [issue.code for issue in report.issues] == ["other_provider"]
    assert Course.objects.count() == 1


def test_a_course_without_price_has_none_and_not_zero(tmp_path: Path) -> None:
    read_programs(tmp_path, program("none", costs=""), program("zero", costs=COST.replace("100.00", "0.00")))
    assert set(Course.objects.values_list("total_cents", flat=True)) == {None}
    assert not PriceLine.objects.exists()


def test_only_what_everybody_must_pay_is_in_the_total(tmp_path: Path) -> None:
    optional = COST.replace("</cost>", "<isRequiredCost>false</isRequiredCost></cost>")
    read_programs(tmp_path, program(costs=COST + optional))
    assert Course.objects.get().total_cents == 10_000
    assert PriceLine.objects.count() == 2


def test_a_price_of_sessions_only_gives_the_lowest(tmp_path: Path) -> None:
    runs = run("dear", more=COST.replace("100.00", "90.00")) + run("cheap", more=COST.replace("100.00", "80.00"))
    read_programs(tmp_path, program(costs="", runs=runs))
    course = Course.objects.get()
    assert course.total_cents == 8_000
    assert course.total_for(course.sessions.get(key="dear")) == 9_000


def test_places_become_municipalities_or_stay_unknown(tmp_path: Path) -> None:
    zipcode = run("2").replace("<city>Groningen</city>", "<city>Ergens</city><zipcode>3011 AB</zipcode>")
    runs = run("1", city="Den Haag") + zipcode + run("3", city="Atlantis")
    read_programs(tmp_path, program(runs=runs))
    assert dict(Session.objects.values_list("key", "municipality__name")) == {
        "1": "'s-Gravenhage",
        "2": "Rotterdam",
        "3": None,
    }


def test_every_run_is_kept_with_its_issues_and_audited(tmp_path: Path) -> None:
    read_programs(tmp_path, program("a"), program("b", name=""))
    (run_record,) = FeedRun.objects.all()
    assert run_record.outcome == "imported"
    assert run_record.counts["courses"] == {"new": 1, "changed": 0, "unchanged": 0, "gone": 0, "refused": 1}
    issue = FeedIssue.objects.get()
    assert (issue.record, issue.code, issue.severity, issue.where) == (
        "b",
        "program_without_name",
        "error",
        "programs.xml, regel 4",
    )
    event = AuditEvent.objects.get()
    assert (event.verb, event.object_id, event.change["outcome"]) == ("import_feed", str(run_record.pk), "imported")


class PowerCut(Exception):
    """Something that no importer expects."""


def reader_that_dies(source: Source, *, kvk: str | None, today: date) -> Iterator[Delivered]:
    """Reads EDU-DEX, and dies after the second course."""
    seen = 0
    for item in read_edudex(source, kvk=kvk, today=today):
        yield item
        seen += isinstance(item, CourseRecord)
        if seen == 2:
            raise PowerCut


def test_a_crash_while_reading_leaves_the_old_catalogue(tmp_path: Path) -> None:
    read_programs(tmp_path, program("a"), program("b"), program("c"))
    before = content()
    path = tmp_path / "new.xml"
    path.write_bytes(programs(*(program(key, name="Nieuw") for key in "abc")))
    with pytest.raises(PowerCut):
        import_feed(feed_of(FeedFormat.EDUDEX, str(path), KVK), source_of(str(path)), reader=reader_that_dies)
    assert content() == before
    assert FeedRun.objects.filter(outcome="failed").count() == 1


def test_a_crash_while_writing_leaves_the_old_catalogue(tmp_path: Path) -> None:
    read_programs(tmp_path, program("a", runs=run("1")), program("b"))
    before = content()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk full'; END $$;"
            "CREATE TRIGGER fail BEFORE INSERT ON courses_session FOR EACH ROW EXECUTE FUNCTION pg_temp.fail()"
        )
    with pytest.raises(DatabaseError, match="disk full"):
        read_programs(tmp_path, program("a", name="Nieuw", runs=run("1") + run("2")), program("c"))
    assert content() == before


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_end_as_one_catalogue(tmp_path: Path) -> None:
    texts = [program(f"p{n}", runs=run("1") + run("2")) for n in range(20)]
    path = tmp_path / "programs.xml"
    path.write_bytes(programs(*texts))
    outcomes: list[str] = []

    def work() -> None:
        try:
            outcomes.append(read(path).outcome)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == ["imported"] * 3
    assert (Course.objects.count(), Session.objects.count(), PriceLine.objects.count()) == (20, 40, 20)


def test_a_reader_of_another_format_needs_nothing_but_records(tmp_path: Path) -> None:
    line = PriceRecord(CostKind.TUITION, 10_000, 2_100, 21)
    record = CourseRecord(KVK, "x1", "Lassen", StartKind.AGREED, prices=(line,))

    def reader(source: Source, *, kvk: str | None, today: date) -> Iterator[Delivered]:
        yield ProviderRecord(KVK, name="Vakschool")
        yield record
        yield replace(record, key="x2", title="Frezen")

    feed = feed_of(FeedFormat.EDUDEX, "elsewhere", None)
    assert import_feed(feed, source_of("elsewhere"), reader=reader).courses.new == 2
    assert set(Course.objects.values_list("total_cents", flat=True)) == {12_100}


@pytest.mark.parametrize(
    ("table", "change", "constraint"),
    [
        ("courses_session", "opens = '2027-01-02', deadline = '2027-01-01'", "session_opens_before_deadline"),
        ("courses_session", "ends = starts - 1", "session_ends_after_start"),
        ("courses_session", "status = 'maybe'", "session_status_known"),
        ("courses_session", "seats_total = 5, seats_left = 6", "session_seats_left_fit"),
        ("courses_priceline", "net_cents = 0", "price_line_above_zero"),
        ("courses_priceline", "net_cents = -1", "courses_priceline_net_cents_check|price_line_above_zero"),
        ("courses_priceline", "course_id = NULL", "price_line_of_course_or_session"),
        ("courses_course", "link = 'javascript:alert(1)'", "course_link_is_web"),
        ("courses_course", "total_cents = 0", "course_price_above_zero"),
        ("courses_course", "sector = 'x'", "course_sector_known"),
        ("courses_provider", "kvk = '1234567x'", "provider_kvk_is_eight_digits"),
        ("courses_provider", "recognitions = '{friend}'", "provider_recognitions_known"),
    ],
)
def test_the_database_refuses_what_cannot_be(tmp_path: Path, table: str, change: str, constraint: str) -> None:
    read_programs(tmp_path, program(runs=run()))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {change}")  # noqa: S608 - both are written above
