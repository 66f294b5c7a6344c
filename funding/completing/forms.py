"""Asking for what is missing, and answering."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from funding.letters.terms import next_working_day
from portal.pages.fields import WrittenField, field_of
from portal.templatetags.portal import day

LONGEST = 4000
#: Weeks that a fund can give; two is what municipalities give by example.
WEEKS = (1, 2, 3, 4)
#: Weeks that a decision can be later, named in the letter.
LATER_WEEKS = (2, 4, 6, 8)


class AskForm(forms.Form):
    """What a fund wants to know, and how long the learner has."""

    question = forms.CharField(
        label=gettext_lazy("Wat mist er nog?"),
        help_text=gettext_lazy("De deelnemer leest dit. Schrijf kort en gewoon, met “je”."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    weeks = forms.TypedChoiceField(
        label=gettext_lazy("Hoe lang krijgt de deelnemer?"), coerce=int, widget=forms.RadioSelect, initial=2
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        field_of(self, "weeks", forms.ChoiceField).choices = [
            (
                weeks,
                _("%(weeks)s, tot en met %(day)s")
                % {
                    "weeks": ngettext("%(number)s week", "%(number)s weken", weeks) % {"number": weeks},
                    "day": day(last_day(today, weeks), "date"),
                },
            )
            for weeks in WEEKS
        ]

    def until(self) -> date:
        """The last day to answer, of a valid form."""
        return last_day(timezone.localdate(), self.cleaned_data["weeks"])


def last_day(today: date, weeks: int) -> date:
    """The last day of a term of so many weeks, moved on from weekends and holidays."""
    return next_working_day(today + timedelta(weeks=weeks))


class ExtendForm(forms.Form):
    """How much later the learner hears, and why (Awb 4:14)."""

    weeks = forms.TypedChoiceField(
        label=gettext_lazy("Hoeveel later besluit je?"), coerce=int, widget=forms.RadioSelect, initial=2
    )
    reasons = forms.CharField(
        label=gettext_lazy("Waarom duurt het langer?"),
        help_text=gettext_lazy("De deelnemer leest dit in een brief. Schrijf kort en gewoon, met “je”."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, due: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.due = due
        field_of(self, "weeks", forms.ChoiceField).choices = [
            (weeks, _("Uiterlijk %(day)s") % {"day": day(last_day(due, weeks), "date")}) for weeks in LATER_WEEKS
        ]

    def until(self) -> date:
        """The new last day, of a valid form."""
        return last_day(self.due, self.cleaned_data["weeks"])


class AnswerForm(forms.Form):
    """What a learner answers to a fund."""

    answer = WrittenField(
        label=gettext_lazy("Jouw antwoord"),
        help_text=gettext_lazy("Zet hier geen burgerservicenummer (BSN) in."),
        error_messages={"required": gettext_lazy("Schrijf je antwoord op.")},
    )
