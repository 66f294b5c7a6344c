"""A database and a broker for one bench, with migrations and reference data and nothing else in it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ["PORTAL_MODE"] = "test"


@contextmanager
def own_database() -> Iterator[None]:
    """Start both servers, set up Django on them, and take everything away afterwards."""
    from tests import servers

    root = Path(tempfile.mkdtemp(prefix="doorleren-bench-"))
    root.chmod(0o755)
    try:
        os.environ.update(servers.start(root), STATIC_ROOT=str(root / "static"))
        (root / "static").mkdir()
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_reference", verbosity=0)
        yield
    finally:
        servers.stop()
        shutil.rmtree(root, ignore_errors=True)
