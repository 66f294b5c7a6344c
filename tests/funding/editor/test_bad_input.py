"""Whatever somebody sends to the editor: a sentence with the way out, nothing lost, and the version as it was."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from funding.editor.example_form import ExampleForm
from funding.schemes import actions
from funding.schemes.examples import work_out
from funding.schemes.loading import load_schemes
from funding.schemes.models import SchemeExample, SchemeVersion
from funding.schemes.readiness import read
from portal.people.enums import Role
from portal.people.models import Fund, User
from tests.funding.editor.test_conditions import typed
from tests.funding.scheme_making import make_scheme, now, put_in_force
from tests.people import give_role, log_in, make_fund, make_user

pytestmark = pytest.mark.django_db
MONEY = {"tier": "earmarked", "percent_tuition": "100", "pays_vat": "yes"}


@pytest.fixture
def anna(db: None) -> User:
    make_fund("lasfonds")
    anna = make_user("Anna")
    give_role(anna, Role.FUND_ADMINISTRATOR, "lasfonds")
    return anna


@pytest.fixture
def bram(anna: User) -> User:
    bram = make_user("Bram")
    give_role(bram, Role.FUND_ADMINISTRATOR, "lasfonds")
    return bram


@pytest.fixture
def draft(anna: User, today: date) -> SchemeVersion:
    return make_scheme(Fund.objects.get(pk="lasfonds"), anna, today)


def post(desk: Client, draft: SchemeVersion, name: str, data: dict[str, Any], *args: str, query: str = "") -> Any:
    return desk.post(reverse(f"funding:{name}", args=[draft.pk, *args]) + query, {"revision": draft.revision} | data)


@pytest.mark.parametrize(
    ("part", "data", "words"),
    [
        ("geld", MONEY | {"percent_tuition": "101"}, "Vul een heel percentage in van 1 tot en met 100."),
        ("geld", MONEY | {"percent_tuition": "-5"}, "Vul een heel percentage in van 1 tot en met 100."),
        ("geld", MONEY | {"percent_tuition": "33,3"}, "Vul een heel percentage in van 1 tot en met 100."),
        ("geld", MONEY | {"percent_tuition": ""}, "Vul bij ten minste één soort kosten een percentage in."),
        ("geld", MONEY | {"cap_per_course": "-100"}, "Vul een bedrag in euro&#x27;s in"),
        ("geld", MONEY | {"cap_per_course": "100,005"}, "Vul een bedrag in euro&#x27;s in"),
        ("geld", MONEY | {"cap_per_course": "0"}, "Een hoogste bedrag is meer dan € 0."),
        ("geld", MONEY | {"tier": "gratis"}, "Kies een van de antwoorden"),
        ("geld", MONEY | {"cap_fact": "age"}, "Kies een van de antwoorden"),
        ("samen", {"excludes": "schemes", "match_counts": "either"}, "Kruis aan met welke regelingen"),
        ("samen", {"match_percent": "120", "match_counts": "either"}, "Vul een heel percentage in"),
        ("samen", {"excludes": "schemes", "excluded": ["bestaat-niet"], "match_counts": "either"}, "Kies een van"),
        ("periode", {"begins": "gisteren"}, "Vul een dag in, bijvoorbeeld 30-11-2026."),
        ("periode", {"begins": "2026-12-01", "last": "9999-12-31"}, "Kijk het jaartal na"),
        ("periode", {"begins": "2026-12-01", "last": "2026-11-30"}, "Dit is vóór de eerste dag."),
        ("periode", {"begins": "2026-12-01", "status": "closed"}, "Zeg waarom de regeling gesloten is."),
        ("bronnen", {"title_1": "Reglement", "checked_on": "2027-01-01"}, "Deze dag moet nog komen."),
        ("bronnen", {"title_1": "x", "address_1": "geen adres", "checked_on": "2026-11-01"}, "Dit is geen webadres."),
        ("bronnen", {"address_1": "fonds.nl", "checked_on": "2026-11-01"}, "Zeg ook hoe deze bron heet."),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_stays_there(
    client: Client, anna: User, draft: SchemeVersion, part: str, data: dict[str, Any], words: str
) -> None:
    answer = post(log_in(client, anna), draft, "version_part", data, part)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    for name, value in data.items():
        assert f'value="{value}"' in page or not name.startswith(("percent", "cap_per", "title", "address"))
    assert now(draft).revision == draft.revision


def test_a_loan_makes_no_demands_on_others(client: Client, anna: User, draft: SchemeVersion) -> None:
    actions.change(draft, anna, draft.revision, terms={"tier": "loan", "percent": {"tuition": 100}})
    desk = log_in(client, anna)
    answer = post(desk, now(draft), "version_part", {"match_percent": "50", "match_counts": "either"}, "samen")
    assert "Een lening heeft geen eisen" in answer.content.decode()


def test_who_comes_second_hears_who_was_first_and_can_save_after_looking(
    anna: User, bram: User, draft: SchemeVersion
) -> None:
    first, second = log_in(Client(), anna), log_in(Client(), bram)
    assert post(first, draft, "version_part", MONEY | {"cap_per_course": "900"}, "geld").status_code == 302
    mine = MONEY | {"cap_per_course": "800"}
    answer = post(second, draft, "version_part", mine, "geld")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Anna wijzigde dit om" in page
    assert 'value="800"' in page
    assert now(draft).terms["cap_per_course"] == 90_000
    assert post(second, now(draft), "version_part", mine, "geld").status_code == 302
    assert now(draft).terms["cap_per_course"] == 80_000


def test_a_condition_that_was_moved_meanwhile_overwrites_no_other(
    client: Client, anna: User, draft: SchemeVersion
) -> None:
    desk = log_in(client, anna)
    address = reverse("funding:condition", args=[draft.pk]) + "?plek=all-0"
    was = desk.get(address).context["was"]
    assert post(desk, draft, "rule", {"op": "down all-0"}).status_code == 302
    data = {"area": "provincie-groningen", "negated": "no", "source": "x", "was": was, "revision": now(draft).revision}
    answer = desk.post(address + "&feit=residence", data)
    assert answer.status_code == 302
    assert [part["fact"] for part in now(draft).rule["all"]] == ["age", "residence", "residence"]


@pytest.mark.parametrize("op", ["", "up", "up all-7", "remove any-0", "fly all-0", "move all-0", "remove ../x"])
def test_a_button_that_makes_no_sense_changes_nothing(
    client: Client, anna: User, draft: SchemeVersion, op: str
) -> None:
    desk = log_in(client, anna)
    answer = desk.post(
        reverse("funding:rule", args=[draft.pk]), {"op": op, "revision": draft.revision, "to": "all-9"}, follow=True
    )
    assert answer.status_code == 200
    assert now(draft).rule == draft.rule


@pytest.mark.parametrize("revision", ["", "0", "-1", "9" * 40, "x", "1.5"])
def test_a_revision_that_was_tampered_with_changes_nothing(
    client: Client, anna: User, draft: SchemeVersion, revision: str
) -> None:
    answer = post(log_in(client, anna), draft, "version_part", MONEY | {"revision": revision}, "geld")
    assert answer.status_code == 409
    assert now(draft).revision == draft.revision


@pytest.mark.parametrize("query", ["?plek=all-9", "?plek=zomaar", "?plek=all-0-not"])
def test_a_place_that_is_not_there_is_not_found(client: Client, anna: User, draft: SchemeVersion, query: str) -> None:
    desk = log_in(client, anna)
    assert desk.get(reverse("funding:condition", args=[draft.pk]) + query).status_code == 404
    assert desk.get(reverse("funding:group", args=[draft.pk]) + query).status_code == 404
    assert desk.get(reverse("funding:version_part", args=[draft.pk, "zomaar"])).status_code == 404


def test_what_was_typed_after_the_session_ended_comes_back(client: Client, anna: User, draft: SchemeVersion) -> None:
    address = reverse("funding:version_part", args=[draft.pk, "geld"])
    assert client.post(address, MONEY | {"cap_per_course": "777", "revision": draft.revision}).status_code == 302
    page = log_in(client, anna).get(address).content.decode()
    assert 'value="777"' in page
    assert now(draft).revision == draft.revision


def test_a_published_version_is_only_read(client: Client, anna: User, bram: User, draft: SchemeVersion) -> None:
    published = put_in_force(draft, anna, bram)
    desk = log_in(client, anna)
    for name, args in (("rule", ()), ("version", ()), ("examples", ()), ("version_part", ("geld",))):
        page = desk.get(reverse(f"funding:{name}", args=[draft.pk, *args]), follow=True).content.decode()
        assert "Haal weg:" not in page
        assert 'name="step" value="discard"' not in page
    assert post(desk, published, "rule", {"op": "remove all-0"}, query="").status_code == 302
    assert post(desk, published, "version_part", MONEY, "geld").status_code == 302
    assert post(desk, published, "version_step", {"step": "discard"}).status_code == 409
    assert now(draft).revision == published.revision
    assert desk.post(reverse("funding:end_version", args=[draft.pk]), {"last": "2026-11-01"}).status_code == 409
    assert desk.post(reverse("funding:end_version", args=[draft.pk]), {"last": "31-12-2026"}).status_code == 302
    assert now(draft).period.upper == date(2027, 1, 1)


def test_every_shipped_example_comes_out_of_its_form_as_it_went_in(today: date) -> None:
    load_schemes(demo=True)
    examples = list(SchemeExample.objects.select_related("version"))
    assert len(examples) > 60
    for example in examples:
        known = read(example.version)
        assert known.rule
        assert known.terms
        form = ExampleForm(
            typed(ExampleForm(read=known, today=today, example=example)), read=known, today=today, example=example
        )
        assert form.is_valid(), (example.version, example, form.errors)
        # The price is told once: as lines. Some shipped examples tell another total beside them.
        before = {name: value for name, value in example.facts.items() if not name.endswith("_cents")}
        written = form.example()
        after = {name: written.facts.get(name) for name in before}
        assert _unordered(after) == _unordered(before), (example.version, example)
        assert [one.green for one in work_out([written], known.rule, known.terms, known.areas)] == [True], example


def _unordered(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts whose lists count as sets."""
    return {name: sorted(value) if isinstance(value, list) else value for name, value in facts.items()}
