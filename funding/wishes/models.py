"""Wanting to know when there is more money for a course, or when a scheme is there for one."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from courses.models import Course, Session
from funding.schemes.models import Scheme
from portal.people.models import User


class Wish(models.Model):
    """Somebody wants a mail when they would pay less for a course than ``own_cents``; told once, kept a year."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # Nothing is left to tell once the person or the course is gone.
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="wishes")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="wishes")
    session = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, related_name="+")
    own_cents = models.BigIntegerField(help_text="own contribution when the wish was made")
    origin = models.CharField(max_length=255)
    at = models.DateTimeField(db_default=Now())
    told = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_wish_per_course", fields=["user", "course"], condition=Q(told__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.course_id}"


class SchemeWish(models.Model):
    """Somebody wants a mail when a scheme opens, has money again, or changes so that they may fit; told once."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # Nothing is left to tell once the person is gone; a scheme stays.
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="scheme_wishes")
    scheme = models.ForeignKey(Scheme, on_delete=models.RESTRICT, related_name="wishes")
    origin = models.CharField(max_length=255)
    at = models.DateTimeField(db_default=Now())
    told = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_wish_per_scheme", fields=["user", "scheme"], condition=Q(told__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.scheme_id}"
