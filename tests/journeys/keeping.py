"""Rows that are made once, and put back for every test that wants them: to load the demo takes longer than a test."""

import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from psycopg import sql

from tests.conftest import EMPTY, KEPT

TABLES = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL(%s) ORDER BY relname"""


def once(folder: Path, name: str, make: Callable[[], None]) -> None:
    """The rows that ``make`` leaves in an empty database (but for reference data), in ``folder`` after the first time.

    Processes that share the folder share the rows.
    """
    kept = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (kept / "tables.json").exists():
            make()
            _keep(kept)
            return
    _put_back(kept)


def shared(own: Path) -> Path:
    """The folder that all processes of this run share; ``own`` is the one of this process."""
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _keep(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    names = []
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [sorted(KEPT)])
        for (name,) in cursor.fetchall():
            with cursor.copy(sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(name))) as rows:
                found = b"".join(bytes(part) for part in rows)
            if len(found) > NOTHING:
                (folder / name).write_bytes(found)
                names.append(name)
    (folder / "tables.json").write_text(json.dumps(names))


#: What a copy of an empty table measures: a signature, flags and a trailer (PostgreSQL, COPY, Binary Format).
NOTHING = 21


def _put_back(folder: Path) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # Triggers ran when the rows were made, and what they refuse today was right then.
        # What migrations left is among the rows as well.
        cursor.execute(TABLES, [sorted(KEPT)])
        cursor.execute(sql.SQL(EMPTY).format(names=sql.Literal([name for (name,) in cursor.fetchall()])))
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name in json.loads((folder / "tables.json").read_text()):
            with cursor.copy(sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(name))) as rows:
                rows.write((folder / name).read_bytes())
        cursor.execute("SET LOCAL session_replication_role = origin")
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
