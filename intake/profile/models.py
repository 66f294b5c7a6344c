"""What one person told about themselves, asked once and used everywhere; and what they agreed to."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from courses.models import Course
from intake.profile.enums import Purpose, Source
from intake.profile.queries import ProfileQuerySet
from portal.people.models import User


class Profile(models.Model):
    """The answers of one person: of a user, or of a visitor whom only the key in their cookie knows.

    At log-in a visitor's profile becomes the user's, or joins it (intake.profile.actions.join).
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # Who is erased takes the answers along; what was applied for keeps its own copy.
    user = models.OneToOneField(User, on_delete=models.CASCADE, null=True, related_name="profile")
    visitor_key = models.CharField(  # noqa: DJ001 - unique, and users have none
        max_length=64, null=True, unique=True, help_text="192 random bits, in the cookie"
    )
    created = models.DateTimeField(db_default=Now())
    last_used = models.DateTimeField(db_default=Now())

    objects = ProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="profile_of_user_or_visitor",
                condition=Q(user__isnull=False, visitor_key__isnull=True)
                | Q(user__isnull=True, visitor_key__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["last_used"], name="visitor_profile_by_use", condition=Q(user__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"profiel {self.pk}"

    def known(self, course: Course) -> dict[str, Any]:
        """Fact -> answer about this person and about this course, in the order of answering; None: "Weet ik niet"."""
        told = self.answers.filter(Q(course=None) | Q(course=course)).order_by("answered", "pk")
        return dict(told.values_list("fact", "value"))


class Answer(models.Model):
    """What is known of one fact about one person; the newest answer, with who told it and when.

    ``value`` is JSON as the funding engine reads it: dates ISO, choices as slugs, places as CBS code, money in
    cents. Null is an answer too: "Weet ik niet", so that it is not asked again.
    """

    # An answer is nothing without its person.
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="answers")
    fact = models.CharField(max_length=60)
    # Some answers are about one course ("ben je al ingeschreven?") and say nothing about another.
    course = models.ForeignKey(Course, on_delete=models.RESTRICT, null=True, related_name="+")
    value = models.JSONField(null=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.LEARNER)
    answered = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "fact", "course"], name="fact_answered_once", nulls_distinct=False
            ),
            models.CheckConstraint(name="answer_source_known", condition=Q(source__in=Source.values)),
        ]

    def __str__(self) -> str:
        return f"{self.fact} ({self.source})"


class Consent(models.Model):
    """That somebody agreed to something: for what, with whom, in the words of which text, from when until when.

    Never changed but for ``withdrawn``.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # The proof that there was consent outlives the account; visitors have none.
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    scope = models.JSONField(default=list, help_text='who may see it: ["fund:het-noorden-leert-door"], ["team:12"]')
    text_version = models.CharField(max_length=40, help_text="the version of the words that were on the screen")
    given = models.DateTimeField(db_default=Now())
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="consent_withdrawn_after_given",
                condition=Q(withdrawn__isnull=True) | Q(withdrawn__gte=F("given")),
            ),
            models.CheckConstraint(name="consent_purpose_known", condition=Q(purpose__in=Purpose.values)),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.text_version}"
