"""Rows that are made once, and put back for every test that wants them: to load the demo takes longer than a test."""

import fcntl
import json
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
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


def again(kept: dict[str, bytes], make: Callable[[], object]) -> None:
    """Add the rows that ``make`` makes to what there is; into ``kept``, and from there after the first time.

    Where one of its tables has rows already, ``make`` itself says what becomes of them.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if kept:
            if _have_rows(cursor, list(kept)):
                make()
            else:
                _copy_in(cursor, kept)
            return
        before = _tables(cursor)
        make()
        after = _tables(cursor)
        if not any(before[name] != after[name] for name in before):
            kept |= {name: rows for name, rows in after.items() if name not in before}


def _keep(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    with connection.cursor() as cursor:
        tables = _tables(cursor)
    for name, rows in tables.items():
        (folder / name).write_bytes(rows)
    (folder / "tables.json").write_text(json.dumps(list(tables)))


def _tables(cursor: CursorWrapper) -> dict[str, bytes]:
    """The rows of every table that has some, but for reference data."""
    found = {}
    cursor.execute(TABLES, [sorted(KEPT)])
    for (name,) in cursor.fetchall():
        with cursor.copy(sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(name))) as rows:
            read = b"".join(bytes(part) for part in rows)
        if len(read) > NOTHING:
            found[name] = read
    return found


def _have_rows(cursor: CursorWrapper, tables: list[str]) -> bool:
    any_row = sql.SQL("(SELECT 1 FROM {} LIMIT 1)")
    cursor.execute(sql.SQL(" UNION ALL ").join(any_row.format(sql.Identifier(name)) for name in tables))
    return cursor.fetchone() is not None


def _copy_in(cursor: CursorWrapper, tables: dict[str, bytes]) -> None:
    """Triggers ran when the rows were made, and what they refuse today was right then."""
    cursor.execute("SET LOCAL session_replication_role = replica")
    for name, kept in tables.items():
        with cursor.copy(sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(name))) as rows:
            rows.write(kept)
    cursor.execute("SET LOCAL session_replication_role = origin")
    models = [model for model in apps.get_models() if model._meta.db_table in tables]
    if statements := connection.ops.sequence_reset_sql(no_style(), models):
        cursor.execute("".join(statements))


#: What a copy of an empty table measures: a signature, flags and a trailer (PostgreSQL, COPY, Binary Format).
NOTHING = 21


def _put_back(folder: Path) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # What migrations left is among the rows as well.
        cursor.execute(TABLES, [sorted(KEPT)])
        cursor.execute(sql.SQL(EMPTY).format(names=sql.Literal([name for (name,) in cursor.fetchall()])))
        names = json.loads((folder / "tables.json").read_text())
        _copy_in(cursor, {name: (folder / name).read_bytes() for name in names})
