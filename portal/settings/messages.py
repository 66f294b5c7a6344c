"""How mail and text messages leave."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.mode import MODE, PRODUCTION, env

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

# How they leave (portal.texting.gateways): "https://:token@gateway.example/path" or "mail://sms.example". Empty: none
# are sent and no page offers them. A demo catches them among the mail.
SMS_URL = env.str("SMS_URL", "" if PRODUCTION or MODE == "test" else "catch:")
