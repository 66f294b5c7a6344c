"""Schemes as data: loaded once, never changed, one version at a time."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from funding.budgets.models import Budget
from funding.check.assessing import schemes_on
from funding.check.current import scheme_on_date
from funding.engine.areas import Areas
from funding.engine.scheme import State
from funding.engine.vocabulary import VOCABULARY, Kind, Privacy, ToldBy
from funding.schemes.actions import begin_version, change
from funding.schemes.loading import DATA, SchemeFileError, documents, load_schemes
from funding.schemes.models import Scheme, SchemeVersion
from intake.profile.questions import QUESTIONS
from portal.people.models import Fund, User
from portal.regions.models import Area
from tests.funding.scheme_making import now, put_in_force

pytestmark = pytest.mark.django_db


def copy_of(folder: Path, slug: str, change: Any = None) -> Path:
    """A folder with one shipped scheme, changed."""
    folder.mkdir(exist_ok=True)
    document = json.loads((DATA / f"{slug}.json").read_text())
    if change:
        change(document)
    (folder / f"{slug}.json").write_text(json.dumps(document))
    return folder


def test_at_least_twelve_schemes_are_shipped_with_source_and_date() -> None:
    load_schemes(demo=True)
    assert Scheme.objects.count() >= 12
    for version in SchemeVersion.objects.all():
        assert version.sources, version
        assert version.checked_on, version
        assert all(source["title"] for source in version.sources)
    figures_without_source = SchemeVersion.objects.filter(is_example=True)
    assert figures_without_source.exists()
    assert not figures_without_source.filter(example_note="").exists()


def test_loading_takes_as_many_queries_for_many_schemes_as_for_few(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(45):
        load_schemes(demo=True)


def test_loading_twice_changes_nothing() -> None:
    first = load_schemes(demo=True)
    assert load_schemes(demo=True) == {"schemes": first["schemes"], "new_versions": 0}


def test_every_area_that_a_rule_names_exists() -> None:
    load_schemes(demo=True)
    schemes = schemes_on(date(2026, 11, 24))
    from funding.engine.tree import areas_of

    named = frozenset().union(*(areas_of(scheme.rule) for scheme in schemes.all))
    lists = {slug for slug in named if not slug.startswith("gemeente-")}
    assert lists
    assert set(Area.objects.filter(slug__in=lists).values_list("slug", flat=True)) == lists


def test_every_fact_that_a_learner_tells_has_one_question_with_the_same_answers_and_says_why() -> None:
    asked = {name: fact for name, fact in VOCABULARY.items() if fact.told_by is ToldBy.LEARNER}
    assert set(asked) == set(QUESTIONS)
    for name, fact in asked.items():
        question = QUESTIONS[name]
        assert question.kind.value == fact.kind.value, name
        wanted = set(fact.choices) if fact.kind is Kind.CHOICE else {"yes", "no"} if fact.kind is Kind.YES_NO else set()
        assert set(question.choices) == wanted, name
        for text in (question.text, question.why, question.label):
            assert str(text).strip(), name
        assert str(question.text).endswith("?"), name
        assert fact.privacy is not Privacy.PUBLIC, name


def test_course_words_are_the_same_in_catalogue_and_engine() -> None:
    from courses.enums import CostKind, Level, Outcome, Recognition, Sector
    from funding.engine import money

    for name, choices in (("sector", Sector), ("level", Level), ("outcome", Outcome), ("recognitions", Recognition)):
        assert set(choices.values) == set(VOCABULARY[f"course.{name}"].choices), name
    assert set(CostKind.values) == {kind.value for kind in money.CostKind}


def test_a_published_version_never_changes(tmp_path: Path) -> None:
    load_schemes(demo=True)

    def cheaper(document: dict[str, Any]) -> None:
        document["versions"][0]["terms"]["cap_per_course"] = 1

    with pytest.raises(SchemeFileError, match="may not change"):
        load_schemes(copy_of(tmp_path / "a", "het-noorden-leert-door", cheaper), demo=True)
    version = SchemeVersion.objects.get(scheme="het-noorden-leert-door")
    with pytest.raises(IntegrityError, match="is published"), transaction.atomic():
        SchemeVersion.objects.filter(pk=version.pk).update(terms={})
    with pytest.raises(IntegrityError, match="is published"), transaction.atomic():
        SchemeVersion.objects.filter(pk=version.pk).update(period=DateRange(date(2025, 1, 1), None))
    SchemeVersion.objects.filter(pk=version.pk).update(period=DateRange(version.period.lower, date(2027, 1, 1)))


def test_a_file_ends_a_published_version_where_its_next_one_begins_unless_people_took_over(
    tmp_path: Path, anna: User, bram: User
) -> None:
    in_a_month = timezone.localdate() + timedelta(days=31)

    def of(scheme: str) -> list[tuple[int, date, date | None]]:
        found = SchemeVersion.objects.filter(scheme=scheme).order_by("number")
        return [(one.number, one.period.lower, one.period.upper) for one in found]

    def followed(document: dict[str, Any]) -> None:
        first = document["versions"][0]
        document["versions"] = [
            first | {"valid_to": "2027-01-01"},
            first | {"number": 2, "valid_from": "2027-01-01", "terms": first["terms"] | {"cap_per_course": 1}},
        ]

    load_schemes(demo=True)
    scheme = "het-noorden-leert-door"
    [(_number, begins, no_end)] = of(scheme)
    assert no_end is None
    changed = copy_of(tmp_path / "a", scheme, followed)
    for new in (1, 0):
        assert load_schemes(changed, demo=True)["new_versions"] == new
        assert of(scheme) == [(1, begins, date(2027, 1, 1)), (2, date(2027, 1, 1), None)]

    # Of another scheme its people publish the next version themselves: it is theirs from then on.
    other = "twents-fonds-voor-vakmanschap"
    draft = now(begin_version(Scheme.objects.get(pk=other), anna))
    change(draft, anna, draft.revision, period=DateRange(in_a_month, None), checked_on=timezone.localdate())
    put_in_force(now(draft), anna, bram)
    theirs = of(other)
    assert [number for number, _begins, _ends in theirs] == [1, 2]
    assert load_schemes(copy_of(tmp_path / "b", other, followed), demo=True)["new_versions"] == 0
    assert of(other) == theirs


def test_two_versions_of_a_scheme_are_never_valid_at_once() -> None:
    load_schemes(demo=True)
    version = SchemeVersion.objects.get(scheme="het-noorden-leert-door")
    version.pk, version.number, version._state.adding = None, 2, True
    with pytest.raises(IntegrityError, match="scheme_versions_do_not_overlap"), transaction.atomic():
        version.save()


def test_the_version_of_the_day_is_used_and_no_other() -> None:
    load_schemes(demo=True)
    old = SchemeVersion.objects.get(scheme="het-noorden-leert-door")
    SchemeVersion.objects.filter(pk=old.pk).update(period=DateRange(date(2026, 1, 1), date(2027, 1, 1)))
    new = SchemeVersion.objects.get(pk=old.pk)
    new.pk, new.number, new._state.adding = None, 2, True
    new.period = DateRange(date(2027, 1, 1), date(2028, 1, 1))
    new.save()

    def number(day: date) -> int:
        return SchemeVersion.objects.current(day).get(scheme="het-noorden-leert-door").number

    assert [number(date(2026, 12, 31)), number(date(2027, 1, 1)), number(date(2027, 12, 31))] == [1, 2, 2]
    # Before and after: shown, and never open.
    early = (
        SchemeVersion.objects.current(date(2025, 12, 31)).select_related("scheme").get(scheme="het-noorden-leert-door")
    )
    late = SchemeVersion.objects.current(date(2028, 1, 1)).select_related("scheme").get(scheme="het-noorden-leert-door")
    assert scheme_on_date(early).state(date(2025, 12, 31)) is State.NOT_YET_OPEN
    assert scheme_on_date(late).state(date(2028, 1, 1)) is State.CLOSED


def test_a_broken_file_loads_nothing_and_says_where(tmp_path: Path) -> None:
    def wrong(document: dict[str, Any]) -> None:
        document["versions"][0]["rule"] = {
            "fact": "favourite_colour",
            "operator": "is",
            "value": "red",
            "label": "x",
            "source": "y",
        }

    copy_of(tmp_path / "a", "stap")
    with pytest.raises(SchemeFileError, match="soob"):
        load_schemes(copy_of(tmp_path / "a", "soob", wrong), demo=True)
    assert not Scheme.objects.exists()


def test_every_shipped_file_names_a_fund_and_whether_it_decides_here() -> None:
    load_schemes(demo=True)
    with_budget = set(Budget.objects.values_list("scheme", flat=True))
    for _path, document in documents():
        if document["fund"]["decides_here"] and document["versions"][-1]["status"] == "open":
            assert document["slug"] in with_budget, document["slug"]


def test_reading_all_schemes_takes_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    load_schemes(demo=True)
    # Which schemes these are, their versions, places and lists; then only money and who waits.
    for most in (6, 4):
        with django_assert_max_num_queries(most):
            assert isinstance(schemes_on(date(2026, 11, 24)).areas, Areas)


def test_a_real_portal_gets_no_demo_funds_and_no_money_that_nobody_gave() -> None:
    load_schemes(demo=False)
    assert Scheme.objects.filter(pk="levenlanglerenkrediet").exists()
    assert not Fund.objects.filter(name__contains="demo").exists()
    assert not Fund.objects.filter(decides_here=True).exists()
    assert not Budget.objects.exists()


def test_a_fund_that_decides_here_has_no_money_without_a_budget_of_the_day() -> None:
    load_schemes(demo=True)
    last, after = date(2027, 12, 31), date(2028, 1, 1)

    def left(day: date) -> int | None:
        return next(one.budget_left for one in schemes_on(day).all if one.slug == "het-noorden-leert-door")

    assert left(last) == Budget.objects.on(last).get(scheme="het-noorden-leert-door").ceiling
    assert left(after) == 0
    assert next(one.budget_left for one in schemes_on(after).all if one.slug == "levenlanglerenkrediet") is None


def test_a_published_version_cannot_be_thrown_away() -> None:
    load_schemes(demo=True)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        SchemeVersion.objects.all()._raw_delete("default")
