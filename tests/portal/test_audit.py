"""The audit trail: chained, append-only, and found out when somebody tampers with it."""

import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from portal.people.models import User
from portal.record.audit import broken_links, record
from portal.record.models import AuditEvent
from tests.people import make_user


def events(count: int, chain: str = "portal") -> User:
    anna = make_user(f"Anna-{chain}")
    for number in range(count):
        record(anna, "test", anna, chain=chain, number=number)
    return anna


@pytest.mark.django_db
def test_events_form_one_chain_per_topic() -> None:
    events(3)
    events(2, chain="twente")
    rows = AuditEvent.objects.filter(chain="portal").order_by("position")
    assert [row.position for row in rows] == [1, 2, 3]
    assert bytes(rows[1].previous) == bytes(rows[0].digest)
    assert AuditEvent.objects.filter(chain="twente").count() == 2
    assert broken_links() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE portal_auditevent SET verb = 'x'",
        "DELETE FROM portal_auditevent",
        "TRUNCATE portal_auditevent",
    ],
)
def test_history_cannot_be_changed_even_by_the_owner(sql: str) -> None:
    events(1)
    with (
        pytest.raises((IntegrityError, DatabaseError), match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE portal_auditevent SET change = '{}' WHERE position = 2", [("portal", 2)]),
        ("UPDATE portal_auditevent SET actor = NULL WHERE position = 2", [("portal", 2)]),
        ("DELETE FROM portal_auditevent WHERE position = 2", [("portal", 3), ("portal", 4)]),
        ("DELETE FROM portal_auditevent WHERE position = 1", [("portal", 2), ("portal", 3), ("portal", 4)]),
    ],
)
def test_tampering_with_triggers_off_is_found_at_the_row(sql: str, found: list[tuple[str, int]]) -> None:
    events(4)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    assert broken_links() == found


@pytest.mark.django_db(transaction=True)
def test_the_chain_does_not_fork_when_many_write_at_once() -> None:
    anna = make_user("Anna")

    def write() -> None:
        try:
            for _ in range(10):
                record(anna, "test", anna)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(AuditEvent.objects.values_list("position", flat=True)) == list(range(1, 81))
    assert broken_links() == []
