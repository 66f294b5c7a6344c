"""All settings, read from the environment by one library and grouped by what they serve.

``PORTAL_MODE`` says how strict to be:
- ``production`` (the default): nothing is guessed, unsafe values refuse to start;
- ``local``: `make run`, where the supervisor gives whatever the environment does not;
- ``test``: the test suite.
"""

from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy
from django.utils.csp import CSP
from environs import Env

from portal.cache_location import cache_location

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent

MODE = env.str("PORTAL_MODE", "production")
if MODE not in {"production", "local", "test"}:
    raise ImproperlyConfigured(f"PORTAL_MODE is {MODE!r}; choose production, local or test.")
PRODUCTION = MODE == "production"

# --- Safety -----------------------------------------------------------------------------------------------
# The key signs sessions, links and cookies: who knows it can be anyone.
SECRET_KEY = env.str("SECRET_KEY", "") or ("" if PRODUCTION else "only-for-a-laptop-or-a-test")
# Seal account numbers and the secrets of webhooks. The newest first: it seals, the others still open what they sealed
# until `manage.py reseal` is done. Who loses them loses those.
SEALING_KEYS: list[str] = env.list("SEALING_KEYS", []) or ([] if PRODUCTION else [SECRET_KEY])
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", ".localhost", "testserver"]
)
# Demo region, demo log-ins and a page that shows the mail: never beside real people's data.
DEMO = env.bool("DEMO", False)

HTTPS = env.bool("HTTPS", PRODUCTION)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
# Set only when a proxy in front of us always overwrites this header; else visitors could claim https.
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_NAME = "language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
# In the database, so that logging in works while the broker is away.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # of learners; staff: portal.people.sessions
CSRF_FAILURE_VIEW = "portal.pages.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

# --- What runs ---------------------------------------------------------------------------------------------
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "portal",
    "courses",
    "intake",
    "funding",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "portal.record.health.HealthByAnyName",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages travel at a quarter of their size. Against guessing secrets by size (BREACH): form tokens are masked anew
    # for every page, and this middleware pads each answer with a random length.
    "django.middleware.gzip.GZipMiddleware",
    "portal.pages.middleware.RefuseControlCharacters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.people.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.pages.middleware.NoStoreWhenLoggedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.people.sessions.EndStaffSessions",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.brands.middleware.BrandMiddleware",
    "intake.profile.middleware.VisitorMiddleware",
    "intake.together.middleware.TogetherMiddleware",
    "portal.campaigns.middleware.CampaignMiddleware",
    "portal.pages.middleware.ExplainNotAllowed",
    "courses.gone.ExplainGoneCourses",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.pages.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.templatetags.portal",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "doorleren"

# --- Data --------------------------------------------------------------------------------------------------
# Without these nothing works in production; elsewhere the supervisor or the test plug-in gives them.
DATABASE_URL = env.str("DATABASE_URL", "" if PRODUCTION else "postgresql://nobody@%2Fnowhere/portal")
if not DATABASE_URL:
    raise ImproperlyConfigured("Set DATABASE_URL: the portal keeps everything in PostgreSQL.")
DATABASES = {"default": env.dj_db_url("DATABASE_URL", DATABASE_URL)}
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": 0,
    "CONN_HEALTH_CHECKS": True,
    # PgBouncer in transaction mode breaks server-side cursors.
    "DISABLE_SERVER_SIDE_CURSORS": env.bool("BEHIND_PGBOUNCER", False),
    "ATOMIC_REQUESTS": False,
}
DATABASES["default"]["OPTIONS"] = {
    "application_name": env.str("PROCESS_NAME", "portal"),
    # A stuck query must not keep a web thread, nor a forgotten transaction a lock.
    "options": "-c statement_timeout={} -c lock_timeout={} -c idle_in_transaction_session_timeout={}".format(
        env.str("STATEMENT_TIMEOUT", "15s"), env.str("LOCK_TIMEOUT", "3s"), env.str("IDLE_TIMEOUT", "30s")
    ),
}
if DATABASE_POOL_SIZE := env.int("DATABASE_POOL_SIZE", 0):
    # Threads of one web process share connections; workers that fork must not.
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": DATABASE_POOL_SIZE, "timeout": 5}

