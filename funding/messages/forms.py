"""Writing a message."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.pages.fields import WrittenField, field_of


class MessageForm(forms.Form):
    """A message of a fund to a learner."""

    text = WrittenField(
        label=_("Je bericht"),
        error_messages={"required": _("Schrijf je bericht op.")},
    )


class LearnerMessageForm(MessageForm):
    """A message of a learner, to one of the funds of the application."""

    line = forms.ChoiceField(
        label=_("Aan wie?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies aan wie je schrijft."), "invalid_choice": _("Kies aan wie je schrijft.")},
    )
    field_order = ("line", "text")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "line", forms.ChoiceField).choices = choices
        #: The fund's name, when there is but one to write to: nothing to choose then.
        self.only = ""
        if len(choices) == 1:
            [(self.fields["line"].initial, self.only)] = choices
            self.fields["line"].widget = forms.HiddenInput()
