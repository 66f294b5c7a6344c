"""Every format asked the same from outside: what comes in is equal, and what cannot be right stays out."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from courses.enums import Level, StartKind
from courses.feeds.enums import FeedFormat
from courses.feeds.models import Feed
from courses.models import Course, PriceLine, Session
from tests.courses.samples import PRICED, SAMPLES, XML, Offer, codes, import_from_outside, written

pytestmark = pytest.mark.django_db

ALL = list(SAMPLES)
#: Edubookers has no word for VAT, and schema.org does not tell a percentage.
NO_VAT = {FeedFormat.EDUBOOKERS, FeedFormat.SCHEMA_ORG}


@pytest.mark.parametrize("form", ALL)
def test_a_course_comes_in_the_same_from_every_format(form: FeedFormat, tmp_path: Path) -> None:
    code, report = import_from_outside(form, written(form, tmp_path, Offer()))
    assert code == 0
    assert report["courses"] == {"new": 1, "changed": 0, "unchanged": 0, "gone": 0, "refused": 0}
    assert report["sessions"] == {"new": 1, "changed": 0, "unchanged": 0, "gone": 0, "refused": 0}
    course = Course.objects.select_related("provider").get()
    assert (course.provider.kvk, course.provider_key, course.title) == ("00000099", "a", "Lassen voor beginners")
    assert (course.level, course.start_kind, course.online) == (Level.HBO, StartKind.FIXED, False)
    assert (course.level_word.lower(), course.nlqf) == ("bachelor" if "ooapi" in form else "hbo", "")
    assert "Je leert lassen." in course.description
    session = Session.objects.get()
    assert (session.key, session.starts, session.ends) == ("s1", date(2027, 3, 1), date(2027, 4, 1))
    assert (session.place, session.online, session.seats_left) == ("Groningen", False, None)
    if form in PRICED:
        line = PriceLine.objects.get()
        assert (line.net_cents, line.vat_cents) == (10_000, 0 if form in NO_VAT else 2_100)
        assert course.total_cents == line.net_cents + line.vat_cents


@pytest.mark.parametrize("form", ALL)
def test_the_same_file_again_changes_nothing(form: FeedFormat, tmp_path: Path) -> None:
    path = written(form, tmp_path, Offer(), Offer("b", starts=""))
    import_from_outside(form, path)
    before = list(Course.objects.order_by("pk").values("pk", "changed", "digest"))
    _code, report = import_from_outside(form, path)
    assert report["courses"] == {"new": 0, "changed": 0, "unchanged": 2, "gone": 0, "refused": 0}
    assert report["sessions"] == {"new": 0, "changed": 0, "unchanged": 1, "gone": 0, "refused": 0}
    assert list(Course.objects.order_by("pk").values("pk", "changed", "digest")) == before


@pytest.mark.parametrize("form", ALL)
def test_a_course_without_a_date_or_a_price_has_no_price_and_is_never_free(form: FeedFormat, tmp_path: Path) -> None:
    import_from_outside(form, written(form, tmp_path, Offer(price="", starts="")))
    course = Course.objects.get()
    assert (course.total_cents, course.start_kind) == (None, StartKind.AGREED)
    assert not PriceLine.objects.exists()
    assert not Session.objects.exists()


@pytest.mark.parametrize("form", PRICED)
@pytest.mark.parametrize(
    ("price", "code"), [("-5.00", "price_negative"), ("1234567.00", "price_absurd"), ("veel", "price_unreadable")]
)
def test_a_price_that_cannot_be_right_is_refused_and_told(
    form: FeedFormat, price: str, code: str, tmp_path: Path
) -> None:
    import_from_outside(form, written(form, tmp_path, Offer(), Offer("b")))
    _code, report = import_from_outside(form, written(form, tmp_path, Offer(price=price), Offer("b")))
    assert code in codes(report)
    assert Course.objects.get(provider_key="a").total_cents in {10_000, 12_100}
    assert report["courses"]["refused"] == 1
    issue = next(issue for issue in report["issues"] if issue["code"] == code)
    assert issue["severity"] == "error"
    assert any(place in issue["where"] for place in ("regel", "[0]", "rij", "script 1"))


@pytest.mark.parametrize("form", PRICED)
def test_a_price_of_nothing_is_a_price_on_request(form: FeedFormat, tmp_path: Path) -> None:
    _code, report = import_from_outside(form, written(form, tmp_path, Offer(price="0.00", vat="0.00")))
    assert "price_zero" in codes(report)
    assert Course.objects.get().total_cents is None


@pytest.mark.parametrize("form", ALL)
@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [("2027-02-30", "2027-04-01", "date_impossible"), ("2027-05-01", "2027-04-01", "ends_before_starts")],
)
def test_a_date_that_cannot_be_leaves_the_rest(
    form: FeedFormat, starts: str, ends: str, code: str, tmp_path: Path
) -> None:
    import_from_outside(form, written(form, tmp_path, Offer()))
    before = Course.objects.get(), Session.objects.get()
    price = before[0].total_for(before[1]), before[0].lines_for(before[1])
    new = Offer("b", session="s2", starts=starts, ends=ends)
    _code, report = import_from_outside(form, written(form, tmp_path, Offer(starts=starts, ends=ends), new))
    assert report["courses"]["new"] == 1
    if form == FeedFormat.STUDYTUBE:
        return  # its sessions are days: the first is the start, and one that cannot be is left out
    assert report["sessions"] == {"new": 0, "changed": 0, "unchanged": 0, "gone": 0, "refused": 2}
    assert code in codes(report)
    # The old session stays and still costs what it did, also where the feed tells the price of the session only.
    course, session = Course.objects.get(provider_key="a"), Session.objects.get()
    lines = course.lines_for(session)
    assert (course.total_for(session), [str(line) for line in lines]) == (price[0], [str(line) for line in price[1]])
    assert Course.objects.get(provider_key="b").total_cents == price[0]


@pytest.mark.parametrize("form", ALL)
def test_one_number_for_two_courses_keeps_the_first(form: FeedFormat, tmp_path: Path) -> None:
    _code, report = import_from_outside(form, written(form, tmp_path, Offer(), Offer(title="Een andere")))
    assert (report["courses"]["new"], report["courses"]["refused"]) == (1, 1)
    assert "course_twice" in codes(report)
    assert Course.objects.get().title == "Lassen voor beginners"


@pytest.mark.parametrize("form", ALL)
def test_texts_and_links_of_strangers_are_made_harmless(form: FeedFormat, tmp_path: Path) -> None:
    offer = Offer(
        title="<b>Lassen</b><script>alert(1)</script>",
        description='<p onclick="x()">Leer <script>alert(1)</script><a href="javascript:alert(1)">hier</a></p>',
        link="javascript:alert(1)",
    )
    _code, report = import_from_outside(form, written(form, tmp_path, offer))
    course = Course.objects.get()
    assert course.title.startswith("Lassen")
    assert not any(bad in f"{course.title} {course.description} {course.link}" for bad in ("script", "onclick", "<b>L"))
    if form != FeedFormat.BLOOMVILLE:  # it has no link
        assert "link_refused" in codes(report)


@pytest.mark.parametrize("form", ALL)
def test_a_course_without_a_name_or_a_number_is_refused_with_its_place(form: FeedFormat, tmp_path: Path) -> None:
    nameless, numberless = Offer("b", title=""), Offer("", link="")
    _code, report = import_from_outside(form, written(form, tmp_path, Offer(), nameless, numberless))
    assert report["courses"] == {"new": 1, "changed": 0, "unchanged": 0, "gone": 0, "refused": 2}
    for issue in report["issues"]:
        if issue["severity"] == "error":
            assert issue["code"].endswith(("_without_name", "_without_id"))
            assert issue["message"].endswith(".")
            assert issue["where"]


@pytest.mark.parametrize("form", ALL)
def test_a_course_that_is_missing_keeps_its_place_for_some_days_and_its_identity_for_ever(
    form: FeedFormat, tmp_path: Path
) -> None:
    offers = [Offer(key) for key in "abcd"]
    import_from_outside(form, written(form, tmp_path, *offers))
    identity = Course.objects.get(provider_key="a").pk
    _code, report = import_from_outside(form, written(form, tmp_path, *offers[1:]))
    assert report["courses"]["gone"] == 1
    assert Course.objects.listed(date(2026, 1, 1)).filter(pk=identity).exists(), "the grace was forgotten"
    _code, report = import_from_outside(form, written(form, tmp_path, *offers[1:]))
    assert report["courses"]["gone"] == 0, "it was told twice"
    Course.objects.filter(pk=identity).update(missing=timezone.now() - timedelta(days=4))
    import_from_outside(form, written(form, tmp_path, *offers[1:]))
    assert Course.objects.get(pk=identity).gone is not None
    _code, report = import_from_outside(form, written(form, tmp_path, *offers))
    back = Course.objects.get(provider_key="a")
    assert (back.pk, back.gone, back.missing, report["courses"]["changed"]) == (identity, None, None, 1)


@pytest.mark.parametrize("form", ALL)
def test_a_feed_that_shrinks_is_held_until_somebody_releases_it(form: FeedFormat, tmp_path: Path) -> None:
    offers = [Offer(letter) for letter in "abcdefghij"]
    import_from_outside(form, written(form, tmp_path, *offers))
    code, report = import_from_outside(form, written(form, tmp_path, *offers[:3]))
    assert (code, report["outcome"], codes(report)[-1]) == (1, "held", "shrinks_too_much")
    assert not Course.objects.filter(missing__isnull=False).exists()
    Feed.objects.update(released=7)
    code, report = import_from_outside(form, written(form, tmp_path, *offers[:3]))
    assert (code, report["courses"]["gone"], report["courses"]["unchanged"]) == (0, 7, 3)
    assert Feed.objects.get().released is None


def test_one_course_in_two_formats_is_one_course(tmp_path: Path) -> None:
    for form in ALL:
        code, report = import_from_outside(form, written(form, tmp_path, Offer()))
        assert (code, report["courses"]["refused"]) == (0, 0), form
    assert Course.objects.count() == 1
    assert Session.objects.count() == 1
    assert Feed.objects.count() == len(ALL)


@pytest.mark.parametrize("form", XML)
def test_another_format_or_a_page_is_told_so_and_changes_nothing(form: FeedFormat, tmp_path: Path) -> None:
    import_from_outside(form, written(form, tmp_path, Offer()))
    path = tmp_path / "page.xml"
    path.write_text("<html><body><p>Inloggen</p></body></html>")
    code, report = import_from_outside(form, path)
    assert (code, report["outcome"], codes(report)) == (1, "refused", ["unknown_format"])
    assert Course.objects.get().missing is None


@pytest.mark.parametrize("form", [one for one in XML if one != FeedFormat.EDUDEX])
def test_a_wrong_namespace_is_told_and_the_rest_is_used(form: FeedFormat, tmp_path: Path) -> None:
    path = written(form, tmp_path, Offer())
    text = path.read_text().replace('xmlns="http://xcri.org/profiles/1.2/catalog"', "", 1)
    name = text[1:].split(">")[0].split(" ")[0]
    path.write_text(text.replace(f"<{name}", f"<{name} xmlns='urn:een-ander'", 1))
    code, report = import_from_outside(form, path)
    assert (code, report["courses"]["new"], codes(report)[0]) == (0, 1, "namespace_unknown")


def test_an_unknown_crebo_is_taken_over_with_a_flag(tmp_path: Path) -> None:
    path = written(FeedFormat.SPRINGEST, tmp_path, Offer())
    path.write_text(path.read_text().replace("<Level>", "<CreboID>55555</CreboID><Level>"))
    _code, report = import_from_outside("springest", path)
    assert (Course.objects.get().crebo, codes(report)) == ("55555", ["crebo_unknown"])


def test_a_format_has_more_than_one_name(tmp_path: Path) -> None:
    code, report = import_from_outside("Springest 2.1", written(FeedFormat.SPRINGEST, tmp_path, Offer()))
    assert (code, report["courses"]["new"]) == (0, 1)


def test_places_as_people_write_them(tmp_path: Path) -> None:
    names = ("kantoor Apeldoorn", "Apeldoorn, the Netherlands", "Apeldoorn (centrum)", "Apeldoorn")
    offers = [replace(Offer(), key=str(number), place=name) for number, name in enumerate(names)]
    import_from_outside("springest", written(FeedFormat.SPRINGEST, tmp_path, *offers))
    assert {row.municipality_id for row in Session.objects.all()} == {"GM0200"}
