"""A mail server as one address. Called from settings, so it must not import them."""

from typing import Any

import dj_email_url
from django.core.exceptions import ImproperlyConfigured


def mailer_from_url(url: str) -> dict[str, Any]:
    """Turn ``EMAIL_URL`` into an entry of ``MAILERS``; raises ImproperlyConfigured for an address it cannot read.

    submission://user:password@host (STARTTLS, port 587), smtp://host:25, smtp://...?ssl=True, console:, file:///path.
    """
    parsed = dj_email_url.parse(url)
    backend = parsed.get("EMAIL_BACKEND")
    if not backend:
        raise ImproperlyConfigured("EMAIL_URL must look like submission://user:password@host:587 or smtp://host:25.")
    if backend.endswith("filebased.EmailBackend"):
        return {"BACKEND": backend, "OPTIONS": {"file_path": "/" + parsed["EMAIL_FILE_PATH"]}}
    if not backend.endswith("smtp.EmailBackend"):
        return {"BACKEND": backend}
    return {
        "BACKEND": backend,
        "OPTIONS": {
            "host": parsed["EMAIL_HOST"],
            "port": parsed["EMAIL_PORT"],
            "username": parsed["EMAIL_HOST_USER"] or "",
            "password": parsed["EMAIL_HOST_PASSWORD"] or "",
            "use_tls": parsed["EMAIL_USE_TLS"],
            "use_ssl": parsed["EMAIL_USE_SSL"],
            "timeout": parsed["EMAIL_TIMEOUT"] or 20,
        },
    }
