"""Dashboards: figures add up, small numbers stay hidden from who may not open the cases, budgets say when they end."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from courses.models import Course
from funding.applications.actions import begin
from funding.applications.enums import LineState, Verdict
from funding.applications.models import Application, PlanLine
from funding.applications.withdrawing import withdraw
from funding.completing.actions import ask
from funding.decisions.actions import Finding, approve, decide, take_up
from funding.figures.counting import count_anew, refresh_figures
from funding.figures.enums import Left
from funding.figures.forecast import Forecast, runs_out
from funding.figures.hiding import hidden_in_groups, told_by_parts
from funding.figures.models import Figure
from funding.figures.money_left import forecast_words
from funding.figures.open_data import shown
from funding.schemes.models import SchemeVersion
from intake.profile.actions import profile_of_user
from intake.profile.models import Profile
from portal.people.enums import Role
from portal.people.models import User
from portal.templatetags.portal import euros
from tests.funding.making import load, make_application, make_draft, send
from tests.funding.paying import granted, whole
from tests.people import give_role, log_in, make_user

FUND = "het-noorden-leert-door"
TODAY = date(2026, 11, 24)
DASHBOARD = "/medewerkers/fonds/cijfers/"


@pytest.mark.parametrize(
    ("left", "weeks", "expected"),
    [
        (0, [], Forecast(TODAY, TODAY, TODAY)),
        (100_00, [10_00] * 3, None),  # too short ago to say
        (100_00, [10_00, -10_00] * 4, None),  # as much comes back as goes
        (100_00, [10_00] * 10, Forecast(*[TODAY + timedelta(weeks=10)] * 3)),
        (100_00, [1] * 10, Forecast(None, None, None)),  # not within ten years
    ],
)
def test_a_budget_runs_out_when_weeks_go_on_as_they_went(
    left: int, weeks: list[int], expected: Forecast | None
) -> None:
    assert runs_out(left, weeks, TODAY) == expected


def test_uneven_weeks_give_a_band_around_the_day() -> None:
    found = runs_out(1_000_00, [0, 40_00, 10_00, 30_00] * 3, TODAY)
    assert found
    assert found.first
    assert found.expected == TODAY + timedelta(weeks=50)
    assert found.last
    assert found.first < found.expected < found.last
    assert "Acht van de tien" in forecast_words(found, None)
    assert "eind van de periode" in forecast_words(found, TODAY + timedelta(days=30))


@pytest.mark.django_db
def test_a_fund_sees_its_own_cases_and_others_only_numbers_that_hide_people(
    course: Course, today: date, client: Client
) -> None:
    for number in range(3):
        make_application(course, today, f"Lena{number}")
    make_application(course, today, "Mo", employment="self_employed", residence="GM0014")
    refresh_figures()
    asked = sum(PlanLine.objects.filter(fund=FUND).values_list("cents", flat=True))
    anna, maria = make_user("Anna"), make_user("Maria")
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    give_role(maria, Role.PORTAL_MANAGER)

    log_in(client, anna)
    page = client.get(DASHBOARD).text
    assert "Assen" in page
    assert "75%" in page
    # Each part folds: on a phone static/js/folding.js closes it, without scripts it is open. Its name leads to it.
    drawn = html.document_fromstring(page)
    parts = drawn.xpath("//details[@data-folds][@open]/summary/h2/@id")
    assert len(parts) == len(drawn.xpath("//main//h2")) > 5
    assert [f"#{part}" for part in parts] == drawn.xpath("//nav[@data-folded]//a/@href")
    assert f"€ {asked // 100:,}".replace(",", ".").replace("€ ", "€\N{NO-BREAK SPACE}") in page
    assert client.get(DASHBOARD, {"van": "land"}).status_code == 404
    rows = client.get(reverse("funding:figures_file", args=[f"fonds-{FUND}", "municipality"])).content.decode(
        "utf-8-sig"
    )
    assert rows.splitlines()[1].startswith("Assen;3;75%")
    assert client.get(reverse("funding:figures_file", args=["land", "municipality"])).status_code == 404
    assert client.get(reverse("funding:figures_file", args=[f"fonds-{FUND}", "wat"])).status_code == 404

    log_in(client, maria)
    page = client.get(DASHBOARD).text
    assert "Heel Nederland" in page
    assert "minder dan 5" in page
    assert "75%" not in page


@pytest.mark.django_db
def test_the_only_small_number_of_a_table_takes_the_next_along(course: Course, today: date, client: Client) -> None:
    for number, residence in enumerate(["GM0106"] * 6 + ["GM0109"] * 5 + ["GM0118"]):
        make_application(course, today, f"Lena{number}", residence=residence)
    refresh_figures()
    maria = make_user("Maria")
    give_role(maria, Role.PORTAL_MANAGER)
    log_in(client, maria)
    rows = client.get(reverse("funding:figures_file", args=["land", "municipality"])).content.decode("utf-8-sig")
    assert rows.count("te weinig om te tonen") == 2
    assert "Assen;6;" in rows


@pytest.mark.django_db
def test_what_was_counted_as_it_changed_is_what_is_counted_anew(course: Course, today: date, client: Client) -> None:
    """Applications come, are withdrawn and go; after each count the counters are those of a count of everything."""

    def counters() -> list[tuple[object, ...]]:
        names = [field.name for field in Figure._meta.fields if field.name != "id"]
        return sorted(Figure.objects.values_list(*names), key=str)

    sent = [
        make_application(course, today, f"Lena{number}", residence=residence)
        for number, residence in enumerate(["GM0106", "GM0106", "GM0014", "GM0109"])
    ]
    refresh_figures()
    seen = [counters()]
    withdraw(sent[1], [line.pk for line in sent[1].lines.all()], User.objects.get(pk=sent[1].learner_id))
    refresh_figures()
    refresh_figures()  # nothing changed: nothing happens
    seen.append(counters())
    make_application(course, today, "Mo", employment="self_employed")
    refresh_figures()
    seen.append(counters())
    count_anew()
    assert counters() == seen[-1]
    assert seen[0] != seen[1] != seen[2]
    whole = Figure.objects.filter(fund="", region="", dimension="all").get()
    assert whole.cases == 5
    assert {f.value: f.cases for f in Figure.objects.filter(fund="", region="", dimension="dropout")} == {"queued": 1}


@pytest.mark.django_db
def test_who_has_money_for_two_courses_is_one_person_also_when_the_last_of_them_goes(
    course: Course, today: date, anna: User, bram: User, client: Client
) -> None:
    """And what they pay themselves is told of cases with money only."""
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    give_role(bram, Role.APPROVER, FUND)
    first = granted(course, today, anna, bram, "Lena")
    learner = first.application.learner
    assert learner
    again = whole(send(make_draft(learner, course), learner, today).lines.get(fund=FUND))
    if decide(again, Finding(Verdict.GRANT, again.cents, "Je voldoet."), anna, again.version) is None:
        approve(whole(again), bram, whole(again).version)
    for number in range(5):
        granted(course, today, anna, bram, f"Mo{number}")
    make_application(course, today, "Nora")  # nobody decided yet
    private = SchemeVersion.objects.filter(terms__tier="private").select_related("scheme__fund")[0]
    with connection.cursor() as cursor:
        # Everybody pays € 50, and a private fund pays Lena € 700, which is more than a sent application lets anybody
        # write afterwards.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE funding_application SET own_cents = 5000")
        PlanLine.objects.create(
            application=first.application,
            scheme_version=private,
            fund=private.scheme.fund,
            scheme_name=private.scheme.name,
            position=9,
            cents=700_00,
            parts=[{"kind": "tuition", "cents": 700_00}],
            state=LineState.OUTSIDE,
        )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    refresh_figures()

    def people(**scope: str) -> int:
        rows = Figure.objects.filter(dimension="person", **scope).values_list("cases", flat=True)
        return sum(rows)

    counted = Figure.objects.get(fund="", region="", dimension="all")
    assert (counted.cases, counted.helped, people(fund="", region=""), people(fund=FUND)) == (8, 7, 6, 6)
    assert counted.own == 7 * 50_00
    asked = sum(PlanLine.objects.filter(fund=FUND).values_list("cents", flat=True))
    assert (counted.private, counted.public) == (700_00, asked)
    log_in(client, anna)
    totals = {one["label"]: one["value"] for one in client.get(DASHBOARD).context["totals"]}
    share = f"€ {round(100 * 700_00 / asked) / 100:.2f}".replace(".", ",")
    assert totals["Privaat geld bij elke publieke euro"] == share
    assert totals["Eigen bijdrage bij toegekend geld, gemiddeld"] == euros(50_00)
    assert client.get(reverse("funding:public_figures")).context["helped"] == "6"
    for line, left in ((again, 6), (first, 5)):
        assert withdraw(load(line.application), [line.pk], learner)
        refresh_figures()
        assert people(fund=FUND) == left
    before = sorted(Figure.objects.values_list("fund", "region", "dimension", "value", "cases", "own"))
    count_anew()
    assert sorted(Figure.objects.values_list("fund", "region", "dimension", "value", "cases", "own")) == before


@pytest.mark.django_db
def test_who_stopped_is_told_by_the_step_where_they_were(
    course: Course, today: date, anna: User, bram: User, client: Client
) -> None:
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    give_role(bram, Role.APPROVER, FUND)

    def begun(name: str) -> PlanLine:
        return PlanLine.objects.select_related("fund", "application__learner", "scheme_version__scheme").get(
            application=make_application(course, today, name), fund=FUND
        )

    def stop(line: PlanLine) -> None:
        learner = line.application.learner
        assert learner
        assert withdraw(load(line.application), [line.pk], learner)

    stop(begun("Queued"))
    taken = begun("Review")
    take_up(taken, anna, taken.version)
    stop(taken)
    asked = begun("Asked")
    ask(asked, "Welk diploma heb je?", today + timedelta(days=14), anna, asked.version)
    stop(asked)
    stop(granted(course, today, anna, bram, "Started"))
    refresh_figures()
    for scope in ({"fund": FUND}, {"fund": "", "region": ""}):
        found = Figure.objects.filter(dimension="dropout", **scope).values_list("value", "cases")
        assert dict(found) == dict.fromkeys(("queued", "review", "asked", "started"), 1), scope
        # What was granted to who then withdrew helped nobody.
        whole = Figure.objects.get(dimension="all", **scope)
        assert (whole.cases, whole.helped, whole.granted, whole.decided) == (4, 0, 0, 1)
    log_in(client, anna)
    (table,) = (one for one in client.get(DASHBOARD).context["tables"] if one.key == "dropout")
    assert {row.label for row in table.rows} == {
        str(label)[:1].upper() + str(label)[1:]
        for label in (Left.QUEUED.label, Left.REVIEW.label, Left.ASKED.label, Left.STARTED.label)
    }
    for row in table.rows:
        assert len(client.get(row.url).context["rows"]) == 1


@pytest.mark.django_db
def test_who_began_and_never_came_back_is_told_of_a_region_and_the_country(
    course: Course, today: date, client: Client
) -> None:
    """Five in Groningen, three in Friesland, one who told no place; not who came back, nor who sent it."""
    for number in range(5):
        make_draft(make_user(f"Lena{number}"), course)
    for number in range(3):
        make_draft(make_user(f"Mo{number}"), course, residence="GM0080")
    begin(profile_of_user(make_user("Nergens")), course, None)
    make_draft(make_user("Terug"), course)
    make_application(course, today, "Verstuurd")
    long_ago = timezone.now() - timedelta(days=15)
    Application.objects.filter(state="draft").update(created=long_ago)
    Profile.objects.exclude(user__email__startswith="terug").update(last_used=long_ago)
    refresh_figures()
    maria, anna = make_user("Maria"), make_user("Anna")
    give_role(maria, Role.PORTAL_MANAGER)
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    log_in(client, maria)

    def told(scope: str) -> str:
        rows = client.get(reverse("funding:figures_file", args=[scope, "dropout"])).content.decode("utf-8-sig")
        found = [row for row in rows.splitlines() if row.startswith("Begonnen, en nooit verstuurd")]
        return found[0].split(";")[1] if found else ""

    # The country's number would say that of Friesland: three there and one nowhere are fewer than five.
    seen = told("regio-groningen"), told("regio-friesland"), told("regio-twente"), told("land")
    assert seen == ("5", "minder dan 5", "", "te weinig om te tonen")
    begin(profile_of_user(make_user("Ook nergens")), course, None)
    Application.objects.filter(state="draft").update(created=long_ago)
    Profile.objects.update(last_used=long_ago)
    assert (told("regio-groningen"), told("land")) == ("6", "11")
    page = client.get(DASHBOARD, {"van": "land"}).text
    assert "al 14 dagen niet terugkwam" in page
    log_in(client, anna)
    assert told(f"fonds-{FUND}") == ""
    assert "een concept is nog van geen fonds" in client.get(DASHBOARD).text


@pytest.mark.django_db
def test_a_number_of_a_fund_leads_to_its_cases(course: Course, today: date, client: Client) -> None:
    for number in range(3):
        make_application(course, today, f"Lena{number}")
    make_application(course, today, "Mo", employment="self_employed")
    refresh_figures()
    anna = make_user("Anna")
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    log_in(client, anna)
    tables = {table.key: table for table in client.get(DASHBOARD).context["tables"]}
    seen = 0
    for key in ("stappen", "maanden", "situation", "sector", "municipality"):
        for row in tables[key].rows:
            page = client.get(row.url).context
            lines = {one["subtitle"] for one in page["rows"]}
            assert str(len(lines)) == row.cells[0], (key, row)
            assert page["figure"]
            seen += 1
    assert seen >= 6
    # And so do those at the top, and how many are late or due.
    PlanLine.objects.filter(fund=FUND, application__learner__email__startswith="mo").update(
        due=today - timedelta(days=1)
    )
    context = client.get(DASHBOARD).context
    totals = {one["label"]: one for one in context["totals"]}
    assert len(client.get(totals["Gevraagd"]["url"]).context["rows"]) == PlanLine.objects.filter(fund=FUND).count()
    assert not totals["Toegekend"]["url"]  # nobody has money
    (waiting,) = (table for table in context["tables"] if table.key == "termijnen")
    numbers = [(text, url) for row in waiting.rows for text, url in row.linked[:4] if url]
    assert [text for text, _url in numbers] == ["4", "1"]
    for text, url in numbers:
        assert len({one["subtitle"] for one in client.get(url).context["rows"]}) == int(text)
    assert (
        client.get(f"/medewerkers/fonds/?stand=alles&fonds={FUND}&sinds=2026-01-01&eigenschap=helped&waarde=3").context[
            "figure"
        ]
        == ""
    )
    for strange in (
        "sinds=gisteren",
        "sinds=2026-01-01&eigenschap=naam&waarde=x",
        "sinds=2026-01-01&eigenschap=month&waarde=x",
    ):
        assert client.get(f"/medewerkers/fonds/?stand=alles&fonds={FUND}&{strange}").context["figure"] == ""


def test_open_data_leaves_out_what_few_people_got() -> None:
    """Of a region and property: too few people is no row; money of too few of them is empty, and of one more row."""

    def row(value: str, cases: int, helped: int) -> dict[str, object]:
        money = {"sum_asked": cases * 100_00, "sum_granted": helped * 80_00, "sum_own": helped * 20_00}
        return {
            "region": "drenthe",
            "dimension": "sector",
            "value": value,
            "sum_cases": cases,
            "sum_helped": helped,
        } | money

    rows = [row("care", 30, 9), row("metal", 20, 4), row("it", 12, 8), row("food", 4, 4), row("wood", 3, 0)]
    assert list(shown(rows)) == [
        ("drenthe", "sector", "care", 30, 3000, 720, 180),
        ("drenthe", "sector", "metal", 20, 2000, "", ""),
        ("drenthe", "sector", "it", 12, 1200, 640, 160),
    ]
    # Hidden alone it would follow from what the region was granted together.
    assert [one[5] for one in shown([row("care", 30, 9), row("metal", 20, 4), row("it", 12, 8)])] == [720, "", ""]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"a": {"x": 9, "y": 9}, "b": {"x": 9, "y": 9}}, set()),
        # Only b hides x (and y, its next smallest): the country less a would say both.
        ({"a": {"x": 9, "y": 9, "z": 9}, "b": {"x": 3, "y": 6, "z": 8}}, {"x", "y"}),
        # Three regions hide x, six people together: the sum tells of nobody.
        ({"a": {"x": 2, "y": 9}, "b": {"x": 2, "y": 9}, "c": {"x": 2, "y": 9}}, set()),
    ],
)
def test_a_sum_that_would_give_a_hidden_part_away_is_known(parts: dict[str, dict[str, int]], told: set[str]) -> None:
    assert told_by_parts(parts) == told


@given(
    numbers=st.lists(st.integers(1, 30), min_size=1, max_size=12),
    groups=st.lists(st.sampled_from("abc"), min_size=12, max_size=12),
)
def test_no_hidden_number_follows_from_the_sums_of_groups(numbers: list[int], groups: list[str]) -> None:
    groups = groups[: len(numbers)]
    hidden = hidden_in_groups(numbers, groups)
    assert hidden >= {place for place, number in enumerate(numbers) if number < 5}
    for group in set(groups):
        places = [place for place, one in enumerate(groups) if one == group]
        inside = hidden & set(places)
        assert len(inside) != 1 or len(places) == 1
        assert not inside or sum(numbers[place] for place in inside) >= 5 or inside == set(places)
