"""What a learner fills in to apply, beside the answers that are known already."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.models import Session
from portal.pages.fields import NameField, PhoneField, field_of
from portal.templatetags.portal import day, dutch_list

#: The answer of who has no start in mind yet.
LATER = "later"


class SessionForm(forms.Form):
    """Which start: one of the open sessions of the course, or with ``may_wait`` none yet."""

    session = forms.ChoiceField(
        label=_("Wanneer wil je beginnen?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies wanneer je wilt beginnen."),
            "invalid_choice": _("Deze start is er niet meer. Kies een andere."),
        },
    )

    def __init__(self, *args: object, sessions: list[Session], may_wait: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.sessions = {str(session.pk): session for session in sessions}
        choices = [(key, f"{day(one.starts)}, {one.place or _('online')}") for key, one in self.sessions.items()]
        wait = [(LATER, _("Dat weet ik nog niet"))] if may_wait else []
        field_of(self, "session", forms.ChoiceField).choices = [*choices, *wait]

    def chosen(self) -> Session | None:
        """The session of a valid form; None for who does not know yet."""
        return self.sessions.get(self.cleaned_data["session"])


class DetailsForm(forms.Form):
    """Who applies. The mail address is proven by the log-in."""

    name = NameField(
        label=_("Je voor- en achternaam"), error_messages={"required": _("Vul je voor- en achternaam in.")}
    )
    phone = PhoneField(
        label=_("Je telefoonnummer"),
        help_text=_("Bijvoorbeeld 06 12345678. Dan kan het fonds je bellen als er iets niet duidelijk is."),
        required=False,
    )


class WithdrawForm(forms.Form):
    """What of the plan the learner stops with."""

    lines = forms.MultipleChoiceField(
        label=_("Waarmee wil je stoppen?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Kruis aan waarmee je wilt stoppen."),
            "invalid_choice": _("Dit kan niet meer worden ingetrokken. Kijk wat er nu staat."),
        },
    )

    def __init__(self, *args: object, choices: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field_of(self, "lines", forms.ChoiceField).choices = choices


class PlanForm(forms.Form):
    """Which schemes the plan counts on, and which are asked although the check says no."""

    schemes = forms.MultipleChoiceField(
        label=_("Waarvan wil je gebruikmaken?"),
        help_text=_("Haal een vinkje weg als je een potje niet wilt. Je plan wordt dan opnieuw gemaakt."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    others = forms.MultipleChoiceField(
        label=_("Wil je toch geld vragen uit een potje waar je niet bij lijkt te passen?"),
        help_text=_("Dat mag altijd. Het fonds ziet wat de check vond en neemt een besluit."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self, *args: object, schemes: list[tuple[str, str]], others: list[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, choices in (("schemes", schemes), ("others", others)):
            field_of(self, name, forms.ChoiceField).choices = choices
            if not choices:
                self.fields.pop(name)

    def clean(self) -> dict[str, object]:
        return {"schemes": [], "others": []} | (super().clean() or {})


class SendForm(forms.Form):
    """The last page: agree to what is sent to whom."""

    # The words that name_funds puts before the box are version CONSENT_TEXT of funding/applications/actions.py.
    consent = forms.BooleanField(
        error_messages={
            "required": _("Vink dit aan als je akkoord gaat. Zonder akkoord kunnen de fondsen je aanvraag niet lezen.")
        },
    )

    def name_funds(self, names: Sequence[str]) -> None:
        """Ask for an agreement that these funds, by name, may read it."""
        agreement = ngettext(
            "Ik ga ermee akkoord dat %(funds)s mijn aanvraag en mijn antwoorden leest.",
            "Ik ga ermee akkoord dat %(funds)s mijn aanvraag en mijn antwoorden lezen.",
            len(names),
        )
        self.fields["consent"].label = agreement % {"funds": dutch_list(names)}


class SendTogetherForm(SendForm):
    """The learner agrees on the screen of who helps them, with the code from their own mail."""

    code = forms.CharField(
        label=_("De code uit de e-mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "size": 12}),
        error_messages={"required": _("Vul de code uit je e-mail in.")},
    )
