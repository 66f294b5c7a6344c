"""Who does not want the digest by mail."""

from django.db import models
from django.db.models.functions import Now

from portal.people.models import User


class NoDigest(models.Model):
    """A member of staff reads the digest on its page only."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return str(self.user_id)
