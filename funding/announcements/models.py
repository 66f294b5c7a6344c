"""What learners have to know of one scheme for a while: "dit fonds gaat maandag open"."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from funding.schemes.models import Scheme
from portal.announcements.models import Announcement


class SchemeAnnouncement(Announcement):
    """Wherever a learner meets the scheme."""

    scheme = models.ForeignKey(
        Scheme, on_delete=models.CASCADE, related_name="announcements", verbose_name=_("Regeling")
    )
