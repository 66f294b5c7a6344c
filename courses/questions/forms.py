"""What a learner asks a provider."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.pages.fields import MailField, NameField, WrittenField

#: One link may belong to a question; more of them is how advertisements look.
MOST_LINKS = 1
#: With a scheme or without: mail programs make links of both.
_LINK = re.compile(r"\b(?:https?://)?(?:[a-z0-9-]+\.)+(?:[a-z]{2,})\b(?<!\.[a-z])|https?://", re.IGNORECASE)


class CourseQuestionForm(forms.Form):
    """``email``: the address of who is logged in, who is not asked for it again."""

    text = WrittenField(
        label=gettext_lazy("Wat wil je weten?"),
        help_text=gettext_lazy("Schrijf hier geen BSN en niets over je gezondheid."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Schrijf wat je wilt weten.")},
    )
    name = NameField(label=gettext_lazy("Je naam"))
    email = MailField(
        label=gettext_lazy("Je e-mailadres"),
        help_text=gettext_lazy("Hierop krijg je antwoord. Je krijgt eerst een mail van ons, om te bevestigen."),
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("De opleider mag mijn naam, e-mailadres en vraag zien om mij te antwoorden."),
        error_messages={"required": gettext_lazy("Zonder je toestemming kunnen we je vraag niet doorsturen.")},
    )

    def __init__(self, *args: Any, email: str = "", name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = name
        if email:
            del self.fields["email"]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(_LINK.findall(text)) > MOST_LINKS:
            raise ValidationError(_("Laat de links weg. Eén link mag."))
        return text
