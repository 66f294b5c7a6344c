"""A campaign is counted step by step without a cookie, stays in the address, and is told every two weeks."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.campaigns.actions import begin_campaign, count, report_campaigns, sums
from portal.campaigns.enums import Step
from portal.campaigns.models import Campaign, CampaignCount
from portal.mail.models import MailMessage
from portal.people.enums import Role
from portal.people.models import User
from tests.people import give_role, log_in, make_user
from tests.threads import at_once

HOST = "http://testserver"


@pytest.fixture
def maria(db: None) -> User:
    maria = make_user("Maria")
    give_role(maria, Role.PORTAL_MANAGER)
    return maria


@pytest.mark.django_db
def test_a_visit_is_counted_step_by_step_and_nothing_is_kept_of_it(maria: User, client: Client) -> None:
    today = timezone.localdate()
    campaign = begin_campaign("zorg-26", "Zorg", maria)
    landing = f"{HOST}/?utm_source=krant&utm_campaign=Zorg-26"
    assert (
        client.get("/", {"utm_campaign": "Zorg-26"}, headers={"referer": "https://krant.example/"}).status_code == 200
    )
    # To a next page without the campaign: led to the same page with it, and what else was asked stays.
    led = client.get("/opleidingen/", {"q": "zorg"}, headers={"referer": landing})
    assert (led.status_code, led["Location"]) == (302, "/opleidingen/?q=zorg&utm_campaign=zorg-26")
    assert client.get(led["Location"], headers={"referer": landing}).status_code == 200
    begins = reverse("funding:entitlements")
    here = f"{begins}?utm_campaign=zorg-26"
    client.get(here, headers={"referer": f"{HOST}{led['Location']}"})
    client.get(here, headers={"referer": f"{HOST}{here}"})  # looked at again
    found = sums(campaign, today, today)
    assert (found[Step.LANDED], found[Step.CHECKED], found[Step.SENT]) == (1, 1, 0)
    assert not {name for name in client.cookies if "campaign" in name or "utm" in name}
    # Neither an unknown code, nor one that is no code, nor an address elsewhere does anything.
    for asked, before in (
        ("?utm_campaign=weg", ""),
        ("?utm_campaign=%27%22<", ""),
        ("", "https://a.example/?utm_campaign=zorg-26"),
    ):
        assert client.get(f"/{asked}", headers={"referer": before} if before else {}).status_code == 200
    assert CampaignCount.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_steps_at_the_same_moment_are_all_counted(maria: User) -> None:
    begin_campaign("druk", "Druk", maria)
    assert at_once(*[lambda: count("druk", Step.LANDED)] * 6) == [None] * 6
    assert CampaignCount.objects.get().number == 6


@pytest.mark.django_db
def test_who_began_it_reads_two_weeks_on_a_page_and_by_mail(maria: User, client: Client) -> None:
    today = timezone.localdate()
    log_in(client, maria)
    page = reverse("portal:campaigns")
    wrong = client.post(page, {"campaign_name": "Zorg", "code": "Zorg & meer"}, follow=True)
    assert "Gebruik alleen kleine letters" in wrong.text
    assert "Zorg &amp; meer" in wrong.text  # what was typed stays
    led = client.post(page, {"campaign_name": "Zorg", "code": "zorg-26"}, follow=True)
    assert "utm_campaign=zorg-26" in led.text
    assert "al gebruikt" in client.post(page, {"campaign_name": "Zorg", "code": "zorg-26"}, follow=True).text
    campaign = Campaign.objects.get()
    before = today - timedelta(days=20)
    Campaign.objects.update(begins=before, reported_until=before)
    for day, step, number in ((1, "landed", 8), (1, "sent", 2), (16, "landed", 5)):
        CampaignCount.objects.create(campaign=campaign, day=today - timedelta(days=day), step=step, number=number)
    told = client.get(reverse("portal:campaign", args=[campaign.pk])).context["rows"]
    assert [row[1:] for row in told if row[1] != "0"] == [["8", "100 %", "5"], ["2", "25 %", "0"]]
    for strange in ("gisteren", "1900-01-01", "2999-12-31"):
        assert client.get(reverse("portal:campaign", args=[campaign.pk]), {"tot": strange}).status_code == 200
    report_campaigns()
    report_campaigns()
    mail = MailMessage.objects.get(kind="campaign_report")
    assert "verstuurde een aanvraag: 2" in mail.text
    client.post(reverse("portal:end_campaign", args=[campaign.pk]))
    Campaign.objects.update(ended=today - timedelta(days=1))
    count("zorg-26", Step.LANDED)
    assert not CampaignCount.objects.filter(day=today).exists()
    log_in(client, make_user("Mo"))
    assert client.get(page).status_code == 404
