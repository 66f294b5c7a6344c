"""One page of orienting as a form; nothing on it is required."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.orientation.directions import Answers
from intake.orientation.items import LIKINGS
from intake.orientation.steps import ItemStep, Step, TickStep

WRONG = gettext_lazy("Dit antwoord kennen we niet. Kies een van de antwoorden die er staan, of sla over.")


class StepForm(forms.Form):
    """The questions of one step, filled in with what is known."""

    def __init__(self, step: Step, answers: Answers, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=step.known(answers))
        self.step, self.answers = step, answers
        match step:
            case ItemStep():
                for item in step.items:
                    self.fields[item.key] = forms.ChoiceField(
                        label=str(item.text),
                        required=False,
                        choices=[*LIKINGS.items()],
                        widget=forms.RadioSelect,
                        error_messages={"invalid_choice": WRONG},
                    )
            case TickStep():
                self.fields[step.name] = forms.MultipleChoiceField(
                    label=str(step.question),
                    help_text=str(step.hint),
                    required=False,
                    choices=[*step.choices.items()],
                    widget=forms.CheckboxSelectMultiple,
                    error_messages={"invalid_choice": WRONG},
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if isinstance(self.step, TickStep) and self.step.most is not None:
            number = len(cleaned.get(self.step.name) or [])
            if number > self.step.most:
                self.add_error(
                    self.step.name,
                    ValidationError(
                        _("Je koos er %(number)s. Kies er hooguit %(most)s: wat is het belangrijkst?"),
                        params={"number": number, "most": self.step.most},
                    ),
                )
        return cleaned

    def filled(self) -> Answers:
        """All answers with those of this page, once the form is valid."""
        return self.step.filled(self.answers, self.cleaned_data)
