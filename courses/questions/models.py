"""A question of a learner to the provider of a course."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from portal.people.models import User


class CourseQuestion(models.Model):
    """One question. It goes out once its address is confirmed: by being logged in, or by the link in a mail.

    ``token`` opens its page, so who has the link may read and send it. Forgotten after a month, unsent after a week.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    token = models.UUIDField(default=uuid.uuid4, unique=True)
    course = models.ForeignKey("courses.Course", on_delete=models.CASCADE, related_name="questions")
    # Somebody who goes takes their questions along; the provider has the mail.
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="course_questions")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    text = models.CharField(max_length=2000)
    agreed_text = models.CharField(max_length=40, help_text="which words the person agreed to")
    at = models.DateTimeField(db_default=Now())
    sent = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="course_question_says_something", condition=~Q(text="") & ~Q(email="") & ~Q(agreed_text="")
            ),
            models.CheckConstraint(
                name="course_question_sent_after_asked", condition=Q(sent__isnull=True) | Q(sent__gte=F("at"))
            ),
        ]
        indexes = [models.Index(fields=["at"], name="course_question_by_age")]

    def __str__(self) -> str:
        return f"{self.course_id} {self.at}"
