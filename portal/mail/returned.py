"""Mail that came back: which message it was, and that its address cannot be reached. The mail server tells it.

A returned mail is a report (RFC 3464): a part that says what failed, and the head of the mail that it is about, with
the Message-ID that we gave it. Only what failed for good counts; "tried again later" does not.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from portal.mail.models import MailMessage, ReturnedAddress

#: A report holds the mail that it is about; ours are small.
LARGEST = 1_000_000
#: After that it may be reachable again: nobody is called for an old failure.
KEPT = timedelta(days=180)
#: <01234567-89ab-cdef-0123-456789abcdef@doorleren>, as ``mail.delivery`` writes it.
_OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@doorleren>")
_FAILED_FOR_GOOD = re.compile(r"5\.\d{1,3}\.\d{1,3}")


def take_returned(content: bytes) -> bool:
    """Note that a mail of ours came back, from the report as it arrived; False for everything else. Twice is once."""
    try:
        report = message_from_bytes(content[:LARGEST], policy=policy.default)
        status, pk = _status_of(report), _ours_in(report)
    # Headers that the parser of Python cannot make anything of, and parts in parts in parts.
    except (ValueError, LookupError, TypeError, RecursionError):
        return False
    if not status or pk is None:
        return False
    return _note(pk, status)


def unreachable(addresses: Iterable[str]) -> set[str]:
    """Those of these addresses, in lower case, that mail came back from and that nobody used since. One query."""
    asked = {one.lower() for one in addresses if one}
    if not asked:
        return set()
    since = timezone.now() - KEPT
    found = ReturnedAddress.objects.filter(address__in=asked, last__gt=since)
    return set(found.values_list("address", flat=True))


def is_used(address: str) -> None:
    """Somebody showed that they read the mail of this address: it can be reached."""
    ReturnedAddress.objects.filter(address=address.lower()).delete()


def forget_returned() -> int:
    """Remove those of long ago; returns how many."""
    return ReturnedAddress.objects.filter(last__lt=timezone.now() - KEPT).delete()[0]


@transaction.atomic
def _note(pk: UUID, status: str) -> bool:
    now = timezone.now()
    mail = MailMessage.objects.annotate(address=Lower("to")).filter(pk=pk, sent__isnull=False).first()
    if mail is None:
        return False
    if MailMessage.objects.filter(pk=pk, returned=None).update(returned=now):
        ReturnedAddress.objects.update_or_create(address=mail.address, defaults={"status": status, "last": now})
    return True


def _status_of(report: Message) -> str:
    """The status of a failure for good ("5.1.1"), or ""."""
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if not isinstance(block, Message):
                continue
            action, status = str(block.get("Action", "")).strip().lower(), str(block.get("Status", ""))
            found = _FAILED_FOR_GOOD.search(status)
            if action == "failed" and found:
                return found.group()
    return ""


def _ours_in(report: Message) -> UUID | None:
    """The mail that the report is about: by the Message-ID of the head that it holds."""
    for text in _heads(report):
        if found := _OURS.search(text):
            return UUID(found.group(1))
    return None


def _heads(report: Message) -> Iterator[str]:
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers" and isinstance(part, EmailMessage):
            yield from re.findall(r"(?im)^message-id:\s*(\S+)", str(part.get_content()))
        elif part is not report:
            yield str(part.get("Message-ID", ""))
