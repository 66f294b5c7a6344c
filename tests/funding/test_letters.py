"""A fund's own words in its letters, and whose name stands under them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Course
from funding.applications.models import PlanLine
from funding.decisions.actions import decide
from funding.letters.enums import Occasion
from funding.letters.models import Letter, LetterText
from funding.letters.own_words import WrittenMeanwhile, write_text
from portal.people.enums import Role
from portal.people.models import Fund, User
from tests.funding.making import make_application
from tests.funding.test_deciding import GRANT, whole
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"


@pytest.fixture
def farid(schemes: None) -> User:
    user = make_user("Farid")
    give_role(user, Role.FUND_ADMINISTRATOR, FUND)
    return user


@pytest.fixture
def desk(client: Client, farid: User) -> Client:
    log_in(client, farid)
    return client


def page_of(occasion: Occasion) -> str:
    return reverse("funding:letter_text", args=[FUND, occasion.value])


def test_a_letter_has_the_words_of_its_fund_and_all_that_the_law_asks(
    desk: Client, farid: User, course: Course, today: date
) -> None:
    page = page_of(Occasion.GRANTED)
    words = {"summary": "Mooi, [naam]! Je krijgt [bedrag] voor [cursus].", "extra": "Bel ons gerust <b>altijd</b>."}
    looked = desk.post(page, words | {"step": "show", "seen": "0"})
    assert "Mooi, Sam Voorbeeld! Je krijgt €\u00a01.200 voor Een voorbeeldcursus." in looked.text
    assert not LetterText.objects.exists()  # looking changes nothing
    assert desk.post(page, words | {"step": "use", "seen": "0"}).status_code == 302
    # Written by one person; in the letter by another.
    use = reverse("funding:use_letter_text", args=[LetterText.objects.get().pk])
    desk.post(use)
    assert LetterText.objects.get().in_force is None
    for change in ({"put_in_force_by": farid}, {"put_in_force_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LetterText.objects.update(in_force=timezone.now(), **change)
    ingrid = make_user("Ingrid")
    give_role(ingrid, Role.APPROVER, FUND)
    second = Client()
    log_in(second, ingrid)
    assert "Mooi, Sam Voorbeeld!" in second.get(page).text
    assert second.post(page, words | {"step": "use", "seen": "1"}).status_code == 404
    assert second.post(use).status_code == 302
    line = whole(make_application(course, today, name="[bedrag]").lines.get())
    assert (
        "Mooi, [bedrag]! Je krijgt €\u00a01.400"
        in desk.post(
            reverse("funding:decide", args=[line.pk]),
            {"verdict": "grant", "amount": "1400", "reasons": "Prima.", "version": line.version},
        ).text
    )
    decide(line, GRANT, farid, line.version)
    work_off()
    letter = Letter.objects.select_related("text").get()
    assert letter.text == LetterText.objects.get()
    for text in ("Mooi, [bedrag]! Je krijgt", "Bel ons gerust &lt;b&gt;altijd", "bezwaar maken", "5 januari 2027"):
        assert text in letter.html
    assert "We betalen het geld aan" not in letter.html  # the standard summary gave way


def test_every_letter_can_be_read_before_it_is_used(desk: Client) -> None:
    for occasion in Occasion:
        found = desk.get(page_of(occasion))
        assert found.status_code == 200, occasion
        assert "namens Het Noorden Leert Door" in found.text
    assert desk.get(f"/medewerkers/fonds/brieven/{FUND}/anders/").status_code == 404


def test_a_field_that_is_not_there_and_a_summary_without_its_point_are_told(desk: Client) -> None:
    page = page_of(Occasion.PARTLY_GRANTED)
    found = desk.post(page, {"summary": "Je krijgt [geld].", "extra": "[datum]", "step": "use", "seen": "0"})
    assert found.status_code == 422
    for text in ("[geld]", "[datum]", "Zet hier ook in: [bedrag] [gevraagd]"):
        assert text in found.text
    assert desk.post(page, {"summary": "x" * 601, "step": "use"}).status_code == 422
    assert not LetterText.objects.exists()


def test_who_is_second_hears_it_and_loses_nothing(desk: Client, farid: User) -> None:
    fund, samira = Fund.objects.get(pk=FUND), make_user("Samira")
    write_text(fund, Occasion.REFUSED, "Helaas.", "", samira, 0)
    mine = {"summary": "Jammer.", "extra": "", "step": "use"}
    for seen in ("0", "-1", "zz", "9" * 40):
        found = desk.post(page_of(Occasion.REFUSED), mine | {"seen": seen})
        assert found.status_code == 409
        assert "Samira veranderde deze tekst om" in found.text
        assert "Jammer." in found.text
    with pytest.raises(WrittenMeanwhile):
        write_text(fund, Occasion.REFUSED, "Nee.", "", farid, 0)
    assert desk.post(page_of(Occasion.REFUSED), mine | {"seen": "1"}).status_code == 302
    assert list(LetterText.objects.values_list("number", "summary")) == [(2, "Jammer."), (1, "Helaas.")]
    for change in (
        lambda: LetterText.objects.update(number=F("number") + 5),
        lambda: LetterText.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_who_decided_stands_under_a_letter_only_where_the_fund_says_so(
    desk: Client, farid: User, course: Course, today: date
) -> None:
    desk.post(reverse("funding:letter_names", args=[FUND]), {"shown": "on"})
    line: PlanLine = whole(make_application(course, today).lines.get())
    decide(line, GRANT, farid, line.version)
    work_off()
    assert "Farid" in Letter.objects.get().html
    desk.post(reverse("funding:letter_names", args=[FUND]), {})
    assert not Fund.objects.get(pk=FUND).names_in_letters
    assert "Farid" in Letter.objects.get().html  # what was sent stays