REDIS_URL = env.str("REDIS_URL", "" if PRODUCTION else "redis://nowhere.invalid/0")
if not REDIS_URL:
    raise ImproperlyConfigured("Set REDIS_URL: background work goes through Redis or Valkey.")
CACHES = {"default": {"BACKEND": "portal.cache.ForgivingRedisCache", "LOCATION": cache_location(REDIS_URL)}}

# --- Background work ---------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT, CELERY_TASK_SOFT_TIME_LIMIT = 600, 540  # always below visibility_timeout
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE = {
    "requeue-lost-messages": {
        "task": "portal.requeue_lost_messages",
        "schedule": timedelta(seconds=15),
        "options": {"expires": 15},
    },
    "forget-unused-accounts": {"task": "portal.forget_unused_accounts", "schedule": timedelta(days=1)},
    "forget-what-is-old": {"task": "portal.forget_what_is_old", "schedule": timedelta(hours=6)},
    # Terms end at midnight; more often than daily is harmless, and soon after a night that the portal slept through.
    "watch-terms": {"task": "funding.watch_terms", "schedule": timedelta(hours=1)},
    "look-at-wishes": {"task": "funding.look_at_wishes", "schedule": timedelta(days=1)},
    "refresh-figures": {
        "task": "funding.refresh_figures",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60},
    },
    "release-reserves": {"task": "funding.release_reserves", "schedule": timedelta(hours=1)},
    "report-campaigns": {"task": "portal.report_campaigns", "schedule": timedelta(hours=6)},
    "make-reports": {"task": "funding.make_reports", "schedule": timedelta(hours=6)},
    "watch-links": {"task": "funding.watch_links", "schedule": timedelta(hours=1)},
    "look-at-searches": {"task": "courses.look_at_searches", "schedule": timedelta(days=1)},
    "forget-questions": {"task": "courses.forget_questions", "schedule": timedelta(days=1)},
    "forget-runs": {"task": "courses.forget_runs", "schedule": timedelta(days=1)},
    "add-up-changes-of-courses": {"task": "courses.add_up_changes", "schedule": timedelta(days=1)},
    "add-up-changes-of-schemes": {"task": "funding.add_up_changes", "schedule": timedelta(days=1)},
    "fetch-feeds": {"task": "courses.fetch_feeds", "schedule": timedelta(minutes=5), "options": {"expires": 300}},
    "forget-deliveries": {"task": "funding.forget_deliveries", "schedule": timedelta(days=1)},
    "forget-drafts": {"task": "funding.forget_drafts", "schedule": timedelta(days=1)},
    # From seven o'clock on working days, once a day; every quarter of an hour, to make up for a night asleep.
    "morning-digest": {"task": "portal.morning_digest", "schedule": timedelta(minutes=15), "options": {"expires": 900}},
    "watch-sources": {"task": "funding.watch_sources", "schedule": timedelta(days=1)},
    "remind-of-appointments": {"task": "intake.remind_of_appointments", "schedule": timedelta(minutes=15)},
    "read-calendars": {"task": "intake.read_calendars", "schedule": timedelta(minutes=5), "options": {"expires": 300}},
    "look-after-groups": {"task": "intake.look_after_groups", "schedule": timedelta(minutes=15)},
    "ask-surveys": {"task": "funding.ask_surveys", "schedule": timedelta(days=1)},
    "forget-talks": {"task": "intake.forget_talks", "schedule": timedelta(days=1)},
    "forget-visitors": {"task": "intake.forget_visitors", "schedule": timedelta(days=1)},
}

# --- Mail --------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Doorleren <niet-antwoorden@doorleren.example>")
if EMAIL_URL := env.str("EMAIL_URL", ""):
    from portal.mail.mailer_url import mailer_from_url

    MAILERS = {"default": mailer_from_url(EMAIL_URL)}
elif PRODUCTION:
    raise ImproperlyConfigured("Set EMAIL_URL, for example submission://user:password@host:587.")
else:
    # Nothing leaves the machine: mail is caught in the database and shown on a page.
    MAILERS = {"default": {"BACKEND": "portal.mail.mailers.CatchingBackend"}}

# What the mail server shows when it posts mail that came back to /mail/terug/ (portal.mail.returned). Empty: none is
# taken, and nobody hears that an address is wrong.
RETURNED_MAIL_TOKEN = env.str("RETURNED_MAIL_TOKEN", "")

