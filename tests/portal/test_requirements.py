"""What production and `make run` install is enough: nothing leans on a package that only tests bring along."""

import os
import re
import subprocess
import sys
from importlib import metadata

from django.conf import settings

PROGRAM = """
import importlib.abc, sys
blocked = set(sys.argv[1].split(","))

class Blocker(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in blocked:
            raise ModuleNotFoundError(f"No module named {name!r} (not in the requirements)", name=name)

sys.meta_path.insert(0, Blocker())
import django
django.setup()
import kombu.transport.redis, granian.cli, celery.bin.worker, celery.beat, django.core.management
import portal.urls, portal.wsgi, portal.embedded.up, portal.tasks, intake.tasks, funding.tasks, courses.feeds.importing
from django.core.management import get_commands, load_command_class
for name, app in get_commands().items():
    if app in {"portal", "courses", "intake", "funding"}:
        load_command_class(app, name)
print("whole")
"""


def listed(name: str) -> set[str]:
    """The packages in a requirements file, by normalised name."""
    text = (settings.BASE_DIR / "requirements" / name).read_text()
    return {re.sub(r"[-_.]+", "-", found).lower() for found in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}


def test_the_requirements_are_whole() -> None:
    """Of production alone: `make run` installs all of them as well, so it is whole too."""
    wanted = listed("base.txt")
    assert wanted < listed("run.txt")
    extra = {
        module
        for module, owners in metadata.packages_distributions().items()
        if not any(re.sub(r"[-_.]+", "-", owner).lower() in wanted for owner in owners)
    }
    assert {"pytest", "playwright"} <= extra
    env = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "DATABASE_URL", "REDIS_URL"}}
    env |= {"PORTAL_MODE": "test", "DJANGO_SETTINGS_MODULE": "portal.settings"}
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, ",".join(sorted(extra))],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout.strip() == "whole", result.stderr[-2000:]


def test_no_file_says_where_packages_come_from() -> None:
    locks = [settings.BASE_DIR / "package-lock.json", *(settings.BASE_DIR / ".ci").glob("*/package-lock.json")]
    assert len(locks) == 3
    for path in [*(settings.BASE_DIR / "requirements").iterdir(), *locks]:
        assert not re.search(r"https?://", path.read_text()), path
