"""A passkey, set up and used in Chromium under the strict CSP, with a virtual authenticator."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, expect

from portal.people.enums import Role
from tests.people import give_role, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "een lang genoeg wachtwoord"


def test_staff_set_up_a_passkey_and_come_in_with_it(browser: Browser, live_server: Any) -> None:
    anna = make_user("Anna")
    anna.set_password(PASSWORD)
    anna.save()
    give_role(anna, Role.ADVISER, "twente")
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    protocol.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    base = live_server.url.replace("127.0.0.1", "localhost")
    page.goto(f"{base}/medewerkers/inloggen/")
    page.get_by_label("E-mailadres van je werk").fill(anna.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    page.goto(f"{base}/medewerkers/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog één stap")
    page.get_by_role("link", name="Een passkey").click()
    # allauth asks the password once more before somebody changes how they log in.
    page.locator("main input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Naam van deze passkey").fill("Telefoon")
    page.locator("#mfa_webauthn_add").click()
    expect(page.locator("#mfa_webauthn_add")).to_have_count(0)
    page.goto(f"{base}/medewerkers/")
    context.clear_cookies()
    page.goto(f"{base}/account/inloggen/?next=/medewerkers/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anna")
    assert page.url == f"{base}/medewerkers/"
    assert "unsafe" not in str(django_settings.SECURE_CSP)
    context.close()
