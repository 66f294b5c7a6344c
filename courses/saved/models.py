"""What somebody keeps of the catalogue: courses to come back to, and searches to hear of."""

import uuid

from django.db import models
from django.db.models.functions import UUID7, Now

from portal.people.models import User


class SavedCourse(models.Model):
    """A course that a person wants to find back. Visitors keep theirs in their session, until they log in."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_courses")
    # Nothing is left to find back once the course is away for good.
    course = models.ForeignKey("courses.Course", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "course"], name="course_saved_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.course_id}"


class SavedSearch(models.Model):
    """A search of which a person wants to hear by mail when it finds new courses.

    ``query`` is that of the address, with the regions in it; ``told`` up to when new courses were told.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_searches")
    query = models.CharField(max_length=2000)
    origin = models.CharField(max_length=255)
    token = models.UUIDField(default=uuid.uuid4, unique=True, help_text="of the link that stops the mails")
    at = models.DateTimeField(db_default=Now())
    told = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "query"], name="search_saved_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.query}"
