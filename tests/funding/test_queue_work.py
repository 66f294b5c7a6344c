"""Work in the queue of a fund: narrowing it, giving it to a colleague, doing several at once, and standing in."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Course
from funding.applications.actions import describe
from funding.applications.models import Application, PlanLine
from funding.decisions.actions import Finding, Verdict, decide, take_up
from funding.messages.actions import send as write
from funding.queue.actions import assign, free_left_work, name_deputy
from funding.queue.errors import CannotDepute, NotForThem
from funding.queue.models import Deputy, SavedFilter
from funding.terms.sweeping import watch_terms
from portal.mail.models import MailMessage
from portal.people.enums import Role
from portal.people.models import Fund, Membership, User
from tests.funding.making import load, make_application, make_draft, send
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"
QUEUE, TOGETHER, WORK = "/medewerkers/fonds/", "/medewerkers/fonds/samen/", "/medewerkers/fonds/werk/"


def member(name: str, role: Role = Role.FUND_ADMINISTRATOR) -> User:
    user = make_user(name)
    give_role(user, role, FUND)
    return user


@pytest.fixture
def farid(client: Client, schemes: None) -> User:
    user = member("Farid")
    log_in(client, user)
    return user


def the_line(application: Application) -> PlanLine:
    return PlanLine.objects.select_related("fund", "application__learner", "assessor").get(
        application=application, fund=FUND
    )


def shown(client: Client, **query: str) -> list[str]:
    return [row["title"] for row in client.get(QUEUE, query).context["rows"]]


def test_a_queue_is_narrowed_counted_and_kept_under_a_name(
    client: Client, course: Course, today: date, farid: User
) -> None:
    late, soon, mine = (make_application(course, today, name=name) for name in ("Laat", "Snel", "Mijn"))
    for application, days in ((late, -2), (soon, 5), (mine, 40)):
        PlanLine.objects.filter(application=application).update(due=today + timedelta(days=days))
    line = the_line(mine)
    take_up(line, farid, line.version)
    assert shown(client, stand="open", termijn="te-laat") == ["Laat"]
    assert shown(client, stand="open", termijn="binnenkort") == ["Snel"]
    assert shown(client, wie="mij") == ["Mijn"]
    assert shown(client, wie="niemand", regeling=FUND) == ["Laat", "Snel"]
    assert shown(client, regeling="bestaat-niet") == []
    totals = client.get(QUEUE).context["totals"]
    assert (totals["number"], totals["late"], totals["soon"]) == (3, 1, 1)
    assert totals["asked"] == sum(the_line(one).cents for one in (late, soon, mine))
    learner = mine.learner
    assert learner
    for text in ("Kan het ook in maart?", "Of in april?"):
        write(the_line(mine), text, learner, from_learner=True)
    told = MailMessage.objects.filter(kind="message_waiting", to=farid.email)
    assert told.count() == 1, "several at a stretch are one mail"
    write(the_line(late), "We kijken ernaar.", farid, from_learner=False)
    page = client.get(QUEUE)
    assert (page.context["totals"]["unread"], "2 nieuwe berichten" in page.text) == (1, True)
    assert page.context["unread_url"].removeprefix(QUEUE) == "?stand=wacht&bericht=nieuw"
    assert shown(client, bericht="nieuw") == ["Mijn"]
    client.get(reverse("funding:line_messages", args=[the_line(mine).pk]))
    assert shown(client, bericht="nieuw") == []
    kept = client.post(f"{QUEUE}filters/bewaren/?stand=open&termijn=te-laat", {"filter_name": "Te laat"}, follow=True)
    assert "Te laat" in kept.content.decode()
    saved = SavedFilter.objects.get(user=farid)
    assert shown(client, **dict(part.split("=") for part in saved.query.split("&"))) == ["Laat"]
    client.post(f"{QUEUE}filters/{saved.pk}/weg/")
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    "query",
    ["wie=x", "termijn=x&regeling=bestaat-niet", "wie=00000000-0000-0000-0000-000000000000", "stand=open&nagekeken=9"],
)
def test_an_odd_filter_gives_a_page(client: Client, course: Course, farid: User, query: str) -> None:
    assert client.get(f"{QUEUE}?{query}").status_code == 200


def test_work_goes_to_a_colleague_who_may_do_it_and_to_no_other(
    client: Client, course: Course, today: date, farid: User
) -> None:
    anna, approver, elsewhere = member("Anna"), member("Iris", Role.APPROVER), make_user("Eva")
    give_role(elsewhere, Role.FUND_ADMINISTRATOR, "twents-fonds-voor-vakmanschap")
    application = make_application(course, today)
    line = the_line(application)
    choices = client.get(TOGETHER, {"doe": "toewijzen", "regel": str(line.pk)}).context["form"].people.values()
    assert set(choices) == {anna, farid}
    for nobody in (approver, elsewhere, application.learner):
        assert nobody
        with pytest.raises(NotForThem):
            assign(line, nobody, farid, line.version)
    asked = {"colleague": str(anna.pk), "versie": f"{line.pk}:{line.version}"}
    client.post(f"{TOGETHER}?doe=toewijzen&regel={line.pk}", asked)
    line = the_line(application)
    assert (line.state, line.assessor) == ("in_review", anna)
    told = MailMessage.objects.get(kind="file_given")
    assert (told.to, told.subject) == (anna.email, "Farid gaf je een aanvraag")
    assert f"/medewerkers/fonds/{line.pk}/" in told.text
    assert application.learner_name not in told.text
    assert shown(client) == []
    rows = {row[0]["text"]: row[1:] for row in client.get(WORK).context["rows"]}
    assert rows["Anna"][0] == "1"
    assert rows["Farid"][0] == "0"
    # What was seen before is not what is there now.
    client.post(f"{TOGETHER}?doe=toewijzen&regel={line.pk}", asked | {"colleague": str(farid.pk)})
    assert the_line(application).assessor == anna


def test_several_are_granted_with_a_letter_each_and_what_is_not_looked_at_stays(
    client: Client, course: Course, today: date, farid: User
) -> None:
    from funding.checks.models import Check

    ready, open_, moved = (make_application(course, today, name=name) for name in ("Klaar", "Open", "Ingehaald"))
    lines = [the_line(one) for one in (ready, open_, moved)]
    Fund.objects.filter(pk=FUND).update(sole_decision_limit=10_000_000)
    Check.objects.filter(line__in=lines).update(state="met", by=farid)
    Check.objects.create(line=lines[1], kind="criterion", label="Past bij een kansberoep.")
    address = f"{TOGETHER}?doe=toekennen&" + "&".join(f"regel={line.pk}" for line in lines)
    page = client.get(address)
    assert [part.line.application.learner_name for part in page.context["left_out"]] == ["Open"]
    assert {part.line.application.learner_name for part in page.context["parts"]} == {"Klaar", "Ingehaald"}
    seen = [f"{line.pk}:{line.version}" for line in lines]
    other = member("Anna")
    third = the_line(moved)
    decide(third, Finding(Verdict.REFUSE, 0, "Nee."), by=other, seen_version=third.version)
    assert client.post(address, {"versie": seen}, follow=True).status_code == 422  # no reasons: nothing is done
    assert the_line(ready).state == "reserved"
    done = client.post(address, {"versie": seen, "reasons": "Je voldoet aan alles."}, follow=True).content.decode()
    work_off()
    assert "1 aanvraag gedaan" in done
    assert [the_line(one).state for one in (ready, open_, moved)] == ["granted", "reserved", "refused"]
    letters = client.get(TOGETHER, {"doe": "brieven", "regel": [str(line.pk) for line in lines]})
    assert len(letters.context["letters"]) == 2
    assert letters.context["without"] == 1


def test_a_deputy_gets_the_work_and_a_lent_role_for_those_days_only(
    client: Client, course: Course, today: date, farid: User
) -> None:
    iris, fund = member("Iris", Role.APPROVER), Fund.objects.get(pk=FUND)
    line = the_line(make_application(course, today))
    take_up(line, farid, line.version)
    stranger = make_user("Vreemd")
    last = today + timedelta(days=6)
    with pytest.raises(CannotDepute):
        name_deputy(fund, Role.FUND_ADMINISTRATOR, farid, stranger, today, last, farid)
    with pytest.raises(CannotDepute):  # a colleague cannot give away somebody's role
        name_deputy(fund, Role.FUND_ADMINISTRATOR, farid, iris, today, last, iris)
    told: dict[str, Any] = {"work": f"{FUND}:fund_administrator", "absent": farid.pk, "deputy": iris.pk}
    answer = client.post(WORK, told | {"away_first": today.isoformat(), "away_last": last.isoformat()})
    assert answer.status_code == 302
    again = client.post(WORK, told | {"away_first": last.isoformat(), "away_last": last.isoformat()})
    assert again.status_code == 422
    assert Membership.objects.filter(user=iris, role=Role.FUND_ADMINISTRATOR).valid_on(last).exists()
    assert not Membership.objects.filter(user=iris, role=Role.FUND_ADMINISTRATOR).valid_on(last + timedelta(1)).exists()
    theirs = log_in(Client(), iris)
    assert shown(theirs) == ["Lena"]
    line = the_line(line.application)
    decide(line, Finding(Verdict.REFUSE, 0, "Nee."), by=iris, seen_version=line.version)
    deputy = Deputy.objects.get()
    assert (
        log_in(Client(), member("Bram")).post(f"/medewerkers/fonds/vervanging/{deputy.pk}/stoppen/").status_code == 404
    )
    first = today - timedelta(days=9)
    Deputy.objects.update(period=DateRange(first, today - timedelta(days=2)))
    client.post(f"/medewerkers/fonds/vervanging/{deputy.pk}/stoppen/")
    assert Deputy.objects.get().period.upper == today - timedelta(days=2), "what was over stays as it was"
    Deputy.objects.update(period=DateRange(first, last + timedelta(days=1)))
    client.post(f"/medewerkers/fonds/vervanging/{deputy.pk}/stoppen/")
    assert Deputy.objects.get().period == DateRange(first, today)
    assert not Membership.objects.filter(user=iris, role=Role.FUND_ADMINISTRATOR).valid_on(today).exists()


def test_every_reader_of_messages_is_mailed_once_an_hour_at_most_and_at_least(
    course: Course, today: date, farid: User
) -> None:
    line = the_line(make_application(course, today))
    learner, anna = line.application.learner, member("Anna")
    assert learner
    take_up(line, farid, line.version)
    for minutes in (0, 50, 100):  # since the mail, while every message lies unread
        MailMessage.objects.filter(kind="message_waiting").update(created=timezone.now() - timedelta(minutes=minutes))
        write(the_line(line.application), "Weet u al iets?", learner, from_learner=True)
        told = list(MailMessage.objects.filter(kind="message_waiting").values_list("to", flat=True))
        assert told == [farid.email] * (1 + minutes // 100)
    line = the_line(line.application)
    assign(line, anna, farid, line.version)
    for text in ("Kan het ook in maart?", "Of in april?"):
        write(the_line(line.application), text, learner, from_learner=True)
    told = list(MailMessage.objects.filter(kind="message_waiting").order_by("pk").values_list("to", flat=True))
    assert told == [farid.email, farid.email, anna.email], "who has it now hears what was told to another"


def test_what_somebody_took_up_who_left_is_for_all_again(course: Course, today: date, farid: User) -> None:
    anna = member("Anna")
    line = the_line(make_application(course, today))
    take_up(line, anna, line.version)
    assert free_left_work(today) == 0
    Membership.objects.filter(user=anna).delete()
    watch_terms()
    line = the_line(line.application)
    assert (line.state, line.assessor) == ("in_review", None)


def test_a_file_shows_what_looks_like_it_and_how_such_cases_went(
    client: Client, course: Course, today: date, farid: User
) -> None:
    before = the_line(make_application(course, today, name="Eerder"))
    decide(before, Finding(Verdict.REFUSE, 0, "Je werkt hier niet."), by=farid, seen_version=before.version)
    first = make_application(course, today, name="Lena")
    lotte = make_user("Lotte")
    draft = make_draft(lotte, course)
    describe(draft, "LENA", "", lotte)
    send(load(draft), lotte, today)
    page = client.get(f"{QUEUE}{the_line(first).pk}/").content.decode()
    assert "zelfde naam, ander account" in page
    assert "Hoe eerder werd besloten" in page
    assert "Je werkt hier niet." in page
