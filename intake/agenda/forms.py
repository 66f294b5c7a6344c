"""Who comes to the appointment, and how."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.agenda.actions import Contact
from intake.agenda.enums import Language, Mode, Wish
from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Team
from portal.pages.fields import HintedChoiceField, MailField, NameField, PhoneField, field_of
from portal.pages.once import OnceForm
from portal.regions.forms import PlaceField

LONGEST_HOPE = 1000


class WhereForm(forms.Form):
    """Where somebody lives: that leads to the team nearby."""

    residence = PlaceField(
        label=gettext_lazy("Waar woon je?"),
        help_text=gettext_lazy("Je postcode of je gemeente, bijvoorbeeld 9712 AB of Groningen."),
    )


class ContactForm(OnceForm):
    """Name, address, how, and what somebody hopes for. ``request_key`` makes one appointment of a form sent twice."""

    name = NameField(
        label=gettext_lazy("Je naam"),
        error_messages={"required": gettext_lazy("Vul je naam in. Een voornaam mag ook.")},
    )
    email = MailField(
        label=gettext_lazy("Je e-mailadres"),
        help_text=gettext_lazy("Hier sturen we je afspraak naartoe."),
    )
    mode = HintedChoiceField(
        label=gettext_lazy("Hoe wil je praten?"),
        choices=Mode,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies hoe je wilt praten.")},
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Waar wil je komen?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Alleen als je op kantoor praat."),
    )
    phone = PhoneField(
        label=gettext_lazy("Je telefoonnummer"),
        required=False,
        help_text=gettext_lazy(
            "Verplicht als je voor telefoon kiest. Anders alleen voor een herinnering, of als er iets verandert."
        ),
    )
    hope = forms.CharField(
        label=gettext_lazy("Waar hoop je op?"),
        required=False,
        max_length=LONGEST_HOPE,
        help_text=gettext_lazy(
            "Eén of twee zinnen is genoeg. Schrijf niets over je gezondheid: dat hoeven we niet te weten."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    talk_language = forms.ChoiceField(
        label=gettext_lazy("In welke taal praat je het liefst?"),
        choices=Language,
        required=False,
        help_text=gettext_lazy("Spreekt je adviseur die taal niet? Dan zoeken we iemand die kan tolken."),
    )
    wishes = forms.MultipleChoiceField(
        label=gettext_lazy("Wat maakt het gesprek makkelijker?"),
        choices=Wish,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Je hoeft niet te zeggen waarom."),
    )
    share = forms.BooleanField(
        label=gettext_lazy("Mijn adviseur mag zien wat ik over mezelf ontdekte"),
        required=False,
        help_text=gettext_lazy("Op de volgende pagina zie je precies wat dat is."),
    )
    #: By which key the time is held, for who loses the cookie on the way.
    hold = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self,
        *args: Any,
        team: Team,
        kind: AppointmentKind,
        found_out: Sequence[dict[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        """``found_out``: what this person found out about themselves and may share; nothing leaves out the question.

        Ways and places are those of the kind; one place is not asked.
        """
        super().__init__(*args, **kwargs)
        self.found_out, self.kind = tuple(found_out), kind
        field_of(self, "mode", forms.ChoiceField).choices = [(mode.value, mode.label) for mode in kind.talks]
        if len(kind.talks) == 1:
            self.initial.setdefault("mode", kind.talks[0].value)
        if Mode.OFFICE in kind.talks and len(kind.places) > 1:
            field_of(self, "place", forms.ChoiceField).choices = [(place, place) for place in kind.places]
        else:
            del self.fields["place"]
        self.initial.setdefault("talk_language", Language.DUTCH)
        if not self.found_out:
            del self.fields["share"]
        field_of(self, "mode", HintedChoiceField).choice_hints = {
            Mode.OFFICE: _("Je kiest hieronder waar.")
            if "place" in self.fields
            else ", ".join(kind.places or team.address.splitlines()),
            Mode.VIDEO: _("Je krijgt vooraf een link per e-mail."),
            Mode.PHONE: _("We bellen jou."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("mode") == Mode.PHONE and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Vul je telefoonnummer in, dan kunnen we je bellen."))
        if "place" in self.fields and cleaned.get("mode") == Mode.OFFICE and not cleaned.get("place"):
            self.add_error("place", _("Kies waar je wilt komen."))
        return cleaned

    def rows(self) -> list[dict[str, str]]:
        """What was filled in, to check: "field" with its "question" and "answer"."""
        given = self.contact()
        shown = {
            "name": given.name,
            "email": given.email,
            "mode": str(given.mode.label),
            **({"place": given.place} if "place" in self.fields and given.mode == Mode.OFFICE else {}),
            "phone": given.phone,
            "hope": given.hope,
            "talk_language": str(Language(given.talk_language).label),
            "wishes": "\n".join(str(Wish(wish).label) for wish in given.wishes),
        }
        if self.found_out:
            told = [f"{line['question']}: {line['answer']}" for line in given.told]
            shown["share"] = "\n".join(told) or _("Nee, dat houd ik voor mezelf")
        nothing = _("Niet ingevuld")
        return [
            {"field": name, "question": str(self.fields[name].label), "answer": text or nothing}
            for name, text in shown.items()
        ]

    def focus_on(self, name: str) -> None:
        """Begin at this field when the form is shown again."""
        if name in self.fields:
            self.fields[name].widget.attrs["autofocus"] = True

    def contact(self) -> Contact:
        """What was filled in, once the form is valid."""
        data = self.cleaned_data
        return Contact(
            data["name"],
            data["email"],
            data["phone"],
            Mode(data["mode"]),
            data["hope"],
            talk_language=data["talk_language"] or Language.DUTCH,
            wishes=tuple(data["wishes"]),
            told=self.found_out if data.get("share") else (),
            place=self._place(Mode(data["mode"]), data.get("place", "")),
        )

    def _place(self, mode: Mode, chosen: str) -> str:
        """Where an office talk is, when that is not at the team's own address."""
        if mode != Mode.OFFICE:
            return ""
        return chosen if "place" in self.fields else "".join(self.kind.places[:1])
