"""Schemes go out as a file and come in again the same; what is wrong in a file is told at its place."""

import copy
import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from jsonschema import Draft202012Validator

from funding.engine.scheme_file import SchemeFile
from funding.schemes import transfer
from funding.schemes.enums import Stage
from funding.schemes.errors import WrongFile
from funding.schemes.file_reading import line_of, read_scheme
from funding.schemes.loading import DATA
from funding.schemes.models import Scheme, SchemeExample, SchemeVersion
from portal.people.enums import Role
from portal.people.models import Fund, User
from tests.funding.scheme_making import TEXTS, make_scheme, now, put_in_force
from tests.people import give_role, log_in, make_fund, make_user

pytestmark = pytest.mark.django_db
FUND = "lasfonds"


@pytest.fixture
def fund(db: None) -> Fund:
    return make_fund(FUND)


@pytest.fixture
def anna(fund: Fund) -> User:
    anna = make_user("Anna")
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    return anna


@pytest.fixture
def desk(client: Client, anna: User) -> Client:
    return log_in(client, anna)


def sent(content: Any) -> dict[str, Any]:
    raw = content if isinstance(content, bytes) else json.dumps(content, indent=2).encode()
    return {"file": SimpleUploadedFile("regeling.json", raw, "application/json")}


def download(desk: Client, name: str, *args: object) -> dict[str, Any]:
    answer = desk.get(reverse(f"funding:{name}", args=args))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    found: dict[str, Any] = json.loads(answer.content)
    return found


def bring_in(desk: Client, content: Any, name: str = "") -> Any:
    return desk.post(reverse("funding:scheme_from_file"), {"fund": FUND, "name": name} | sent(content))


def test_the_schema_has_an_address_for_everybody_and_files_say_where(desk: Client, anna: User, today: date) -> None:
    answer = Client().get("/regelingen/regeling.schema.json")
    schema = answer.json()
    assert schema["$id"] == "http://testserver/regelingen/regeling.schema.json"
    draft = make_scheme(Fund.objects.get(pk=FUND), anna, today)
    document = download(desk, "version_file", draft.pk)
    assert document["$schema"] == schema["$id"]
    assert list(Draft202012Validator(schema).iter_errors(document)) == []


def without_identity(document: dict[str, Any]) -> dict[str, Any]:
    found = copy.deepcopy(document)
    for name in ("slug", "name", "fund"):
        found.pop(name)
    return found


def test_out_and_in_again_is_the_same(desk: Client, anna: User, today: date) -> None:
    documents = [{"title": "Bewijs", "explanation": "Van de opleider", "required": True}]
    draft = make_scheme(Fund.objects.get(pk=FUND), anna, today, documents=documents)
    out = download(desk, "version_file", draft.pk)
    assert (out["name"], out["versions"][0]["documents"]) == (TEXTS["name"], documents)
    answer = bring_in(desk, out, name="Kopie")
    assert answer.status_code == 302, answer.content.decode()[:4000]
    copied = SchemeVersion.objects.select_related("scheme").get(scheme__name="Kopie")
    assert answer.url == reverse("funding:version", args=[copied.pk])
    assert (copied.stage, copied.changed_by_id, copied.scheme.fund_id) == ("draft", anna.pk, FUND)
    again = download(desk, "version_file", copied.pk)
    assert without_identity(again) == without_identity(out)
    assert [one.title for one in SchemeExample.objects.filter(version=copied)] == [e["title"] for e in out["examples"]]


def test_every_shipped_scheme_goes_in_and_comes_out_the_same(anna: User, fund: Fund, today: date) -> None:
    for path in sorted(DATA.glob("*.json")):
        file = read_scheme(path.read_bytes())
        draft = transfer.begin_scheme(fund, file, file.name, anna)
        draft = now(draft)
        again = transfer.as_file(draft.scheme, [draft])
        assert (again.examples, again.summary, again.how_to_apply) == (file.examples, file.summary, file.how_to_apply)
        newest = file.versions[-1]
        assert again.versions[0] == type(newest)(**{**fields_of(newest), "number": 1})


def fields_of(version: Any) -> dict[str, Any]:
    return {name: getattr(version, name) for name in version.__dataclass_fields__}


def test_a_scheme_goes_out_with_all_its_published_versions(desk: Client, schemes: None, anna: User) -> None:
    give_role(anna, Role.FUND_ADMINISTRATOR, "rotterdams-scholingsfonds")
    document = download(desk, "scheme_file", "rotterdams-scholingsfonds")
    assert [version["number"] for version in document["versions"]] == [1, 2]
    shipped = read_scheme((DATA / "rotterdams-scholingsfonds.json").read_bytes())
    assert read_scheme(json.dumps(document).encode()).versions == shipped.versions
    assert "budget" not in document


