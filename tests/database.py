"""One database with all migrations for a run of many processes; each gets a copy of it.

To apply all migrations takes as long as a hundred tests. The root conftest brings the fixture.
"""

import fcntl
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

TEMPLATE = "test_template"


def shared(own: Path) -> Path:
    """The folder that all processes of this run share; ``own`` is the one of this process."""
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: Any,
) -> None:
    """A run in one process keeps its database for the next (--reuse-db), and needs no copy."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    made = shared(tmp_path_factory.getbasetemp()) / TEMPLATE
    with made.with_suffix(".lock").open("w") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make_template()
            made.touch()
    # What migrations made is in the copy: they need not be read again.
    connection.settings_dict["TEST"] |= {"TEMPLATE": TEMPLATE, "MIGRATE": False}


def _make_template() -> None:
    name, own = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = TEMPLATE
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    connection.close()
    connection.settings_dict["TEST"]["NAME"] = own
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