# --- Text messages -----------------------------------------------------------------------------------------
# How they leave (portal.texting.gateways): "https://:token@gateway.example/path" or "mail://sms.example". Empty: none
# are sent and no page offers them. A demo catches them among the mail.
SMS_URL = env.str("SMS_URL", "" if PRODUCTION or MODE == "test" else "catch:")

# --- People ------------------------------------------------------------------------------------------------
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
#: Besides allauth's own limits: appointments and mails from one network, where a library or an office may be behind
#: it, and mails to one address. By the cache; while that is away each process counts for itself (portal.cache).
ACCOUNT_RATE_LIMITS = {
    # Per address: portal.people.asking_codes, in place of allauth's own, which let 4,320 codes a day go to one mailbox.
    "request_login_code": "20/m/ip",
    "code_known_device": "3/m/key,10/h/key,25/d/key",
    "code_of_network": "3/m/key,10/h/key,12/d/key",
    "code_of_strangers": "30/h/key,60/d/key",
    "reset_password": "20/m/ip,5/m/key,10/d/key",
    "book_appointment": "15/h/ip",
    # What a form mails to an address that was typed, codes aside: as many as codes (portal.confirming).
    "mail_typed_address": "6/h/key,20/d/key",
    "mail_result": "15/h/ip,5/d/key",
    "share_result": "15/h/ip",
    "tell_doubt": "10/h/ip",
    "letter_code": "15/h/ip",
    "refer": "60/d/key",
    "open_employer_file": "10/h/ip",
}
# Questions to providers: from one network and of one address, and to one provider from everybody.
ACCOUNT_RATE_LIMITS |= {"ask_course": "10/h/ip,5/d/key", "asked_provider": "40/d/key"}
# What one network may take over: whole files an hour, questions to the API a minute. The page for partners tells them.
READING_LIMITS = {"files": env.int("FILES_AN_HOUR", 20), "questions": env.int("QUESTIONS_A_MINUTE", 600)}
# How many times of advisers one network may hold in an hour, by looking at them.
READING_LIMITS["holds"] = 40
# How many proxies of ours stand in front; too low puts all visitors in one rate limit, too high lets them lie.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)

# --- Language and time -------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# While this file exists every page says that we are busy with maintenance (manage.py maintenance).
DATA_DIR = Path(env.str("DATA_DIR", "") or BASE_DIR / ".data")
MAINTENANCE_FILE = env.path("MAINTENANCE_FILE", DATA_DIR / "maintenance.json")
# Browsers keep a page for when there is no network. 0 takes it away from every browser that has it.
OFFLINE_PAGE = env.bool("OFFLINE_PAGE", True)

# Told by /healthz/version; a checkout finds it by itself.
COMMIT = env.str("COMMIT", "")

# --- Files -------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / ".data" / "static")
STATICFILES_DIRS = [BASE_DIR / "static" / "dist"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder", "portal.finders.FilesOfPackages"]
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Tests make many clients, and none reads all static files first.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = MODE == "test"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# A file is taken only by a page that asks for one; whatever else is sent never reaches the disk.
FILE_UPLOAD_HANDLERS = ["portal.pages.uploading.OneFile"]
# Where proofs lie: no web server serves this folder. Several machines share it, or another storage takes its place.
DOCUMENTS_DIR = env.path("DOCUMENTS_DIR", DATA_DIR / "documents")
STORAGES["documents"] = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {
        "location": DOCUMENTS_DIR,
        "base_url": None,
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    },
}
# A ClamAV daemon, "tcp://host:3310" or "unix:///path": with it nobody reads a proof before it was found clean.
CLAMD_URL = env.str("CLAMD_URL", "")

# --- Logging -----------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.record.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        # The pool hides why it could not connect; its own log tells.
        "psycopg.pool": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []

if PRODUCTION:
    from portal.production import Values, refuse_unsafe

    refuse_unsafe(
        Values(
            secret_key=SECRET_KEY,
            sealing_keys=SEALING_KEYS,
            debug=DEBUG,
            hosts=ALLOWED_HOSTS,
            demo=DEMO,
            https=HTTPS,
            origins=CSRF_TRUSTED_ORIGINS,
            email_url=EMAIL_URL,
            behind_proxy=BEHIND_PROXY,
            proxies=ALLAUTH_TRUSTED_PROXY_COUNT,
        )
    )
