"""From draft to published: two people, complete, never two versions on one day, and nothing changes afterwards."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail as django_mail
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from funding.budgets.models import Budget
from funding.check.assessing import schemes_on
from funding.engine.scheme import State
from funding.schemes import actions
from funding.schemes.errors import (
    CannotChange,
    ChangedMeanwhile,
    HasDraft,
    IsPublished,
    NameTaken,
    NotReady,
    OwnCheck,
    PeriodTaken,
    WrongEnd,
)
from funding.schemes.loading import load_schemes
from funding.schemes.models import Scheme, SchemeExample, SchemeTexts, SchemeVersion
from funding.schemes.readiness import Section, problems_of
from funding.schemes.reminding import watch_sources
from portal.people.enums import Role
from portal.people.models import Fund, User
from portal.record.audit import broken_links
from portal.record.models import AuditEvent
from tests.funding.scheme_making import RULE, TERMS, TEXTS, make_scheme, now, put_in_force, write
from tests.outbox import work_off
from tests.people import give_role, make_user
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def test_a_scheme_goes_from_draft_to_published_by_two_people(today: date, fund: Fund, anna: User, bram: User) -> None:
    draft = make_scheme(fund, anna, today)
    assert schemes_on(today).all == ()
    published = put_in_force(draft, anna, bram)
    assert (published.stage, published.checked_by_id, published.published_by_id) == ("published", anna.pk, bram.pk)
    assert [scheme.slug for scheme in schemes_on(today).all] == ["lasfonds-drenthe"]
    verbs = list(AuditEvent.objects.filter(chain="lasfonds").values_list("verb", "actor"))
    assert verbs[0] == ("begin_scheme", anna.pk)
    assert verbs[-2:] == [("check_scheme_version", anna.pk), ("publish_scheme_version", bram.pk)]
    assert broken_links() == []


def test_who_checked_it_cannot_publish_it_and_neither_can_sql(today: date, fund: Fund, anna: User) -> None:
    draft = make_scheme(fund, anna, today)
    actions.check(draft, anna, draft.revision)
    checked = now(draft)
    with pytest.raises(OwnCheck):
        actions.publish(checked, anna, checked.revision)
    rows = SchemeVersion.objects.filter(pk=draft.pk)
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        rows.update(stage="published", published=timezone.now(), published_by=anna)
    with pytest.raises(IntegrityError, match="keeps who checked it"), transaction.atomic():
        rows.update(stage="published", published=timezone.now(), published_by=anna, checked_by=make_user("Carla"))


def test_a_draft_is_not_published_unchecked(today: date, fund: Fund, anna: User, bram: User) -> None:
    draft = make_scheme(fund, anna, today)
    with pytest.raises(CannotChange):
        actions.publish(draft, bram, draft.revision)
    values: dict[str, Any] = {"published": timezone.now(), "published_by": bram, "checked_by": anna}
    with pytest.raises(IntegrityError, match="must be checked"), transaction.atomic():
        SchemeVersion.objects.filter(pk=draft.pk).update(stage="published", **values)
    draft.pk, draft.number, draft.stage, draft._state.adding = None, 9, "published", True
    draft.published, draft.published_by, draft.checked_by = values.values()
    with pytest.raises(IntegrityError, match="begins as a draft"), transaction.atomic():
        draft.save()


def test_what_changes_after_the_check_must_be_checked_again(today: date, fund: Fund, anna: User, bram: User) -> None:
    draft = make_scheme(fund, anna, today)
    actions.check(draft, anna, draft.revision)
    with pytest.raises(IntegrityError, match="must be checked again"), transaction.atomic():
        SchemeVersion.objects.filter(pk=draft.pk).update(terms={})
    with pytest.raises(IntegrityError, match="stay as they are"), transaction.atomic():
        SchemeExample.objects.filter(version=draft).update(cents=1)
    with pytest.raises(IntegrityError, match="stay as they are"), transaction.atomic():
        SchemeExample.objects.filter(version=draft).first().delete()  # type: ignore[union-attr]
    checked = now(draft)
    actions.change(checked, bram, checked.revision, legal_term_weeks=6)
    again = now(draft)
    assert (again.stage, again.checked_by_id, again.legal_term_weeks) == ("draft", None, 6)


def test_a_published_version_stays_as_it_is(today: date, fund: Fund, anna: User, bram: User) -> None:
    published = put_in_force(make_scheme(fund, anna, today), anna, bram)
    example = SchemeExample.objects.filter(version=published).first()
    assert example
    with pytest.raises(IsPublished):
        actions.change(published, anna, published.revision, terms=TERMS | {"cap_per_course": 1})
    with pytest.raises(IsPublished):
        actions.drop_example(published, example, anna, published.revision)
    with pytest.raises(IsPublished):
        actions.discard(published, anna, published.revision)
    rows = SchemeVersion.objects.filter(pk=published.pk)
    for values in ({"terms": {}}, {"stage": "draft", "published": None, "published_by": None, "checked_by": None}):
        with pytest.raises(IntegrityError, match="is published"), transaction.atomic():
            rows.update(**values)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows._raw_delete("default")
    with pytest.raises(IntegrityError, match="stay as they are"), transaction.atomic():
        SchemeExample.objects.filter(version=published).update(cents=1)


def test_the_second_who_changes_is_told_who_was_first(today: date, fund: Fund, anna: User, bram: User) -> None:
    draft = make_scheme(fund, anna, today)
    seen = draft.revision
    actions.change(draft, anna, seen, legal_term_weeks=6)
    with pytest.raises(ChangedMeanwhile) as problem:
        actions.change(draft, bram, seen, legal_term_weeks=13)
    at = timezone.localtime(problem.value.at).strftime("%H:%M")
    assert problem.value.message.startswith(f"Anna wijzigde dit om {at}.")
    assert now(draft).legal_term_weeks == 6


def test_a_new_version_ends_the_one_before_on_its_first_day(today: date, fund: Fund, anna: User, bram: User) -> None:
    first = put_in_force(make_scheme(fund, anna, today), anna, bram)
    scheme, later = first.scheme, today + timedelta(days=40)
    draft = now(actions.begin_version(scheme, bram))
    assert (draft.number, draft.rule, draft.terms) == (2, first.rule, first.terms)
    assert SchemeExample.objects.filter(version=draft).count() == 3
    with pytest.raises(HasDraft):
        actions.begin_version(scheme, anna)
    second = put_in_force(write(draft, bram, later), bram, anna)
    assert (now(first).period.upper, second.period.lower) == (later, later)

    def number(day: date) -> int:
        found = schemes_on(day)
        return next(iter(found.versions.values())).number

    assert [number(later - timedelta(days=1)), number(later)] == [1, 2]


def test_a_version_can_not_begin_before_one_that_is_to_come(today: date, fund: Fund, anna: User, bram: User) -> None:
    later = today + timedelta(days=40)
    first = put_in_force(make_scheme(fund, anna, later), anna, bram)
    draft = write(now(actions.begin_version(first.scheme, anna)), anna, today)
    actions.check(draft, anna, draft.revision)
    checked = now(draft)
    with pytest.raises(PeriodTaken):
        actions.publish(checked, bram, checked.revision)
    actions.change(checked, anna, checked.revision, period=DateRange(today, later))
    put_in_force(now(draft), anna, bram)
    assert next(iter(schemes_on(today).versions.values())).number == 2


def test_a_version_of_tomorrow_or_yesterday_pays_nothing_today(today: date, fund: Fund, anna: User, bram: User) -> None:
    tomorrow = today + timedelta(days=1)
    version = put_in_force(make_scheme(fund, anna, tomorrow), anna, bram)
    Budget.objects.create(scheme=version.scheme, period=DateRange(today, None), ceiling=1_000_000)
    assert schemes_on(today).all[0].state(today) is State.NOT_YET_OPEN
    assert schemes_on(tomorrow).all[0].state(tomorrow) is State.OPEN
    with pytest.raises(WrongEnd):
        actions.end(version, today, anna)
    actions.end(version, tomorrow, anna)
    after = today + timedelta(days=2)
    assert schemes_on(after).all[0].state(after) is State.CLOSED
    # To hold longer is a new version, of two people; not even SQL makes it end later.
    with pytest.raises(WrongEnd):
        actions.end(now(version), after, anna)
    with pytest.raises(ChangedMeanwhile):
        actions.end(version, after, anna)
    for until in (after + timedelta(days=1), None):
        with pytest.raises(IntegrityError), transaction.atomic():
            SchemeVersion.objects.filter(pk=version.pk).update(period=DateRange(tomorrow, until))


def test_what_is_missing_is_told_and_nothing_is_checked_before_it_is_there(fund: Fund, anna: User) -> None:
    draft = now(actions.begin_scheme(fund, TEXTS | {"how_to_apply": ""}, anna))
    sections = {problem.section for problem in problems_of(draft)}
    assert sections == set(Section) - {Section.STACKING}
    with pytest.raises(NotReady) as problem:
        actions.check(draft, anna, draft.revision)
    assert "Zet er ten minste één voorwaarde in." in problem.value.message


@pytest.mark.parametrize(
    ("extra", "words", "path"),
    [
        (
            {"fact": "age", "operator": "at_most", "value": 17, "label": "Je bent nog geen 18.", "source": "y"},
            "kan nooit kloppen: “Je bent 18 jaar of ouder.” en “Je bent nog geen 18.” spreken elkaar tegen",
            (),
        ),
        (
            {
                "any": [
                    {"fact": "age", "operator": "at_least", "value": 18, "label": "x", "source": "y"},
                    {"fact": "age", "operator": "at_most", "value": 30, "label": "x", "source": "y"},
                ]
            },
            "klopt altijd",
            ("all", 2),
        ),
        (
            {"fact": "residence", "operator": "in_area", "area": "atlantis", "label": "x", "source": "y"},
            "Het gebied “atlantis” bestaat niet",
            ("all", 2),
        ),
        (
            {"fact": "shoe_size", "operator": "at_least", "value": 40, "label": "x", "source": "y"},
            "Het gegeven “shoe_size” bestaat niet",
            ("all", 2),
        ),
        ({"any": []}, "nog leeg", ("all", 2, "any")),
    ],
)
def test_a_rule_that_makes_no_sense_is_told_at_its_place(
    today: date, fund: Fund, anna: User, extra: dict[str, Any], words: str, path: tuple[str | int, ...]
) -> None:
    draft = make_scheme(fund, anna, today, rule={"all": [*RULE["all"], extra]})
    found = [problem for problem in problems_of(draft) if problem.section is Section.RULE]
    assert [(words in problem.text, problem.path) for problem in found] == [(True, path)]


def test_an_example_that_comes_out_otherwise_keeps_a_version_back(today: date, fund: Fund, anna: User) -> None:
    draft = make_scheme(fund, anna, today)
    actions.change(draft, anna, draft.revision, terms=TERMS | {"cap_per_course": 90_000})
    assert [problem.text for problem in problems_of(now(draft))] == [
        "Het voorbeeld “Lasser uit Assen” komt anders uit."
    ]


def test_schemes_that_wait_for_each_other_are_refused(today: date, fund: Fund, anna: User, bram: User) -> None:
    waits = TERMS | {"only_if_no_other": {"besides": []}}
    put_in_force(make_scheme(fund, anna, today, terms=waits), anna, bram)
    other = now(actions.begin_scheme(fund, TEXTS | {"name": "Tweede"}, anna))
    other = write(other, anna, today, terms=waits)
    assert [problem.section for problem in problems_of(other)] == [Section.STACKING]
    besides = TERMS | {"only_if_no_other": {"besides": ["lasfonds-drenthe"]}}
    actions.change(other, anna, other.revision, terms=besides)
    assert problems_of(now(other)) == []
    # Who can never meet both conditions waits for nobody.
    elsewhere = {"all": [RULE["all"][0] | {"area": "provincie-overijssel"}, RULE["all"][1]]}
    actions.change(now(other), anna, now(other).revision, terms=waits, rule=elsewhere)
    assert Section.STACKING not in {problem.section for problem in problems_of(now(other))}


def test_schemes_that_are_to_wait_for_each_other_later_are_refused_now(
    today: date, fund: Fund, anna: User, bram: User
) -> None:
    waits = TERMS | {"only_if_no_other": {"besides": []}}
    january, march = today + timedelta(days=40), today + timedelta(days=100)
    put_in_force(make_scheme(fund, anna, march, terms=waits), anna, bram)
    other = write(now(actions.begin_scheme(fund, TEXTS | {"name": "Tweede"}, anna)), anna, january, terms=waits)
    assert [problem.section for problem in problems_of(other)] == [Section.STACKING]
    actions.change(other, anna, other.revision, period=DateRange(january, march))
    assert problems_of(now(other)) == []


@pytest.mark.django_db(transaction=True)
def test_two_that_wait_for_each_other_are_not_published_at_the_same_moment(
    today: date, fund: Fund, anna: User, bram: User
) -> None:
    waits = TERMS | {"only_if_no_other": {"besides": []}}
    one = make_scheme(fund, anna, today, terms=waits)
    other = write(now(actions.begin_scheme(fund, TEXTS | {"name": "Tweede"}, anna)), anna, today, terms=waits)
    for version in (one, other):
        actions.check(version, anna, version.revision)

    def publishing(version: SchemeVersion) -> Callable[[], None]:
        return lambda: actions.publish(version, bram, version.revision)

    results = at_once(*(publishing(now(version)) for version in (one, other)))
    assert sorted(type(result) for result in results if result) == [NotReady]
    assert SchemeVersion.objects.published().count() == 1


def test_a_scheme_cannot_name_itself_or_one_that_is_not_there(today: date, fund: Fund, anna: User) -> None:
    draft = make_scheme(fund, anna, today, terms=TERMS | {"excludes": {"schemes": ["lasfonds-drenthe", "weg"]}})
    texts = [problem.text for problem in problems_of(draft)]
    assert any("“weg” bestaat niet" in text for text in texts)
    assert any("zichzelf" in text for text in texts)


def test_a_name_is_taken_once_and_a_discarded_scheme_leaves_nothing(fund: Fund, anna: User) -> None:
    draft = now(actions.begin_scheme(fund, TEXTS, anna))
    with pytest.raises(NameTaken):
        actions.begin_scheme(fund, TEXTS, anna)
    actions.discard(draft, anna, draft.revision)
    assert not Scheme.objects.exists()
    assert not SchemeVersion.objects.exists()


def test_files_leave_alone_what_staff_write_and_move_their_draft_on(schemes: None, anna: User) -> None:
    scheme = Scheme.objects.select_related("fund").get(pk="het-noorden-leert-door")
    draft = now(actions.begin_version(scheme, anna))
    assert SchemeExample.objects.filter(version=draft).count() >= 3
    load_schemes(demo=True)
    assert now(draft).number == 2
    texts = {"name": scheme.name, "summary": "Anders.", "for_whom": scheme.for_whom, "how_to_apply": ""}
    actions.describe(scheme, texts, anna, scheme.revision)
    with pytest.raises(ChangedMeanwhile):
        actions.describe(scheme, texts, anna, scheme.revision)
    load_schemes(demo=True)
    assert Scheme.objects.get(pk=scheme.pk).summary == "Anders."


def test_an_old_comparison_with_the_sources_is_noticed_and_can_be_done_again(
    today: date, fund: Fund, anna: User, bram: User
) -> None:
    version = put_in_force(make_scheme(fund, anna, today), anna, bram)
    later = today + timedelta(days=200)
    assert not SchemeVersion.objects.check_is_old(today).exists()
    assert SchemeVersion.objects.check_is_old(later).get() == version
    give_role(anna, Role.FUND_ADMINISTRATOR, "lasfonds")
    watch_sources()
    assert work_off() == 0
    for day in (later, later + timedelta(days=1), later + timedelta(days=40)):
        with time_machine.travel(f"{day}T08:00:00+02:00", tick=True):
            watch_sources()
            work_off()
    # One a month, to who administers the fund.
    assert [(mail.to, "Lasfonds Drenthe" in mail.subject) for mail in django_mail.outbox] == [([anna.email], True)] * 2
    assert "https://lasfonds.example/reglement" in django_mail.outbox[0].body
    actions.confirm_sources(version, bram, later)
    assert not SchemeVersion.objects.check_is_old(later).exists()
    with pytest.raises(IntegrityError, match="is published"), transaction.atomic():
        SchemeVersion.objects.filter(pk=version.pk).update(checked_on=today)


def test_earlier_texts_are_kept_whoever_changes_them(today: date, fund: Fund, anna: User, bram: User) -> None:
    version = put_in_force(make_scheme(fund, anna, today), anna, bram)
    scheme = Scheme.objects.get(pk=version.scheme_id)
    actions.describe(scheme, TEXTS | {"name": "Lasfonds Noord"}, anna, scheme.revision)
    Scheme.objects.filter(pk=scheme.pk).update(kept_here=True)
    Scheme.objects.filter(pk=scheme.pk).update(summary="Anders.")
    kept = SchemeTexts.objects.filter(scheme=scheme)
    assert [(one.name, one.summary) for one in kept] == [
        ("Lasfonds Noord", "Anders."),
        ("Lasfonds Noord", TEXTS["summary"]),
        (TEXTS["name"], TEXTS["summary"]),
    ]
    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        kept.update(name="Nooit zo geheten")
    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        kept.delete()


def test_the_texts_of_what_never_was_in_force_go_with_it(today: date, fund: Fund, anna: User) -> None:
    draft = make_scheme(fund, anna, today)
    actions.discard(draft, anna, draft.revision)
    assert not SchemeTexts.objects.exists()
