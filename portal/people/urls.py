"""The pages of django-allauth that we use, under its own names; what is not here does not exist."""

from allauth.account import views as account
from django.urls import include, path

from portal.people.views import LearnerLoginView

urlpatterns = [
    # Learners log in by mail code or passkey; allauth's own page would also offer passwords.
    path("inloggen/", LearnerLoginView.as_view(), name="account_login"),
    path("inloggen/mail/", LearnerLoginView.as_view(), name="account_request_login_code"),
    path("inloggen/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("inactief/", account.account_inactive, name="account_inactive"),
    path("opnieuw/", account.reauthenticate, name="account_reauthenticate"),
    path("adres/", account.email_verification_sent, name="account_email_verification_sent"),
    # allauth looks this name up; the adapter keeps it closed.
    path("aanmelden/", account.signup, name="account_signup"),
    path("wachtwoord/", account.password_reset, name="account_reset_password"),
    path("wachtwoord/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "wachtwoord/<str:uidb36>-<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("wachtwoord/klaar/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("stap/", include("allauth.mfa.urls")),
    path("werkaccount/", include("allauth.socialaccount.urls")),
    path("werkaccount/", include("allauth.socialaccount.providers.openid_connect.urls")),
]
