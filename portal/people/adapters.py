"""What django-allauth asks of us: mail by the outbox, encrypted factors, staff by single sign-on."""

import base64
import hashlib
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from portal.mail.actions import send_mail
from portal.people.asking_codes import know_this_device
from portal.people.factor import SINGLE_SIGN_ON_FACTOR
from portal.people.invitations import SESSION_KEY, invited_user
from portal.record.audit import record

#: Without 0/O, 1/I and vowels: nothing to misread, no words by accident.
CODE_CHARACTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("Je hebt dit te vaak geprobeerd. Wacht een uur en probeer het opnieuw."),
        "incorrect_code": _("Die code klopt niet. Kijk of je hem goed hebt overgenomen, of vraag een nieuwe code aan."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up apart: asking a mail code for a new address makes the account (MailCodeForm)."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever comes in here is known in this browser from now on (portal.people.asking_codes)."""
        response: HttpResponseBase = super().post_login(request, user, **kwargs)
        know_this_device(request, response, user.email)
        return response

    def is_safe_url(self, url: str | None) -> bool:
        """What is no address at all leads nowhere; allauth would raise for it."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def generate_login_code(self) -> str:
        return f"{get_random_string(4, CODE_CHARACTERS)}-{get_random_string(4, CODE_CHARACTERS)}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every mail of allauth goes through the outbox, from our own template of the same name."""
        name = template_prefix.removeprefix("account/email/").removeprefix("mfa/email/")
        request = context.pop("request", None) or self.request
        send_mail(name, to=email, context=context | {"brand": getattr(request, "brand", None)})


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and recovery seeds are stored encrypted (AES-256-GCM), not as allauth leaves them: plain."""

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a new passkey is called until its owner gives it a better name: "Passkey 1"."""
        return _("Passkey {number}").format(number=user.authenticator_set.filter(type=type).count() + 1)

    def encrypt(self, text: str) -> str:
        nonce = secrets.token_bytes(12)
        return base64.urlsafe_b64encode(nonce + self._cipher().encrypt(nonce, text.encode(), b"factor")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.urlsafe_b64decode(encrypted_text)
        return self._cipher().decrypt(sealed[:12], sealed[12:], b"factor").decode()

    def _cipher(self) -> AESGCM:
        return AESGCM(hashlib.sha256(b"portal.people.factor:" + settings.SECRET_KEY.encode()).digest())


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Staff log in with their employer's account, known by issuer and subject, never by mail address alone."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Link the account to the invited member of staff, and remember whether a second factor was used there.

        RFC 8176: ``amr`` in the ID token names the methods; a provider that sends none counts as one factor.
        """
        if sociallogin.state.get("process", AuthProcess.LOGIN) != AuthProcess.LOGIN:
            # Only an invitation links an account: else a session with one factor could bring an account with two.
            raise PermissionDenied
        account = sociallogin.account
        claims = account.extra_data.get("id_token") or account.extra_data
        with_factor = bool(set(settings.OIDC_FACTOR_CLAIMS) & set(claims.get("amr") or []))
        request.session[SINGLE_SIGN_ON_FACTOR] = [account.provider, account.uid] if with_factor else None
        if not sociallogin.is_existing and (invited := invited_user(request)):
            sociallogin.connect(request, invited)
            request.session.pop(SESSION_KEY, None)
            record(invited, "link_work_account", invited)
