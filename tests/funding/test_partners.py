"""The widget: only in the frames of a partner's own sites, without a cookie, counted and nothing kept."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Course
from funding.partners.actions import end_partner
from funding.partners.models import Partner, PartnerCount
from intake.profile.models import Profile
from portal.people.enums import Role
from portal.people.models import User
from tests.people import give_role, log_in

pytestmark = pytest.mark.django_db


def test_a_partner_shows_the_check_and_the_courses_and_both_are_counted(
    course: Course, anna: User, client: Client
) -> None:
    give_role(anna, Role.PORTAL_MANAGER)
    log_in(client, anna)
    page = reverse("funding:partners")
    for sites in ("http://www.assen.nl", "https://www.assen.nl; script-src *", "assen", "javascript:alert(1)"):
        assert client.post(page, {"organisation": "Assen", "sites": sites}).status_code == 422
    told = {"organisation": "Assen", "sites": "https://www.Assen.nl/\nhttps://leren.assen.nl"}
    assert client.post(page, told).status_code == 302
    assert "is er al" in client.post(page, told).text
    partner = Partner.objects.get()

    visitor = Client()
    check = reverse("funding:widget_check", args=[partner.pk])
    seen = visitor.get(check, {"utm_source": "assen"})
    policy = seen["Content-Security-Policy"]
    assert "frame-ancestors https://www.assen.nl https://leren.assen.nl" in policy
    assert "script-src" not in policy
    assert "X-Frame-Options" not in seen
    found = visitor.get(check, {"place": "Assen", "work": "employee"})
    assert "kunnen voor jou zijn" in found.text
    assert "Het Noorden Leert Door" in found.text
    assert visitor.get(check, {"place": "Atlantis", "work": "employee"}).status_code == 422
    courses = visitor.get(reverse("funding:widget_courses", args=[partner.pk]))
    assert course.title in courses.text
    assert visitor.get(reverse("funding:follow_widget", args=[partner.pk])).url == reverse("funding:entitlements")
    assert not visitor.cookies
    assert not Profile.objects.exists()
    counted = dict(PartnerCount.objects.values_list("step", "number"))
    assert counted == {"seen": 2, "asked": 2, "followed": 1}
    assert "2 keer bekeken, 2 keer ingevuld, 1 keer doorgeklikt" in client.get(page).text
    assert visitor.get(reverse("portal:home"))["X-Frame-Options"] == "DENY"

    end_partner(partner, anna)
    client.post(page, {"organisation": "Zwolle", "sites": "https://www.zwolle.nl"})
    assert [one.name for one in client.get(page).context["pages"]] == ["Zwolle", "Assen"], "what ended stands last"
    assert visitor.get(check).status_code == 404
