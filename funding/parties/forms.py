"""What an employer, a provider and a fund outside the portal are asked, and whom to ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.outside.outcome_form import OutcomeForm
from funding.parties.enums import Advice, Seat, Shown
from intake.profile.questions import QUESTIONS
from portal.pages.fields import DayField, EurosField, MailField, NameField, WrittenField, field_of

YES_NO = (("yes", _("Ja")), ("no", _("Nee")))


class AddressForm(forms.Form):
    """Where the link goes. It is another's address: the browser does not fill in one's own."""

    email = MailField(
        label=_("E-mailadres"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"}),
        error_messages={"required": _("Vul een e-mailadres in.")},
    )


class OpinionAskForm(AddressForm):
    """Whose opinion, about what, and which parts of the file they see. The name of the learner is never shown."""

    question = WrittenField(
        label=_("Wat wil je weten?"),
        help_text=_("Noem geen naam en niets waaraan je de deelnemer herkent."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf op wat je wilt weten.")},
    )
    shown = forms.MultipleChoiceField(
        label=_("Wat mag deze persoon zien?"),
        choices=Shown.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Shown.COURSE.value],
        required=False,
    )

    def asked(self) -> dict[str, Any]:
        """The question and the parts of a valid form, as an invitation keeps them."""
        return {"question": self.cleaned_data["question"], "shown": self.cleaned_data["shown"]}


class AnswerForm(forms.Form):
    """What every answer has: who answers."""

    answered_by = NameField(
        label=_("Je naam en functie"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Vul je naam en functie in.")},
    )

    def told(self) -> dict[str, Any]:
        """The answer of a valid form, to be kept as JSON: cents, dates ISO."""
        values = self.cleaned_data
        return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}


class EmployerForm(AnswerForm):
    """Employment, cao, the employer's share, and earlier public aid (Verordening (EU) 2023/2831, de-minimis)."""

    employs = forms.ChoiceField(label=_("Werkt deze persoon bij jullie?"), choices=YES_NO, widget=forms.RadioSelect)
    company = NameField(label=_("Naam van het bedrijf"), widget=forms.TextInput(attrs={"autocomplete": "organization"}))
    # A list to open: an employer knows its cao, and there are too many to lay out on a phone.
    cao = forms.ChoiceField(label=_("Onder welke cao valt het werk?"))
    share = EurosField(
        label=_("Hoeveel betalen jullie mee aan de cursus?"), help_text=_("Niets? Vul dan 0 in."), required=True
    )
    de_minimis = EurosField(
        label=_("Hoeveel de-minimissteun kreeg het bedrijf in de laatste drie jaar?"),
        help_text=_("Dat is steun van de overheid die onder de Europese grens van € 300.000 in drie jaar telt."),
        required=False,
    )
    fte = forms.IntegerField(
        label=_("Hoeveel voltijdbanen heeft het bedrijf?"),
        help_text=_("Tel alle uren bij elkaar. Het hoeft niet precies."),
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 7}),
        error_messages={"invalid": _("Vul een heel getal in, zoals 25.")},
    )
    recognised = forms.ChoiceField(
        label=_("Is het bedrijf een erkend leerbedrijf?"),
        choices=(*YES_NO, ("", _("Weet ik niet"))),
        widget=forms.RadioSelect,
        required=False,
    )
    field_order = ("employs", "company", "cao", "share", "de_minimis", "fte", "recognised", "answered_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "cao", forms.ChoiceField).choices = [
            ("", _("Kies een cao")),
            *QUESTIONS["cao"].choices.items(),
        ]

    def clean(self) -> dict[str, Any]:
        """Who is no employer of this person has nothing to say about cao and money."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("employs") == "no":
            for name in ("company", "cao", "share", "de_minimis", "fte", "recognised"):
                self.errors.pop(name, None)
            nothing = {"cao": "", "share": 0, "de_minimis": None, "fte": None, "recognised": ""}
            return data | nothing | {"company": data.get("company") or ""}
        return data


class ProviderForm(AnswerForm):
    """A seat, its start and its price; or another proposal."""

    seat = forms.ChoiceField(
        label=_("Kan deze persoon bij jullie beginnen?"), choices=Seat.choices, widget=forms.RadioSelect
    )
    starts = DayField(label=_("Startdatum"), required=False)
    price = EurosField(label=_("Prijs, met btw"), required=True)
    free_days = forms.IntegerField(
        label=_("Tot hoeveel dagen voor de start is afzeggen gratis?"),
        help_text=_("Volgens jullie eigen voorwaarden, na de bedenktijd van 14 dagen. De deelnemer leest dit."),
        required=False,
        min_value=0,
        max_value=365,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 4}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Vul een getal van 0 tot en met 365 in.")
        ),
    )
    cancel_percent = forms.IntegerField(
        label=_("Hoeveel procent van de prijs vragen jullie daarna?"),
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 4}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Vul een getal van 0 tot en met 100 in.")
        ),
    )
    note = WrittenField(label=_("Wil je nog iets zeggen?"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("seat", "starts", "price", "free_days", "cancel_percent", "note", "answered_by")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        days, percent = data.get("free_days"), data.get("cancel_percent")
        if (days is None) != (percent is None) and not {"free_days", "cancel_percent"} & set(self.errors):
            self.add_error("cancel_percent" if percent is None else "free_days", _("Vul beide in, of geen van beide."))
        return data


class AttendanceForm(AnswerForm):
    """Whether the learner took part, and how much of it."""

    took_part = forms.ChoiceField(
        label=_("Heeft deze persoon meegedaan?"),
        choices=(("finished", _("Ja, tot het einde")), ("partly", _("Ja, maar niet helemaal")), ("no", _("Nee"))),
        widget=forms.RadioSelect,
    )
    percent = forms.IntegerField(
        label=_("Bij hoeveel procent van de lessen?"),
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 4}),
        error_messages={"invalid": _("Vul een getal van 0 tot en met 100 in.")},
    )
    note = WrittenField(label=_("Wil je nog iets zeggen?"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("took_part", "percent", "note", "answered_by")


class OpinionForm(AnswerForm):
    """The opinion of somebody outside, with reasons."""

    advice = forms.ChoiceField(label=_("Wat is je advies?"), choices=Advice.choices, widget=forms.RadioSelect)
    note = WrittenField(
        label=_("Waarom?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Schrijf op waarom.")},
    )
    field_order = ("advice", "note", "answered_by")


class ToldOutcomeForm(OutcomeForm, AnswerForm):
    """An outcome as the fund itself tells it."""

    field_order = ("outcome", "amount", "note", "answered_by")
