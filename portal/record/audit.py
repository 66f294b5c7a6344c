"""Writing and checking the audit trail."""

from typing import Any

from django.db import connection
from django.db.models import Model

from portal.people.models import User
from portal.record.models import AuditEvent


def record(by: User | None, verb: str, on: Model, *, chain: str = "portal", **change: Any) -> None:
    """Add one event to a chain, in the running transaction.

    ``change`` tells before and after by reference: states, versions, ids, cents; never names or answers.
    Call it last in the transaction: it holds the chain's lock until the commit.
    """
    AuditEvent.objects.create(
        chain=chain,
        actor=by.pk if by else None,
        verb=verb,
        object_type=on._meta.label_lower,
        object_id=str(on.pk),
        change=change,
    )


def broken_links() -> list[tuple[str, int]]:
    """(chain, position) of every event that was changed, taken out from between, or forged; empty when sound.

    Who may drop triggers can still take away the last events of a chain: only a copy elsewhere shows that.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT chain, position FROM portal_audit_broken()")
        return [(str(chain), int(position)) for chain, position in cursor.fetchall()]