def test_a_new_version_from_a_file_waits_as_a_draft(desk: Client, anna: User, today: date) -> None:
    bram = make_user("Bram")
    first = put_in_force(make_scheme(Fund.objects.get(pk=FUND), anna, today), anna, bram)
    document = download(desk, "scheme_file", first.scheme_id)
    document["versions"][0]["terms"]["cap_per_course"] = 50_000
    path = reverse("funding:version_from_file", args=[first.scheme_id])
    answer = desk.post(path, sent(document))
    draft = SchemeVersion.objects.get(scheme=first.scheme_id, stage="draft")
    assert answer.url == reverse("funding:version", args=[draft.pk])
    assert (draft.number, draft.terms["cap_per_course"]) == (2, 50_000)
    page = desk.get(answer.url).content.decode()
    assert "komt anders uit" in page, "its examples are worked out at once"
    second = desk.post(path, sent(document))
    assert second.status_code == 409
    assert "Er is al een nieuwe versie in de maak." in second.content.decode()


def test_what_is_not_finished_is_no_file(desk: Client, anna: User) -> None:
    from funding.schemes.actions import begin_scheme

    draft = begin_scheme(Fund.objects.get(pk=FUND), TEXTS, anna)
    answer = desk.get(reverse("funding:version_file", args=[draft.pk]), follow=True)
    assert "Deze versie is nog niet af." in answer.content.decode()


def test_files_are_of_who_administers_the_fund(client: Client, anna: User, today: date) -> None:
    draft = make_scheme(Fund.objects.get(pk=FUND), anna, today)
    make_fund("ander")
    carla = make_user("Carla")
    give_role(carla, Role.FUND_ADMINISTRATOR, "ander")
    log_in(client, carla)
    for name, arg in (
        ("version_file", draft.pk),
        ("scheme_file", draft.scheme_id),
        ("version_from_file", draft.scheme_id),
    ):
        assert client.get(reverse(f"funding:{name}", args=[arg])).status_code == 404
        assert Client().get(reverse(f"funding:{name}", args=[arg])).status_code == 302
    one = (DATA / "soob.json").read_bytes()
    assert client.post(reverse("funding:scheme_from_file"), {"fund": FUND, "name": ""} | sent(one)).status_code == 422
    assert not Scheme.objects.filter(name__startswith="SOOB").exists()


ONE = (DATA / "soob.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Dit bestand is leeg."),
        (b"\xff\xfe\x00", "Dit bestand is geen tekst"),
        (b'{\n  "kind": \n}', "Regel 3 van het bestand: Dit is geen JSON."),
        (ONE.encode("utf-16"), "Dit bestand is geen tekst"),
        (("é" + ONE).encode("latin-1", "replace"), "Dit bestand is geen tekst"),
        (b"[" * 100_000, "te diep in elkaar"),
        (b'{"a": ' * 400 + b"1" + b"}" * 400, "Dit veld ontbreekt."),
        (b"[]", "Hier hoort een object te staan"),
        (b'{"a": 1, "a": 2}', "Het veld “a” staat er twee keer."),
        (b'{"a": NaN}', "“NaN” is geen getal."),
        (b'{"a": ' + b"9" * 5000 + b"}", "veel te groot getal"),
        (b'{"kind": "\\u0000"}', "onleesbaar teken"),
        (b'{"kind": "\\ud800"}', "onleesbaar teken"),
        (b" " * 1_000_001, "groter dan 1 MB"),
    ],
)
def test_what_is_no_scheme_is_refused_with_words(desk: Client, content: bytes, words: str) -> None:
    answer = bring_in(desk, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Scheme.objects.exists()


def edited(**changes: Any) -> dict[str, Any]:
    """The file of SOOB with something else at a path ("versions/0/terms/tier")."""
    document = json.loads(ONE)
    for path, value in changes.items():
        target = document
        steps = [int(step) if step.isdigit() else step for step in path.split("/")]
        for step in steps[:-1]:
            target = target[step]
        target[steps[-1]] = value
    return document  # type: ignore[no-any-return]


LEAF = {"operator": "is", "value": True, "label": "x", "source": "y"}


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("versions/0/rule", {"all": [{"fact": "kleur", **LEAF}]}, "Het gegeven “kleur” bestaat niet."),
        ("versions/0/terms/cap_per_course", -100, "meer dan € 0"),
        ("versions/0/terms/cap_per_course", 100.5, "in hele centen"),
        ("versions/0/terms/cap_per_course", 10**15, "hoogstens € 100.000.000"),
        ("versions/0/terms/percent", {"tuition": 101}, "een heel getal van 1 tot en met 100"),
        ("versions/0/valid_from", "gisteren", "Dit is geen datum."),
        ("versions/0/legal_term_weeks", 10**9, "Hier hoort een heel getal te staan"),
        ("examples/0/facts", {"cao": "bakkers"}, "Het gegeven “cao” bestaat niet, of deze waarde kan er niet bij."),
        ("examples/0/lines", [{"kind": "tuition", "net": -1}], "Deze prijs klopt niet"),
        ("name", "x" * 121, "Deze tekst is te lang: hoogstens 120 tekens."),
        ("colour", "red", "Dit veld kennen we niet."),
    ],
)
def test_a_mistake_is_told_at_its_place(desk: Client, place: str, value: Any, words: str) -> None:
    document = edited(**{place: value})
    text = json.dumps(document, indent=2)
    answer = bring_in(desk, text.encode())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    line = line_of(text, place)
    assert line > 1
    with pytest.raises(WrongFile) as refused:
        read_scheme(text.encode())
    assert refused.value.place.startswith(place)
    assert refused.value.line >= line


