"""Everything that can be judged without running the portal. All parts run; each prints its time."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PACKAGES = ["portal", "courses", "intake", "funding"]


def run(*command: str | Path, **env: str) -> bool:
    """Run a command quietly; show what it said only when it failed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout[-8000:], done.stderr[-4000:], sep="\n")
    return done.returncode == 0


def migrations() -> bool:
    """No model change without its migration. Django asks a live database, so it gets one."""
    code = (
        "import os, sys, tempfile, pathlib\n"
        "from tests import servers\n"
        "root = pathlib.Path(tempfile.mkdtemp()); root.chmod(0o755)\n"
        "os.environ.update(servers.start(root), PORTAL_MODE='test', DJANGO_SETTINGS_MODULE='portal.settings')\n"
        "from django.core.management import execute_from_command_line as manage\n"
        "try:\n"
        "    manage(['manage.py', 'check', '--fail-level', 'WARNING'])\n"
        "    manage(['manage.py', 'makemigrations', '--check', '--dry-run'])\n"
        "finally:\n"
        "    servers.stop()\n"
    )
    return run(sys.executable, "-c", code)


def translations() -> bool:
    """Every text on screen has an English translation that is not empty or doubtful, and none is left over."""
    from babel.messages.pofile import read_po

    if not shutil.which("xgettext"):
        print("gettext is missing: install it (Debian: gettext) to check the translations.")
        return False
    with tempfile.TemporaryDirectory() as folder:
        for name in [*PACKAGES, "templates"]:
            Path(folder, name).symlink_to(ROOT / name)
        Path(folder, "locale").mkdir()
        made = subprocess.run(
            [str(BIN / "django-admin"), "makemessages", "-l", "en", "-s", "--no-location"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            print(made.stdout, made.stderr)
            return False
        with Path(folder, "locale/en/LC_MESSAGES/django.po").open("rb") as file:
            wanted = {(m.context, m.id) for m in read_po(file, locale="en") if m.id}
    with (ROOT / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    done = {
        (m.context, m.id)
        for m in catalogue
        if m.id and not m.fuzzy and (all(m.string) if isinstance(m.string, tuple) else m.string)
    }
    problems = [f"untranslated: {text}" for text in sorted(wanted - done, key=str)]
    problems += [
        f"left over: {text}" for text in sorted({(m.context, m.id) for m in catalogue if m.id} - wanted, key=str)
    ]
    print("\n".join(problems[:60]), end="\n" if problems else "")
    return not problems


CHECKS: dict[str, Callable[[], bool]] = {
    "ruff": lambda: run(BIN / "ruff", "check", "."),
    "format": lambda: run(BIN / "ruff", "format", "--check", "."),
    "types": lambda: run(BIN / "mypy", "--cache-dir", os.devnull, PORTAL_MODE="test"),
    "layers": lambda: run(BIN / "lint-imports", "--no-cache"),
    "templates": lambda: run(BIN / "djlint", "templates", "--lint", "--quiet"),
    "migrations": migrations,
    "translations": translations,
}


def main() -> int:
    failed = []
    for name in sys.argv[1:] or CHECKS:
        start = time.monotonic()
        well = CHECKS[name]()
        print(f"{'ok  ' if well else 'FAIL'} {name} ({time.monotonic() - start:.1f} s)", flush=True)
        if not well:
            failed.append(name)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
