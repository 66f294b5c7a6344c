"""What production never starts with. Called from settings, so it must not import them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
FEWEST_DIFFERENT_CHARACTERS = 10
#: Mail that goes nowhere: nobody could log in.
SILENT_MAIL = ("console:", "dummy:", "locmem:", "memory:", "file:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The settings that decide whether strangers can come in. ``proxies``: how many of ours stand in front."""

    secret_key: str
    sealing_keys: list[str]
    debug: bool
    hosts: list[str]
    demo: bool
    https: bool
    origins: list[str]
    email_url: str
    behind_proxy: bool
    proxies: int


def refuse_unsafe(values: Values) -> None:
    """Raise ImproperlyConfigured, naming every unsafe value and its way out; ``check --deploy`` is silent on most."""
    if problems := list(_problems(values)):
        raise ImproperlyConfigured("The portal does not start in production mode:\n- " + "\n- ".join(problems))


def _problems(values: Values) -> Iterator[str]:
    if _is_weak(values.secret_key):
        yield (
            f"SECRET_KEY is missing or weak: give at least {SHORTEST_KEY} random characters "
            '(python -c "import secrets; print(secrets.token_urlsafe(50))").'
        )
    keys = values.sealing_keys
    if not keys or any(map(_is_weak, keys)) or keys[0] == values.secret_key:
        yield (
            f"SEALING_KEYS is missing or weak: give a key of at least {SHORTEST_KEY} random characters that is not "
            "SECRET_KEY; when it changes, the new one first, then a comma and the old one, then manage.py reseal."
        )
    if values.debug:
        yield "DEBUG is on: it shows source code and settings to visitors."
    if not values.hosts or any(_is_too_wide(host.strip()) for host in values.hosts):
        yield "ALLOWED_HOSTS must name the portal's own host names, not '*' and not nothing."
    if values.demo:
        yield "DEMO is on: demo log-ins skip the second factor and mail is readable by everyone."
    if not values.https:
        yield "HTTPS is off: log-ins would travel in the open."
    if any("*" in origin for origin in values.origins):
        yield "CSRF_TRUSTED_ORIGINS must name whole addresses, without '*'."
    if values.email_url.startswith(SILENT_MAIL):
        yield "EMAIL_URL sends nothing, so nobody could log in: give the address of a mail server."
    if values.behind_proxy != bool(values.proxies):
        yield "BEHIND_PROXY and TRUSTED_PROXY_COUNT belong together: else visitors share one limit, or have none."


def _is_weak(key: str) -> bool:
    """Short, of few characters, made by ``startproject``, or the same text again and again."""
    few = len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_DIFFERENT_CHARACTERS
    return few or key.startswith("django-insecure-") or key in (key + key)[1:-1]


def _is_too_wide(host: str) -> bool:
    """Everything, nothing, or a whole top-level domain such as ".nl"."""
    return host in {"*", ".", ""} or (host.startswith(".") and "." not in host[1:])
