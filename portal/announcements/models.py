"""What visitors have to know for a while: planned work, a fund that opens on Monday. Here what all kinds share."""

from datetime import datetime

from django.contrib.postgres.fields import DateTimeRangeField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.announcements.enums import Stage, Weight
from portal.announcements.queries import AnnouncementQuerySet
from portal.brands.models import Brand

LONGEST = 300
#: A page of our own, or one elsewhere over https.
LINK = r"^(/(?!/)|https://)\S*$"


class Announcement(models.Model):
    """One message in both languages, to be seen during ``period`` (moments; without an end until somebody stops it).

    ``version`` counts changes: who changes it says which one they saw.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kind = models.CharField(max_length=10, choices=Weight, default=Weight.INFO)
    text = models.CharField(max_length=LONGEST)
    text_en = models.CharField(max_length=LONGEST)
    link = models.CharField(
        max_length=200,
        blank=True,
        validators=[RegexValidator(LINK, _("Begin met https:// of, voor een eigen pagina, met een /."))],
    )
    period = DateTimeRangeField()
    version = models.PositiveIntegerField(default=1)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_its_texts", condition=~Q(text="") & ~Q(text_en="")
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_begins_and_lasts",
                condition=Q(period__startswith__isnull=False, period__isempty=False),
            ),
            models.CheckConstraint(name="%(app_label)s_%(class)s_link", condition=Q(link="") | Q(link__regex=LINK)),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def words(self) -> str:
        """The text in the language of the moment."""
        return self.text_en if get_language() == "en" else self.text

    @property
    def shown(self) -> dict[str, str]:
        """For components/announcements.html, in the language of the moment."""
        return {"kind": self.kind, "text": self.words, "link": self.link}

    def stage(self, at: datetime) -> Stage:
        """Whether it is to be seen at a moment; the end is not part of the period."""
        if self.period.lower > at:
            return Stage.PLANNED
        return Stage.CURRENT if self.period.upper is None or at < self.period.upper else Stage.OVER


class BrandAnnouncement(Announcement):
    """On every page of one brand."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="announcements", verbose_name=_("Merk"))
