"""What the app role may do: everything on records, nothing but adding where history may not change."""

from django.db import connection
from psycopg import sql

#: Tables that only grow. The trigger refuses changes to everybody; the missing right refuses them sooner.
APPEND_ONLY = {"portal_auditevent"}


def append_only(*tables: str) -> None:
    """Name more tables that only grow; each package does so for its own in ``AppConfig.ready``."""
    APPEND_ONLY.update(tables)


def grant(role: str) -> None:
    """Give a database role the portal's rights; run as the owner of the tables, after each migrate."""
    name = sql.Identifier(role)
    with connection.cursor() as cursor:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
            "REVOKE ALL ON django_migrations FROM {}",
            "GRANT SELECT ON django_migrations TO {}",
        ):
            cursor.execute(sql.SQL(statement).format(name).as_string())
        for table in sorted(APPEND_ONLY):
            cursor.execute(
                sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(sql.Identifier(table), name).as_string()
            )
