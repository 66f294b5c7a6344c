"""One at a time: whoever counts before they write must see what the one before them wrote."""

from django.db import connection


def take_turn(what: str, of: str = "") -> None:
    """Wait until nobody else has the turn for this thing, and hold it until the running transaction ends.

    ``what`` names the kind of thing, ``of`` whose it is (a mail address, in whatever case of letters). Who takes two
    turns, or a turn and a row, takes them in the same order everywhere.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s || ':' || lower(%s), 0))", [what, of])
