"""The pages of coming in, proving who one is and going out: one comes there by a form, a mail or an old session."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.test import Client
from django.urls import reverse

from portal.people.models import User
from tests.journeys.crawling import Crawler, Seen
from tests.people import log_in, make_user

PASSWORD = "een lang genoeg wachtwoord"


def entrances(language: str) -> list[Seen]:
    """Each of those pages once, as Kim sees them, and each of their forms sent with nothing in it."""
    kim = make_user("Kim")
    kim.set_password(PASSWORD)
    kim.save()
    seen = new_password(kim, language)
    seen += without_a_second_step(kim, language)
    TOTP.activate(kim, generate_totp_secret())
    RecoveryCodes.activate(kim)
    seen += with_a_second_step(kim, language)
    return [*seen, *with_a_passkey(kim, language)]


def crawler_of(kim: User, language: str, *, second_factor: bool, proved_again: bool = True) -> Crawler:
    """Kim's browser after logging in; the means of logging in change only for who proved again who they are."""
    client = log_in(Client(), kim, second_factor=second_factor)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["reauthenticated"] = proved_again
    session.save()
    client.cookies["language"] = language
    return Crawler(client, kim.name)


def visit(crawler: Crawler, *names: str) -> list[Seen]:
    """The pages of these names, and their forms sent empty; without what links lead to."""
    for name in names:
        path = reverse(name)
        crawler.send_empty(path, crawler.keep(path, crawler.client.get(path, follow=True)))
    return crawler.seen


def new_password(kim: User, language: str) -> list[Seen]:
    """From the link in the mail to the new password; and the link when it was used."""
    client = Client()
    client.cookies["language"] = language
    crawler = Crawler(client, kim.name)
    key = default_token_generator.make_token(kim)
    link = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(kim), key])
    asked = client.get(link, follow=True)
    crawler.send_empty(asked.request["PATH_INFO"], crawler.keep(link, asked))
    crawler.keep("a link that is no longer right", client.get(link.replace(key, "x-x"), follow=True))
    return visit(crawler, "account_reset_password_from_key_done")


def without_a_second_step(kim: User, language: str) -> list[Seen]:
    found = visit(
        crawler_of(kim, language, second_factor=False),
        "portal:second_factor",
        "mfa_activate_totp",
        "account_logout",
        "account_inactive",
        "account_email_verification_sent",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "socialaccount_signup",
    )
    return [
        *found,
        *visit(crawler_of(kim, language, second_factor=False, proved_again=False), "account_reauthenticate"),
    ]


def with_a_second_step(kim: User, language: str) -> list[Seen]:
    found = visit(
        crawler_of(kim, language, second_factor=True),
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
    )
    found += visit(
        crawler_of(kim, language, second_factor=True, proved_again=False),
        "account_reauthenticate",
        "mfa_reauthenticate",
    )
    coming = Client()
    coming.cookies["language"] = language
    coming.post(reverse("portal:staff_login"), {"login": kim.email, "password": PASSWORD})
    return [*found, *visit(Crawler(coming, kim.name), "mfa_authenticate")]


def with_a_passkey(kim: User, language: str) -> list[Seen]:
    """The pages of one passkey. Its key is missing: only a device makes one (tests/portal/test_passkey.py)."""
    key = WebAuthn.add(kim, "Telefoon", {}).instance.pk
    crawler = crawler_of(kim, language, second_factor=True)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        path = reverse(name, args=[key])
        crawler.send_empty(path, crawler.keep(path, crawler.client.get(path)))
    return visit(crawler, "mfa_list_webauthn")
