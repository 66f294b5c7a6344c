"""What is not right, and the answer to that."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.pages.fields import MailField, WrittenField


class DoubtForm(forms.Form):
    """Agreeing to send answers along is a choice of its own."""

    text = WrittenField(
        label=_("Wat klopt er niet?"),
        help_text=_("Bijvoorbeeld: ik woon wel in deze regio. Schrijf hier geen BSN en niets over je gezondheid."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf in een paar woorden wat er niet klopt.")},
    )
    with_answers = forms.BooleanField(
        label=_("Het fonds mag zien wat ik heb verteld en wat de uitkomst was. Zo kan het nakijken wat er misging."),
        required=False,
    )
    email = MailField(
        label=_("Je e-mailadres, als je antwoord wilt"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )


class AnswerForm(forms.Form):
    """What the fund says of it."""

    answer = WrittenField(
        label=_("Jullie antwoord"),
        max_length=2000,
        error_messages={"required": _("Schrijf wat jullie hebben gevonden.")},
    )
