"""Making, finding and withdrawing keys."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from funding.decisions.errors import NotTheirRole
from funding.reading_api.enums import Scope
from funding.reading_api.errors import KeyMadeBefore
from funding.reading_api.models import ApiKey
from portal.access import Person
from portal.pages.once import id_of
from portal.people.enums import Role
from portal.people.models import Fund, User
from portal.record.audit import record

#: So that programs that look for lost keys in code know one of ours.
PREFIX = "doorleren_"
#: How exactly "last used" is kept: writing at every question would cost more than the answer.
USED_TO = timedelta(minutes=1)


@transaction.atomic
def make_key(
    fund: Fund, name: str, scopes: Iterable[Scope], last_day: date, by: User, who: Person, request_key: str
) -> tuple[ApiKey, str]:
    """A new key of a fund, and its text: nobody can find that again.

    Raises NotTheirRole, and KeyMadeBefore for a form (``request_key``) that was sent before.
    """
    if fund.pk not in who.funds(Role.FUND_ADMINISTRATOR):
        raise NotTheirRole
    text = PREFIX + secrets.token_urlsafe(32)
    opens = sorted(scope.value for scope in scopes)
    key = ApiKey(id=id_of(request_key, by.pk), fund=fund, name=name, digest=_digest(text), ending=text[-4:])
    key.scopes, key.last_day, key.made_by = opens, last_day, by
    try:
        with transaction.atomic():
            key.save(force_insert=True)
    except IntegrityError as error:
        raise KeyMadeBefore from error
    record(by, "make_key", key, chain=fund.pk, scopes=opens, last_day=last_day.isoformat())
    return key, text


@transaction.atomic
def withdraw_key(key: ApiKey, by: User) -> None:
    """From now on it opens nothing; a second time changes nothing."""
    if ApiKey.objects.filter(pk=key.pk, withdrawn=None).update(withdrawn=timezone.now(), withdrawn_by=by):
        record(by, "withdraw_key", key, chain=key.fund_id)


def key_of(text: str) -> ApiKey | None:
    """The key of this text when it opens anything today; keeps that it was used."""
    now = timezone.now()
    working = ApiKey.objects.filter(withdrawn=None, last_day__gte=timezone.localdate(now))
    key = working.filter(digest=_digest(text)).first()
    if key is not None and (key.used is None or key.used < now - USED_TO):
        ApiKey.objects.filter(Q(used=None) | Q(used__lt=now), pk=key.pk).update(used=now)
    return key


def _digest(text: str) -> str:
    # 256 random bits cannot be guessed from their digest; a slow hash would only slow every question.
    return hashlib.sha256(text.encode()).hexdigest()
