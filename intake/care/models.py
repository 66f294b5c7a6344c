"""What goes on after a talk: the shared plan, messages of the person and the adviser, and who has taken it over."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from intake.agenda.models import Adviser, Appointment
from intake.care.enums import Who
from portal.people.models import User


class PlanStep(models.Model):
    """A goal, or a step with a day and who does it, in the plan that a person shares with a team.

    ``appointment`` is the talk in which it was agreed; the plan is that of all their talks (``caring.steps_of``).
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="plan")
    who = models.CharField(max_length=10, choices=Who)
    text = models.CharField(max_length=300)
    due = models.DateField(null=True)
    done = models.DateTimeField(null=True)
    added = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["added", "id"]
        constraints = [
            models.CheckConstraint(name="plan_step_of_somebody", condition=Q(who__in=Who.values)),
            models.CheckConstraint(name="plan_step_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="goal_has_no_day", condition=~Q(who=Who.GOAL) | Q(due__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.pk}"


class TalkMessageQuerySet[M: models.Model](models.QuerySet[M]):
    def unanswered(self) -> Self:
        """Those of people that nobody answered, and of which nobody said that they need no answer."""
        return self.filter(from_person=True, settled=None)


class TalkMessage(models.Model):
    """A message between a person and their adviser, about one talk. Mails say that it is there, never what it says."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="messages")
    from_person = models.BooleanField()
    # Of the adviser who wrote it; of the person there may be no account.
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(db_default=Now())
    read = models.DateTimeField(null=True)
    settled = models.DateTimeField(null=True, help_text="of the person: when it was answered, or needed no answer")

    objects = TalkMessageQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["appointment", "at"], name="messages_of_talk"),
            models.Index(
                fields=["appointment"], name="messages_to_answer", condition=Q(from_person=True, settled__isnull=True)
            ),
        ]
        constraints = [models.CheckConstraint(name="talk_message_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"bericht {self.pk}"


class HandOver(models.Model):
    """An adviser gave the care for a person to a colleague. Both keep seeing it; the newest says who has it now."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="hand_overs")
    by = models.ForeignKey(Adviser, on_delete=models.RESTRICT, related_name="+")
    to = models.ForeignKey(Adviser, on_delete=models.RESTRICT, related_name="taken_over")
    note = models.TextField(help_text="for the colleague; the person does not see it")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(name="handed_to_somebody_else", condition=~Q(by=F("to"))),
            models.CheckConstraint(name="hand_over_says_something", condition=~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} aan {self.to_id}"
