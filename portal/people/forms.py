"""The one page where a learner asks for a code, whether or not we know the address."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm, ResetPasswordForm
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.contrib.auth.hashers import make_password
from django.forms import BooleanField, CheckboxInput, Field, Form
from django.utils.translation import gettext_lazy as _

from portal.pages.fields import MailField
from portal.people.asking_codes import may_ask_code
from portal.people.models import User


class MailCodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Asks a mail address and sends a code to it.

    For an unknown address the account is made here, unconfirmed; it counts for nothing until the code is typed
    in, and ``forget_what_is_old`` removes it when that never happens. So the page says and takes the same
    whether an account existed or not (ASVS 6.3.8: no enumeration).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = MailField(label=_("Je e-mailadres"))

    _user: User | None

    def clean_email(self) -> str:
        email = str(super().clean_email()).strip().lower()
        if email and not may_ask_code(context.request, email):
            raise get_adapter().validation_error("too_many_login_attempts")
        if self._user is None:
            user, _created = User.objects.get_or_create(email=email, defaults={"password": make_password(None)})
            EmailAddress.objects.get_or_create(user=user, email=email, defaults={"primary": True, "verified": False})
            self._user = user if user.is_active else None
        return email


class TypeCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = _("Vul de code uit je e-mail in.")


class StaffLoginForm(LoginForm):  # type: ignore[misc]
    """Mail address and password; the second factor follows on the next page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mailadres van je werk")
        self.fields["password"].label = _("Wachtwoord")
        self.fields["login"].error_messages["required"] = _("Vul het e-mailadres van je werk in.")
        self.fields["password"].error_messages["required"] = _("Vul je wachtwoord in.")
        self.fields["password"].help_text = ""  # the page itself says where a lost password leads

    def _setup_password_field(self) -> None:
        """Keep the password field, which allauth drops where sign-up has none."""


class StaffResetPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    """Only staff have passwords; a learner who ends up here gets a mail that says how they log in."""

    users: list[User]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = MailField(label=_("E-mailadres van je werk"))

    def clean_email(self) -> str:
        email = str(super().clean_email())
        staff = User.objects.filter(pk__in=[user.pk for user in self.users], memberships__isnull=False)
        self.users = list(staff.distinct())
        return email


class TickedBox(CheckboxInput):
    """A box that is ticked and not shown: allauth's script looks at it."""

    is_hidden = True

    def __init__(self) -> None:
        super().__init__(attrs={"hidden": True, "checked": True})


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_passkey(self)


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey to log in with; never only a step after a password, so that is not a question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_passkey(self)
        self.fields["passwordless"] = BooleanField(required=False, widget=TickedBox())
        self.fields["credential"].error_messages["required"] = _(
            "Het maken van de passkey lukte niet. Probeer het nog eens."
        )


class PasskeySays:
    """What a form of allauth says when the device gave it no passkey, in words that a person knows."""

    fields: dict[str, Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages["required"] = _(
            "Je apparaat gaf geen passkey. Probeer het nog eens, of kies een andere manier."
        )


class PasskeyLoginForm(PasskeySays, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of a password."""


class PasskeyStepForm(PasskeySays, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after a password."""


class PasskeyProofForm(PasskeySays, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before something about logging in changes."""


def name_the_passkey(form: Form) -> None:
    """Ask the name of a passkey; browsers do not offer the person's own."""
    name = form.fields["name"]
    name.label, name.help_text = _("Naam van deze passkey"), _("Bijvoorbeeld: telefoon.")
    name.widget.attrs["autocomplete"] = "off"
