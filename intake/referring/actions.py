"""Who may refer people to a team."""

from django.db import IntegrityError, transaction
from django.db.models import TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone

from intake.agenda.actions import Sender
from intake.agenda.links import NOBODY
from intake.agenda.models import ERASED, Team
from intake.care.keeping import KEPT
from intake.referring.enums import ReferrerKind
from intake.referring.models import Referrer
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.record.audit import record


class KnownAlready(Exception):
    """This address may refer to this team already."""


@transaction.atomic
def let_refer(
    team: Team, kind: ReferrerKind, organisation: str, name: str, email: str, *, by: User, sender: Sender
) -> Referrer:
    """Let somebody refer people to a team; a mail tells where. Raises KnownAlready. ``team`` with its region."""
    try:
        with transaction.atomic():
            made = Referrer.objects.create(
                team=team, kind=kind, organisation=organisation, name=name, email=email.lower(), added_by=by
            )
    except IntegrityError as error:
        raise KnownAlready from error
    link = sender.origin + reverse("intake:referring")
    context = {"referrer": made, "team": team, "link": link, "brand": sender.brand}
    send_mail("may_refer", to=made.email, language="nl", context=context)
    record(by, "let_refer", made, chain=team.region_id)
    return made


@transaction.atomic
def end_referring(referrer: Referrer, *, by: User) -> None:
    """They can invite and book nobody any more; what they did stays. Twice is once."""
    if Referrer.objects.filter(pk=referrer.pk, ended=None).update(ended=timezone.now()):
        record(by, "end_referring", referrer, chain=referrer.team.region_id)


def forget_referrers() -> int:
    """Wipe who referred here until KEPT ago; that somebody of their organisation did stays. Returns how many."""
    old = Referrer.objects.filter(ended__lte=timezone.now() - KEPT).exclude(email__endswith=NOBODY)
    email = Concat(Cast("pk", TextField()), Value(NOBODY))
    return old.update(name=ERASED, email=email)
