"""Everything that can be judged without running the portal. All parts run, as many at a time as there are cores.

Each prints its time, and below it what is wrong.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PACKAGES = ["portal", "courses", "intake", "funding"]


def run(*command: str | Path, **env: str) -> str:
    """Run a command; what it said when it failed, and nothing when all is well."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.returncode:
        return ""
    return f"{done.stdout[-8000:]}\n{done.stderr[-4000:]}".strip() or f"exit code {done.returncode}"


def types() -> str:
    """In two processes: alone on one core it took as long as all the others together and twenty seconds more. They
    tell each other what they know by a cache, which begins empty.
    """
    with tempfile.TemporaryDirectory() as cache:
        return run(BIN / "mypy", "--num-workers", "2", "--cache-dir", cache, PORTAL_MODE="test")


def migrations() -> str:
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


def translations() -> str:
    """Every text on screen has an English translation that is not empty or doubtful, and none is left over."""
    from babel.messages.pofile import read_po

    if not shutil.which("xgettext"):
        return "gettext is missing: install it (Debian: gettext) to check the translations."
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
            return f"{made.stdout}\n{made.stderr}"
        with Path(folder, "locale/en/LC_MESSAGES/django.po").open("rb") as file:
            wanted = {(m.context, m.id) for m in read_po(file, locale="en") if m.id}
    with (ROOT / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    done = {
        (m.context, m.id)
        for m in catalogue
        if m.id and not m.fuzzy and (all(m.string) if isinstance(m.string, tuple) else m.string)
    }
    # The Dutch catalogue holds our own words for texts of libraries; English may have them too.
    with (ROOT / "locale/nl/LC_MESSAGES/django.po").open("rb") as file:
        of_libraries = {(m.context, m.id) for m in read_po(file, locale="nl") if m.id}
    problems = [f"untranslated: {text}" for text in sorted(wanted - done, key=str)]
    left_over = {(m.context, m.id) for m in catalogue if m.id} - wanted - of_libraries
    problems += [f"left over: {text}" for text in sorted(left_over, key=str)]
    return "\n".join(problems[:60])


#: The longest begins first.
CHECKS: dict[str, Callable[[], str]] = {
    "types": types,
    "ruff": lambda: run(BIN / "ruff", "check", "."),
    "format": lambda: run(BIN / "ruff", "format", "--check", "."),
    "layers": lambda: run(BIN / "lint-imports", "--no-cache"),
    "templates": lambda: run(BIN / "djlint", "templates", "--lint", "--quiet"),
    "migrations": migrations,
    "translations": translations,
}


def timed(check: Callable[[], str]) -> tuple[str, float]:
    """What is wrong, and the seconds that it took to know."""
    start = time.monotonic()
    return check(), time.monotonic() - start


def main() -> int:
    failed = False
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {pool.submit(timed, CHECKS[name]): name for name in sys.argv[1:] or CHECKS}
        for done in as_completed(running):
            wrong, seconds = done.result()
            print(f"{'FAIL' if wrong else 'ok  '} {running[done]} ({seconds:.1f} s)", wrong, sep="\n" if wrong else "")
            sys.stdout.flush()
            failed |= bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
