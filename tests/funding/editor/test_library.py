"""Copying a scheme of another region, and being told what changes later in the original."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from funding.schemes import library
from funding.schemes.actions import begin_version, change, discard, publish
from funding.schemes.actions import check as declare_ready
from funding.schemes.enums import Stage
from funding.schemes.errors import ChangedMeanwhile
from funding.schemes.examples import work_out
from funding.schemes.library import changes, changes_of, units_of
from funding.schemes.models import Scheme, SchemeExample, SchemeOrigin, SchemeVersion
from funding.schemes.readiness import read
from portal.people.enums import Role
from portal.people.models import Fund, User
from portal.record.models import AuditEvent
from tests.funding.scheme_making import RULE, TERMS, make_scheme, now, put_in_force, write
from tests.outbox import work_off
from tests.people import give_role, log_in, make_fund, make_user

pytestmark = pytest.mark.django_db
AGE, PLACE = RULE["all"][1], RULE["all"][0]


@pytest.fixture
def original(fund: Fund, anna: User, bram: User, today: date) -> SchemeVersion:
    """Lasfonds Drenthe, published, of a fund that Carla has nothing to do with."""
    return put_in_force(make_scheme(fund, anna, today), anna, bram)


@pytest.fixture
def carla(db: None) -> User:
    make_fund("overfonds")
    carla = make_user("Carla")
    give_role(carla, Role.FUND_ADMINISTRATOR, "overfonds")
    return carla


@pytest.fixture
def desk(client: Client, carla: User) -> Client:
    return log_in(client, carla)


@pytest.fixture
def copied(original: SchemeVersion, carla: User) -> SchemeVersion:
    return now(library.copy(original, Fund.objects.get(pk="overfonds"), "Lasfonds Overijssel", carla))


def next_version(original: SchemeVersion, anna: User, bram: User, begins: date, **values: Any) -> SchemeVersion:
    """A new version of the original, with its examples as they then come out."""
    draft = begin_version(original.scheme, anna)
    draft = write(now(draft), anna, begins, **values)
    known = read(draft)
    assert known.rule
    assert known.terms
    for one in work_out(SchemeExample.objects.filter(version=draft), known.rule, known.terms, known.areas):
        assert one.result
        verdict, cents = one.result.outcome.verdict.value, one.result.cents
        SchemeExample.objects.filter(pk=one.example.pk).update(verdict=verdict, cents=cents)
    declare_ready(draft, anna, now(draft).revision)
    publish(now(draft), bram, now(draft).revision)
    return now(draft)


def waiting(copied: SchemeVersion) -> dict[str, library.Change]:
    found = changes_of(SchemeOrigin.objects.filter(scheme=copied.scheme_id))[copied.scheme_id]
    return {one.key: one for one in found}


def origin(copied: SchemeVersion) -> SchemeOrigin:
    return SchemeOrigin.objects.get(scheme=copied.scheme_id)


def answer(copied: SchemeVersion, key: str, by: User, *, accept: bool) -> SchemeVersion | None:
    return library.answer(origin(copied), key, waiting(copied)[key].digest, by, accept=accept)


def test_somebody_copies_a_scheme_of_another_region(desk: Client, original: SchemeVersion, carla: User) -> None:
    page = desk.get(reverse("funding:scheme_library"), {"q": "drenthe"}).content.decode()
    path = reverse("funding:copy_scheme", args=[original.scheme_id])
    assert path in page
    taken = desk.post(path, {"fund": "overfonds", "name": original.scheme.name})
    assert taken.status_code == 409
    assert "Er is al een regeling met deze naam." in taken.content.decode()
    strange = desk.post(path, {"fund": "lasfonds", "name": "Lasfonds Twee"})
    assert strange.status_code == 422, "only into a fund of one's own"

    done = desk.post(path, {"fund": "overfonds", "name": "Lasfonds Overijssel"})
    draft = SchemeVersion.objects.select_related("scheme").get(scheme__name="Lasfonds Overijssel")
    assert done.url == reverse("funding:version", args=[draft.pk])
    assert (draft.stage, draft.rule, draft.terms, draft.checked_on) == (Stage.DRAFT, original.rule, TERMS, None)
    assert draft.period.lower is None
    assert SchemeExample.objects.filter(version=draft).count() == 3
    known = origin(draft)
    assert (known.origin_id, known.version_id, known.copied_by_id) == (original.scheme_id, original.pk, carla.pk)
    assert AuditEvent.objects.filter(verb="copy_scheme").exists()
    scheme_page = desk.get(reverse("funding:scheme", args=[draft.scheme_id])).content.decode()
    assert "Daar veranderde sindsdien niets." in scheme_page


def test_a_change_of_the_original_is_shown_and_taken_over_into_a_draft(
    desk: Client, original: SchemeVersion, copied: SchemeVersion, anna: User, bram: User, carla: User, today: date
) -> None:
    rule = {"all": [PLACE, AGE | {"value": 21}]}
    next_version(original, anna, bram, today + timedelta(5), rule=rule, terms=TERMS | {"cap_per_course": 120_000})
    assert {"rule/age", "terms/cap_per_course"} <= set(waiting(copied))

    path = reverse("funding:scheme_origin", args=[copied.scheme_id])
    page = desk.get(path).content.decode()
    assert "18 jaar of ouder" in page
    assert "21 jaar of ouder" in page
    assert "Hoogstens per opleiding: € 1.200" in page.replace("\xa0", " ")
    assert "Het origineel is veranderd" in desk.get(reverse("funding:scheme", args=[copied.scheme_id])).content.decode()
    assert "het origineel is veranderd" in desk.get(reverse("funding:schemes")).content.decode()

    one = waiting(copied)["rule/age"]
    done = desk.post(path, {"key": one.key, "digest": one.digest, "answer": "accept"})
    assert done.url == path
    assert now(copied).rule == rule
    assert "rule/age" not in waiting(copied)
    again = desk.post(path, {"key": one.key, "digest": one.digest, "answer": "accept"})
    assert again.status_code == 409, "answered already"

    cap = waiting(copied)["terms/cap_per_course"]
    desk.post(path, {"key": cap.key, "digest": cap.digest, "answer": "dismiss"})
    assert now(copied).terms["cap_per_course"] == 100_000
    assert "terms/cap_per_course" not in waiting(copied)
    assert {"accept_origin_change", "dismiss_origin_change"} <= set(AuditEvent.objects.values_list("verb", flat=True))


def test_what_both_changed_is_a_conflict_and_what_only_the_copy_changed_is_nobodys_business(
    original: SchemeVersion, copied: SchemeVersion, anna: User, bram: User, carla: User, today: date
) -> None:
    mine = {"all": [PLACE | {"area": "provincie-overijssel", "label": "Je woont in Overijssel."}, AGE | {"value": 16}]}
    change(copied, carla, copied.revision, rule=mine)
    assert waiting(copied) == {}, "one's own adaptations are no change of the original"

    next_version(original, anna, bram, today + timedelta(5), rule={"all": [PLACE, AGE | {"value": 21}]})
    assert set(waiting(copied)) == {"rule/age"}
    assert waiting(copied)["rule/age"].is_conflict
    answer(copied, "rule/age", carla, accept=True)
    assert [part.get("value") for part in now(copied).rule["all"]] == [None, 21]
    assert now(copied).rule["all"][0]["area"] == "provincie-overijssel"


def test_what_was_left_comes_back_only_when_it_changes_again(
    original: SchemeVersion, copied: SchemeVersion, anna: User, bram: User, carla: User, today: date
) -> None:
    second = next_version(original, anna, bram, today + timedelta(5), terms=TERMS | {"cap_per_year": 200_000})
    answer(copied, "terms/cap_per_year", carla, accept=False)
    assert waiting(copied) == {}
    next_version(second, anna, bram, today + timedelta(9), terms=TERMS | {"cap_per_year": 300_000})
    assert waiting(copied)["terms/cap_per_year"].before == 200_000
    third = next_version(second, anna, bram, today + timedelta(12), terms=TERMS)
    assert third.number == 4
    assert waiting(copied)["terms/cap_per_year"].now is None, "gone again"
    answer(copied, "terms/cap_per_year", carla, accept=True)
    assert waiting(copied) == {}
    assert "cap_per_year" not in now(copied).terms


def test_a_copy_in_force_gets_a_new_version_to_take_things_over_in(
    original: SchemeVersion, copied: SchemeVersion, anna: User, bram: User, carla: User, today: date
) -> None:
    first = put_in_force(write(copied, carla, today), carla, bram)
    more = {"all": [*RULE["all"], {"judged": "Je hebt een plan.", "source": "Artikel 9"}]}
    documents = [{"title": "Plan", "explanation": "", "required": True}]
    next_version(original, anna, bram, today + timedelta(5), rule=more, documents=documents)
    key = next(key for key in waiting(copied) if key.startswith("rule/judged:"))
    draft = answer(copied, key, carla, accept=True)
    assert draft
    assert (now(draft).number, now(draft).stage, now(draft).rule) == (2, Stage.DRAFT, more)
    answer(copied, "fields/documents", carla, accept=True)
    assert now(draft).documents == documents
    assert now(first).rule == RULE, "what is in force never changes"
    for left in list(waiting(copied)):
        answer(copied, left, carla, accept=True)
    assert waiting(copied) == {}
    titles = SchemeExample.objects.filter(version=draft).values_list("title", "verdict")
    published = SchemeVersion.objects.filter(scheme=original.scheme_id).order_by("number").last()
    assert set(titles) == set(SchemeExample.objects.filter(version=published).values_list("title", "verdict"))


def test_who_answers_what_changed_meanwhile_is_told(
    original: SchemeVersion, copied: SchemeVersion, anna: User, bram: User, carla: User, today: date
) -> None:
    second = next_version(original, anna, bram, today + timedelta(5), terms=TERMS | {"cap_per_year": 200_000})
    shown = waiting(copied)["terms/cap_per_year"].digest
    next_version(second, anna, bram, today + timedelta(9), terms=TERMS | {"cap_per_year": 300_000})
    with pytest.raises(ChangedMeanwhile):
        library.answer(origin(copied), "terms/cap_per_year", shown, carla, accept=True)
    assert now(copied).terms == TERMS


def test_a_copy_that_is_thrown_away_leaves_nothing(copied: SchemeVersion, carla: User) -> None:
    discard(copied, carla, copied.revision)
    assert not Scheme.objects.filter(pk=copied.scheme_id).exists()
    assert not SchemeOrigin.objects.exists()


def test_the_original_is_of_who_administers_the_copy(
    client: Client, original: SchemeVersion, copied: SchemeVersion
) -> None:
    path = reverse("funding:scheme_origin", args=[copied.scheme_id])
    assert Client().get(path).status_code == 302
    dirk = make_user("Dirk")
    give_role(dirk, Role.FUND_ADMINISTRATOR, "lasfonds")
    log_in(client, dirk)
    assert client.get(path).status_code == 404
    assert client.get(reverse("funding:scheme_origin", args=[original.scheme_id])).status_code == 404, "no copy"
    client.force_login(make_user("Lena"))
    assert client.get(reverse("funding:scheme_library")).status_code in {302, 404}


def test_no_scheme_is_a_copy_of_itself(original: SchemeVersion, carla: User) -> None:
    with pytest.raises(IntegrityError, match="scheme_is_no_copy_of_itself"), transaction.atomic():
        SchemeOrigin.objects.create(
            scheme=original.scheme, origin=original.scheme, version=original, seen={}, copied_by=carla
        )


def test_the_same_thing_twice_and_a_rule_of_another_form_keep_their_own_keys(original: SchemeVersion) -> None:
    any_of = {"any": [AGE, PLACE]}
    version = SchemeVersion(rule={"all": [AGE, AGE | {"operator": "at_most", "value": 60}, any_of]}, terms=TERMS)
    keys = [key for key in units_of(version, []) if key.startswith("rule/")]
    assert keys == ["rule/age", "rule/age#2", "rule/any:age+residence"]
    assert [key for key in units_of(SchemeVersion(rule=any_of, terms={}), []) if key.startswith("rule/")] == [
        "rule/any:age+residence"
    ]
    assert changes({"a": 1, "b": 2}, {"a": 1, "c": 3}, {}) == [
        library.Change("c", None, 3, None),
        library.Change("b", 2, None, None),
    ]


def test_who_keeps_a_copy_hears_by_mail_and_at_work_that_the_original_has_a_new_version(
    desk: Client, original: SchemeVersion, copied: SchemeVersion, anna: User, bram: User, carla: User, today: date
) -> None:
    work = reverse("portal:staff_home")
    assert "het origineel veranderd" not in desk.get(work).text
    next_version(original, anna, bram, today + timedelta(5), terms=TERMS | {"cap_per_course": 120_000})
    work_off()
    (told,) = mail.outbox
    assert (told.to, told.subject) == ([carla.email], "Het origineel van Lasfonds Overijssel is veranderd")
    assert "Er is 1 verschil" in told.body or "verschillen om naar te kijken" in told.body
    assert "Van 1 regeling is het origineel veranderd." in desk.get(work).text
    for key in list(waiting(copied)):
        answer(copied, key, carla, accept=False)
    assert "het origineel veranderd" not in desk.get(work).text


def test_a_version_that_changes_nothing_that_was_copied_is_not_told(
    original: SchemeVersion, copied: SchemeVersion, anna: User, bram: User, today: date
) -> None:
    next_version(original, anna, bram, today + timedelta(5))
    work_off()
    assert not mail.outbox
