"""All settings, read from the environment by one library; each file of this package holds what one thing needs."""

from portal.production import Values, refuse_unsafe
from portal.settings.background import *
from portal.settings.data import *
from portal.settings.limits import *
from portal.settings.messages import *
from portal.settings.mode import *
from portal.settings.parts import *
from portal.settings.people import *
from portal.settings.safety import *

if PRODUCTION:
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
