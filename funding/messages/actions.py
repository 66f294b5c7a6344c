"""Sending a message and reading it; the other side gets a mail that one is there."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from funding.applications.models import PlanLine
from funding.messages.models import Message
from portal.mail.actions import send_mail, was_mailed
from portal.people.models import User
from portal.people.staff import administrators

#: While a message lies unread, its reader gets no other mail about the application within this time.
ONE_MAIL = timedelta(hours=1)


@transaction.atomic
def send(line: PlanLine, text: str, author: User, *, from_learner: bool) -> Message:
    """Add a message to a line and tell the other side by mail, without its text.

    ``line`` comes with fund and application (with learner). The fund's mail goes to who works on the line, else to its
    administrators; several messages at a stretch are one mail (ONE_MAIL).
    """
    since = timezone.now() - ONE_MAIL
    waiting = Message.objects.filter(line=line, from_learner=from_learner, read=None, at__gt=since).exists()
    message = Message.objects.create(line=line, text=text, author=author, from_learner=from_learner)
    application = line.application
    if from_learner:
        readers = [line.assessor] if line.assessor else administrators(line.fund, timezone.localdate())
        path = reverse("funding:line_messages", args=[line.pk])
    else:
        readers = [application.learner] if application.learner else []
        path = reverse("funding:messages", args=[application.pk])
    for reader in readers:
        # That a message waits tells nothing to who took the line over since, nor to who was mailed long before it.
        told = waiting and was_mailed("message_waiting", reader.email, since, application.number)
        if reader.pk != author.pk and not told:
            send_mail(
                "message_waiting",
                to=reader.email,
                context={
                    "name": reader.name,
                    "number": application.number,
                    "sender": "" if from_learner else line.fund.name,
                    "origin": application.origin,
                    "path": path,
                },
                language=reader.language,
            )
    return message


def mark_read(lines: list[PlanLine], *, by_learner: bool) -> None:
    """What the other side wrote on these lines was read."""
    unread = Message.objects.filter(line__in=lines, from_learner=not by_learner, read__isnull=True)
    unread.update(read=timezone.now())
