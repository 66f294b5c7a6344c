"""Drafts with all that hangs on them: thrown away by their learner, carried along at log-in."""

from django.db import transaction

from funding.applications.enums import ApplicationState
from funding.applications.models import Application
from funding.documents.actions import remove_all
from funding.documents.models import Document
from intake.profile.models import Profile


@transaction.atomic
def discard(draft: Application) -> None:
    """Forget a draft and its documents; one that was sent meanwhile stays."""
    locked = Application.objects.select_for_update().filter(pk=draft.pk, state=ApplicationState.DRAFT).first()
    if locked:
        remove_all(locked)
        locked.invitations.all().delete()
        locked.involvements.all().delete()
        locked.delete()


def carry_drafts(visitor: Profile, user: Profile) -> None:
    """Let a visitor's drafts move to the user's profile at log-in; where both have one, the visitor's is newer.

    Documents of the older one stay with the newer, and so does who was asked.
    """
    mine = Application.objects.filter(profile=visitor, state=ApplicationState.DRAFT)
    for newer in mine:
        older = Application.objects.filter(profile=user, state=ApplicationState.DRAFT, course=newer.course_id).first()
        if older:
            known = newer.documents.values("digest")
            Document.objects.filter(application=older).exclude(digest__in=known).update(application=newer)
            if not newer.invitations.exists():
                older.invitations.update(application=newer)
            discard(older)
    Application.objects.filter(profile=visitor).update(profile=user)