def test_lines_are_found_by_path() -> None:
    text = '{\n"a": [1, {\n"b/c": "}{",\n"d": [\n[], {}, 7]}],\n"e": null}'
    assert line_of(text, "a/²") == line_of(text, "a")  # a digit to Python, and no number
    assert [line_of(text, place) for place in ("", "a", "a/0", "a/1/d", "a/1/d/2", "e", "nergens", "a/9/x")] == [
        1, 2, 2, 4, 5, 6, 1, 2,
    ]  # fmt: skip


def problems(desk: Client, document: dict[str, Any]) -> str:
    """What the page of the draft says that comes from a file."""
    answer = bring_in(desk, document)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return desk.get(answer.url).content.decode()


def test_what_can_never_be_or_always_is_and_what_nobody_knows_is_told_at_once(desk: Client, schemes: None) -> None:
    age = {"fact": "age", "label": "x", "source": "y"}
    never = {"all": [age | {"operator": "at_least", "value": 67}, age | {"operator": "at_most", "value": 18}]}
    always = {"any": [age | {"operator": "at_least", "value": 18}, age | {"operator": "at_most", "value": 17}]}
    area = {"fact": "residence", "operator": "in_area", "area": "atlantis", "label": "x", "source": "y"}
    below_zero = {"fact": "course.total_cents", "operator": "at_most", "value": -100, "label": "x", "source": "y"}
    place = {"fact": "residence", "operator": "is", "value": "GM9999", "label": "x", "source": "y"}
    for number, (rule, words) in enumerate(
        (
            (never, "Dit kan nooit kloppen"),
            (always, "Dit klopt altijd"),
            ({"all": [below_zero]}, "Dit kan nooit kloppen"),
            ({"all": [area]}, "Het gebied “atlantis” bestaat niet."),
            ({"all": [place]}, "De gemeente “GM9999” bestaat niet."),
        )
    ):
        page = problems(desk, edited(**{"versions/0/rule": rule, "name": f"Proef {number}"}))
        assert words in page
    excludes = {"schemes": ["bestaat-niet"]}
    assert "De regeling “bestaat-niet” bestaat niet" in problems(
        desk, edited(**{"versions/0/terms/excludes": excludes, "name": "Proef 10"})
    )


def test_schemes_that_would_wait_for_each_other_are_told_at_once(desk: Client, schemes: None) -> None:
    """RMT Twente pays only if nobody else does; a second such scheme for the same people would wait for it."""
    document = json.loads((DATA / "rmt-twente.json").read_text(encoding="utf-8"))
    document["versions"][-1]["terms"]["only_if_no_other"] = {"besides": []}
    page = problems(desk, document | {"name": "Nog een laatste redmiddel"})
    assert "Deze regelingen wachten op elkaar" in page
    draft = SchemeVersion.objects.get(scheme__name="Nog een laatste redmiddel")
    step = {"step": "check", "revision": draft.revision}
    refused = desk.post(reverse("funding:version_step", args=[draft.pk]), step, follow=True)
    assert "Deze regelingen wachten op elkaar" in refused.text
    draft.refresh_from_db()
    assert draft.stage == Stage.DRAFT


def test_the_name_of_another_scheme_is_refused(desk: Client, schemes: None) -> None:
    answer = bring_in(desk, ONE.encode())
    assert answer.status_code == 422
    assert "Er is al een regeling met deze naam." in answer.content.decode()


def test_a_read_file_is_a_scheme_file() -> None:
    assert isinstance(read_scheme(ONE.encode()), SchemeFile)
    assert read_scheme(b"\xef\xbb\xbf" + ONE.encode()) == read_scheme(ONE.encode())
