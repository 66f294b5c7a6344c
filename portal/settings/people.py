"""Who comes in and how: log-ins of learners and staff, second factors and single sign-on."""

from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from portal.settings.mode import MODE, PRODUCTION, env
from portal.settings.safety import HTTPS

AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email"), "max_similarity": 0.6},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if MODE == "test":
    # 1.5 million rounds per password are for thieves, not for tests.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("portal:after_login")
LOGOUT_REDIRECT_URL = reverse_lazy("portal:home")
ACCOUNT_ADAPTER = "portal.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "request_login_code": "portal.people.forms.MailCodeForm",
    "confirm_login_code": "portal.people.forms.TypeCodeForm",
    "reset_password": "portal.people.forms.StaffResetPasswordForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_ADAPTER = "portal.people.adapters.FactorAdapter"
MFA_FORMS = {
    "add_webauthn": "portal.people.forms.NewPasskeyForm",
    "edit_webauthn": "portal.people.forms.PasskeyNameForm",
    "login_webauthn": "portal.people.forms.PasskeyLoginForm",
    "authenticate_webauthn": "portal.people.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "portal.people.forms.PasskeyProofForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey alone opens the door of staff, so it must itself ask for a finger, a face or a code.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Doorleren"
SOCIALACCOUNT_ADAPTER = "portal.people.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_AUTO_SIGNUP = False
# Single sign-on for staff; absent means: not offered.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", "")
if PRODUCTION and OIDC_SERVER_URL and not OIDC_SERVER_URL.startswith("https://"):
    # The ID token is taken on trust of the connection that it came over (OpenID Connect Core 3.1.3.7).
    raise ImproperlyConfigured("OIDC_SERVER_URL must start with https://.")
OIDC_FACTOR_CLAIMS = env.list("OIDC_FACTOR_CLAIMS", ["mfa", "otp", "hwk", "swk", "fpt"])
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "werk",
                "name": env.str("OIDC_NAME", "Werkaccount"),
                "client_id": env.str("OIDC_CLIENT_ID", ""),
                "secret": env.str("OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
        if OIDC_SERVER_URL
        else [],
    }
}
