"""Forms of what goes on after a talk."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.care.enums import Who
from portal.pages.fields import DayField, WrittenField, field_of


class TalkMessageForm(forms.Form):
    """A message to the other side."""

    text = WrittenField(
        label=gettext_lazy("Je bericht"), error_messages={"required": gettext_lazy("Schrijf je bericht op.")}
    )


class StepForm(forms.Form):
    """A goal, or a step with who does it and by when."""

    who = forms.ChoiceField(
        label=gettext_lazy("Wat is het?"),
        choices=Who,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies of het een doel is, of wie dit doet.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Wat spreken jullie af?"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Schrijf op wat jullie afspreken.")},
    )
    due = DayField(
        label=gettext_lazy("Voor welke dag?"),
        required=False,
        help_text=gettext_lazy("Een doel heeft geen dag."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="step_%s")  # a message with a text of its own stands on the same page

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        due, today = cleaned.get("due"), timezone.localdate()
        if due and not today <= due <= today + timedelta(days=1100):
            self.add_error("due", _("Kies een dag vanaf vandaag, binnen drie jaar."))
        return cleaned


class HandOverForm(forms.Form):
    """To which colleague, and what they have to know. ``colleagues``: (key, name)."""

    to = forms.ChoiceField(
        label=gettext_lazy("Aan welke collega?"),
        error_messages={
            "required": gettext_lazy("Kies aan wie je dit overdraagt."),
            "invalid_choice": gettext_lazy("Deze collega werkt hier nu niet. Kies een andere."),
        },
    )
    note = WrittenField(
        label=gettext_lazy("Wat moet je collega weten?"),
        max_length=2000,
        help_text=gettext_lazy("Je collega leest dit en het plan. Je eigen aantekeningen blijven van jou."),
        error_messages={"required": gettext_lazy("Schrijf in een paar zinnen wat je collega moet weten.")},
    )

    def __init__(self, *args: Any, colleagues: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "to", forms.ChoiceField).choices = [("", "—"), *colleagues]
