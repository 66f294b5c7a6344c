"""Headings for notes, which a team keeps for its own kinds of talk."""

from django.db import models
from django.db.models import Q

from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Team

LONGEST_TITLE, LONGEST_TEXT = 60, 2000


class TalkTemplate(models.Model):
    """A beginning for the notes of a talk. Changing it changes no notes that were begun with it."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="talk_templates")
    kind = models.ForeignKey(  # of a kind that is gone it is for every talk
        AppointmentKind, on_delete=models.SET_NULL, null=True, related_name="+", help_text="null: for every talk"
    )
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField(help_text="headings to fill in, in Dutch")

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["team", "title"], name="talk_template_once_per_team"),
            models.CheckConstraint(name="talk_template_says_something", condition=~Q(title="") & ~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.title
