"""A template for notes as a form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.talk_templates.models import LONGEST_TEXT, LONGEST_TITLE
from portal.pages.fields import field_of


class TalkTemplateForm(forms.Form):
    """Title, for which talk, and the headings. ``kinds``: (key, name) of the team's kinds of talk."""

    title = forms.CharField(
        label=_("Naam"),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Zo staat het bij de aantekeningen, bijvoorbeeld Eerste gesprek."),
        error_messages={"required": _("Geef het sjabloon een naam.")},
    )
    kind = forms.ChoiceField(
        label=_("Voor welk gesprek?"),
        required=False,
        error_messages={"invalid_choice": _("Dit gesprek biedt jullie team niet meer aan. Kies een ander.")},
    )
    text = forms.CharField(
        label=_("Kopjes"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Elk kopje op een eigen regel. Vraag nergens naar gezondheid."),
        error_messages={"required": _("Schrijf minstens één kopje op.")},
    )

    def __init__(self, data: Any = None, *, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field_of(self, "kind", forms.ChoiceField).choices = [("", _("Elk gesprek")), *kinds]
