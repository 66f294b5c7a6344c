"""Where a running portal keeps its addresses and secrets, so that other commands can join it.

Only the standard library: manage.py reads this before Django is there.
"""

import os
from pathlib import Path

FILE = "environment"


def write(folder: Path, values: dict[str, str]) -> None:
    """Keep the values for other commands on this machine; only the owner can read them."""
    target, draft = folder / FILE, folder / f"{FILE}.new"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())
    draft.replace(target)


def read(folder: Path) -> dict[str, str]:
    """The values written last, empty when there are none."""
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def load_running(folder: Path) -> None:
    """Add the values to this process's environment where it does not set them itself."""
    for name, value in read(folder).items():
        os.environ.setdefault(name, value)
