"""The pages of django-allauth that we use, under its own names; what is not here does not exist."""

from allauth.account import views as account
from allauth.socialaccount import views as socialaccount
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from portal.people.views import LearnerLoginView, confirm_address

urlpatterns = [
    # Learners log in by mail code or passkey; allauth's own page would also offer passwords.
    path("inloggen/", LearnerLoginView.as_view(), name="account_login"),
    path("inloggen/mail/", LearnerLoginView.as_view(), name="account_request_login_code"),
    path("inloggen/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("inactief/", account.account_inactive, name="account_inactive"),
    path("opnieuw/", account.reauthenticate, name="account_reauthenticate"),
    path("adres/", confirm_address, name="account_email_verification_sent"),
    # allauth looks this name up; nobody signs up apart.
    path("aanmelden/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("wachtwoord/", account.password_reset, name="account_reset_password"),
    path("wachtwoord/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    # The key has a hyphen of its own: what is before the first one is the person.
    re_path(
        r"^wachtwoord/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("wachtwoord/klaar/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("stap/", include("allauth.mfa.urls")),
    # Work accounts are linked by an invitation alone (SingleSignOnAdapter), so there is no page to manage them.
    path("werkaccount/gestopt/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
    path("werkaccount/mislukt/", socialaccount.login_error, name="socialaccount_login_error"),
    path("werkaccount/aanmelden/", socialaccount.signup, name="socialaccount_signup"),
    path("werkaccount/", include("allauth.socialaccount.providers.openid_connect.urls")),
]
