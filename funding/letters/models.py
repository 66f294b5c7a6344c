"""Letters as they were sent: kept whole, never made again; and the words of its own that a fund puts in them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from funding.applications.models import PlanLine
from funding.decisions.models import Decision
from funding.letters.enums import LetterKind, Occasion
from portal.people.models import Fund, User


class LetterText(models.Model):
    """A fund's own words in one kind of letter, a version: the newest in force counts, none of them ever changes.

    One person writes, a second puts in force (trigger): until then letters say what they said. Versions of before that
    rule are in force without a second person.

    ``summary`` stands in the place of the standard summary, ``extra`` above the greeting; both may hold merge fields
    (funding.letters.merging) and both may be empty: then the letter is the standard one. What the law asks of a letter
    is not here and stands in it whatever a fund writes.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="letter_texts")
    occasion = models.CharField(max_length=20, choices=Occasion)
    number = models.PositiveIntegerField(help_text="from 1, per fund and occasion")
    summary = models.TextField(blank=True)
    extra = models.TextField(blank=True)
    # Who wrote what a fund said stays known.
    written_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    written = models.DateTimeField(db_default=Now())
    put_in_force_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    in_force = models.DateTimeField(null=True)

    class Meta:
        ordering = ["fund", "occasion", "-number"]
        constraints = [
            models.CheckConstraint(
                name="letter_text_takes_two_people",
                condition=Q(put_in_force_by__isnull=True)
                | Q(~Q(put_in_force_by=F("written_by")), in_force__isnull=False),
            ),
            models.UniqueConstraint(name="letter_text_version_once", fields=["fund", "occasion", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.occasion} {self.number}"


class Letter(models.Model):
    """One decision letter. ``html`` is the body between header and footer, frozen at the moment of writing."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.ForeignKey(PlanLine, on_delete=models.RESTRICT, related_name="letters")
    kind = models.CharField(max_length=20, choices=LetterKind, default=LetterKind.DECISION)
    decision = models.OneToOneField(Decision, on_delete=models.RESTRICT, null=True, related_name="letter")
    # The words of the fund's own that it was written with; empty for the standard letter.
    text = models.ForeignKey(LetterText, on_delete=models.RESTRICT, null=True, related_name="letters")
    subject = models.CharField(max_length=200)
    html = models.TextField()
    digest = models.CharField(max_length=64, help_text="sha256 of html")
    written = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-written"]
        constraints = [
            models.CheckConstraint(
                name="decision_letter_has_its_decision",
                condition=Q(kind=LetterKind.DECISION, decision__isnull=False)
                | (~Q(kind=LetterKind.DECISION) & Q(decision__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return self.subject
