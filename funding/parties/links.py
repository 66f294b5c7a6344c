"""The signed link of an invitation: who has the link may answer, nobody can make one up or change it."""

from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from funding.parties.models import Invitation

_SIGNER = Signer(salt="funding.invitation")


def path_of(invitation: Invitation) -> str:
    """The path for the mail. A next issue of the same invitation makes this one void."""
    return reverse("funding:invited", args=[_SIGNER.sign(f"{invitation.pk.hex}.{invitation.issue}")])


def read(token: str) -> tuple[UUID, int] | None:
    """Id and issue of a link, None for one that was tampered with."""
    try:
        pk, _dot, issue = _SIGNER.unsign(token).partition(".")
        return UUID(pk), int(issue)
    except (BadSignature, ValueError):
        return None
