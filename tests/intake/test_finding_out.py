"""Finding out what suits you, page by page; nothing is kept that nobody asked to keep."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from intake.models import Answer, Consent, OccupationInterest, Orientation, Profile
from intake.orientation.draft import COOKIE
from intake.orientation.items import ITEMS, Direction
from intake.orientation.onet import CODES
from intake.orientation.steps import STEPS, ItemStep
from intake.profile.enums import Purpose
from tests.intake.teams import words
from tests.people import log_in, make_user

pytestmark = pytest.mark.django_db
START = "/orienteren/ontdekken/"
RESULT = f"{START}uitkomst/"


def answer_all(client: Client, liked: Direction = Direction.PEOPLE, **ticks: list[str]) -> None:
    """Answer every page: likes one direction, dislikes the others."""
    for number, step in enumerate(STEPS, 1):
        if isinstance(step, ItemStep):
            fields = {item.key: "yes" if item.direction == liked else "no" for item in step.items}
        else:
            fields = {step.name: ticks.get(step.name, [])}  # type: ignore[dict-item]
        assert client.post(f"{START}{number}/", fields).status_code == 302


def test_the_start_says_that_it_is_no_test_and_that_nothing_is_kept(client: Client) -> None:
    page = words(client.get(START))
    assert "geen test" in page
    assert "We bewaren niets" in page
    assert "Ontdek wat bij je past" in words(client.get("/orienteren/"))


def test_from_pictures_to_directions_work_and_help(client: Client) -> None:
    answer_all(client, values=["useful"], skills=["listening"], obstacles=["money", "beginning"])
    answer = client.get(RESULT)
    page = words(answer)
    assert "Dit past misschien bij jou" in page
    assert "Mensen helpen" in page
    assert "Zorgen voor iemand die hulp nodig heeft" in page
    assert "Verzorgende" in page
    assert "iets betekenen voor een ander" in page
    assert "Ik kan goed luisteren" in page
    assert "Vaak betalen potjes mee" in page
    assert "schatten we zelf in" in page
    assert "Praat erover" in page
    assert "Je ontdekte wat bij je past." in words(client.get("/orienteren/")), "who goes on to a talk is not sent back"


def test_nothing_is_kept_before_somebody_asks(client: Client) -> None:
    answer_all(client)
    client.get(RESULT)
    assert not Profile.objects.exists()
    assert not Orientation.objects.exists()
    assert set(client.cookies) <= {COOKIE, "csrf"}


def test_what_is_kept_can_be_found_again_and_wiped(client: Client) -> None:
    answer_all(client)
    client.post(f"{START}bewaren/")
    kept = Orientation.objects.select_related("consent").get()
    assert kept.consent.purpose == Purpose.ORIENTATION
    del client.cookies[COOKIE]
    assert "Mensen helpen" in words(client.get(RESULT))
    assert "Je antwoorden zijn bewaard" in words(client.get(RESULT))
    client.post(f"{START}wissen/")
    assert not Orientation.objects.exists()
    assert Consent.objects.get().withdrawn is not None
    assert client.get(RESULT).status_code == 302


def test_kept_twice_the_newest_answers_stay(client: Client) -> None:
    answer_all(client)
    client.post(f"{START}bewaren/")
    answer_all(client, Direction.HANDS)
    assert "Ze komen in de plaats" in words(client.get(RESULT))
    client.post(f"{START}bewaren/")
    assert Orientation.objects.get().told.likings["repair"] == "yes"
    assert Consent.objects.filter(withdrawn=None).count() == 1


def test_what_a_visitor_kept_goes_along_to_the_account(client: Client) -> None:
    lena = make_user("Lena")
    answer_all(client)
    client.post(f"{START}bewaren/")
    log_in(client, lena).get("/")
    assert Orientation.objects.get(profile__user=lena)


def test_buttons_keep_the_page_and_what_is_open_is_skipped(client: Client) -> None:
    answer = client.post(f"{START}2/", {ITEMS[4].key: "yes", "to": "back"})
    assert answer["Location"] == f"{START}1/"
    assert 'value="yes"' in client.get(f"{START}2/").content.decode().split("checked")[0][-200:]
    client.post(f"{START}2/", {})
    assert "checked" not in client.get(f"{START}2/").content.decode()
    assert client.post(f"{START}1/", {"to": "back"})["Location"] == START
    assert "Nog te weinig antwoorden" in _result_with(client, {ITEMS[0].key: "yes"})


def _result_with(client: Client, fields: dict[str, str]) -> str:
    client.post(f"{START}1/", fields)
    return words(client.get(RESULT))


def test_liking_everything_or_nothing_is_told_kindly(client: Client) -> None:
    for number, step in enumerate(STEPS, 1):
        if isinstance(step, ItemStep):
            client.post(f"{START}{number}/", {item.key: "yes" for item in step.items})
    assert "Je vindt veel leuk" in words(client.get(RESULT))
    for number, step in enumerate(STEPS, 1):
        if isinstance(step, ItemStep):
            client.post(f"{START}{number}/", {item.key: "no" for item in step.items})
    assert "Er springt nog niets uit" in words(client.get(RESULT))


def test_where_one_lives_tells_where_people_are_wanted(client: Client) -> None:
    answer_all(client)
    assert "Waar zijn mensen nodig bij jou in de buurt?" in words(client.get(RESULT))
    assert client.post(RESULT, {"residence": "Groningen"}).status_code == 302
    assert Answer.objects.get().value == "GM0014"
    assert "Je woont in Groningen" in words(client.get(RESULT))
    wrong = client.post(RESULT, {"residence": "Nergenshuizen"}, follow=True)
    assert "Nergenshuizen" in wrong.content.decode()


@pytest.mark.parametrize(
    ("path", "fields", "sentence"),
    [
        ("1/", {"repair": "very"}, "Dit antwoord kennen we niet"),
        ("7/", {"values": ["outside", "moving", "together", "alone"]}, "Je koos er 4. Kies er hooguit 3"),
        ("8/", {"skills": ["flying"]}, "Dit antwoord kennen we niet"),
    ],
)
def test_bad_input_gets_a_sentence(client: Client, path: str, fields: dict[str, str], sentence: str) -> None:
    answer = client.post(f"{START}{path}", fields, follow=True)
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_pages_that_are_not_there(client: Client) -> None:
    assert client.get(f"{START}0/").status_code == 404
    assert client.get(f"{START}10/").status_code == 404
    assert client.get(RESULT)["Location"] == START
    client.cookies[COOKIE] = '{"likings":{"repair":"yes"}}:forged'
    assert client.get(RESULT)["Location"] == START
    assert client.post(f"{START}bewaren/")["Location"] == RESULT
    assert not Orientation.objects.exists()


def test_the_result_stays_within_25_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    answer_all(client)
    client.post(RESULT, {"residence": "Groningen"})
    client.get(RESULT)
    with django_assert_max_num_queries(25):
        client.get(RESULT)


def test_scores_that_were_loaded_name_their_source(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "Interests.txt"
    names = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")
    lines = [f"{CODES['welder']}\t{name}\tOI\t{7 if name == 'Social' else 1}\n" for name in names]
    file.write_text("".join(["O*NET-SOC Code\tElement Name\tScale ID\tData Value\n", *lines]))
    call_command("load_interests", file, release="99.1")
    answer_all(client)
    page = words(client.get(RESULT))
    assert page.index("Lasser") < page.index("Verzorgende"), "in this file a welder works with people"
    assert "O*NET 99.1 Database" in page
    assert "schatten we zelf in" not in page
    file.write_text("iets anders")
    with pytest.raises(CommandError, match="no column"):
        call_command("load_interests", file, release="100")
    assert OccupationInterest.objects.get().source == "O*NET 99.1", "everything or nothing"
