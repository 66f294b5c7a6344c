"""A kind of talk, walk-in hours, and a number to be called at, as forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.agenda.enums import Audience, Language, Mode
from intake.agenda.kinds import FURTHEST_DAYS, LONGEST, LONGEST_PAUSE_MINUTES, SHORTEST, AppointmentKind
from intake.agenda.models import MOST_MISSED, MOST_TRAVEL
from intake.agenda.working_forms import WEEKDAYS, time_field
from intake.teams.enums import PartOfDay
from portal.pages.fields import NameField, PhoneField
from portal.pages.once import OnceForm

MOST_PLACES, LONGEST_PLACE = 10, 200


def number_field(label: Any, low: int, high: int, **more: Any) -> forms.IntegerField:
    told = {
        "invalid": gettext_lazy("Vul een heel getal in, zonder letters."),
        "min_value": gettext_lazy("Vul minstens %(limit_value)s in."),
        "max_value": gettext_lazy("Vul hoogstens %(limit_value)s in."),
    }
    box = forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=low, max_value=high, widget=box, error_messages=told, **more)


class KindForm(forms.Form):
    """A kind of talk of one's own team."""

    title = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Zo zien bezoekers het, bijvoorbeeld Eerste gesprek."),
        error_messages={"required": gettext_lazy("Geef het gesprek een naam.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Voor wie is het?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Eén of twee zinnen voor bezoekers."),
    )
    minutes = number_field(
        gettext_lazy("Hoe lang duurt het?"),
        int(SHORTEST.total_seconds()) // 60,
        int(LONGEST.total_seconds()) // 60,
        help_text=gettext_lazy("In minuten."),
    )
    pause_minutes = number_field(
        gettext_lazy("Pauze erna"), 0, LONGEST_PAUSE_MINUTES, help_text=gettext_lazy("In minuten. Ook voor reistijd.")
    )
    modes = forms.MultipleChoiceField(
        label=gettext_lazy("Hoe kan het?"),
        choices=Mode,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Terugbellen heeft geen vaste tijd: mensen laten een nummer achter en jullie bellen."),
        error_messages={"required": gettext_lazy("Kies minstens één manier.")},
    )
    places = forms.CharField(
        label=gettext_lazy("Waar?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Eén adres per regel. Leeg: op het adres van het team. Bij meer adressen kiest iemand zelf."
        ),
    )
    lead_hours = number_field(
        gettext_lazy("Te boeken tot zoveel uur ervoor"), 0, 24 * FURTHEST_DAYS, help_text=gettext_lazy("In uren.")
    )
    horizon_days = number_field(
        gettext_lazy("Te boeken zoveel dagen vooruit"), 1, FURTHEST_DAYS, help_text=gettext_lazy("In dagen.")
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Wie kan het boeken?"),
        choices=Audience,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wie het kan boeken.")},
    )
    remind_hours = number_field(
        gettext_lazy("Herinnering zoveel uur ervoor"),
        0,
        14 * 24,
        help_text=gettext_lazy("In uren. 0: geen herinnering."),
    )
    change_hours = number_field(
        gettext_lazy("Zelf verzetten of afzeggen kan tot zoveel uur ervoor"),
        0,
        14 * 24,
        help_text=gettext_lazy("In uren. Daarna belt iemand jullie."),
    )
    needs_confirmation = forms.BooleanField(
        label=gettext_lazy("Wij bevestigen elke afspraak zelf"),
        required=False,
        help_text=gettext_lazy("De tijd blijft vrij voor wie hem aanvroeg, tot jullie ja of nee zeggen."),
    )

    @classmethod
    def of(cls, kind: AppointmentKind | None, typed: Any) -> "KindForm":
        """Filled in with a kind as it is; None: with what is usual."""
        shown = kind or AppointmentKind(modes=[Mode.OFFICE, Mode.VIDEO, Mode.PHONE])
        names = [name for name in cls.base_fields if name not in {"title", "places"}]
        initial = {name: getattr(shown, name) for name in names}
        return cls(typed, initial=initial | {"title": shown.name, "places": "\n".join(shown.places)})

    def clean_places(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["places"].splitlines()]
        places = list(dict.fromkeys(line for line in lines if line))
        if len(places) > MOST_PLACES:
            raise forms.ValidationError(_("Noem hoogstens tien adressen."))
        if any(len(place) > LONGEST_PLACE for place in places):
            raise forms.ValidationError(_("Een adres is hier te lang. Zet elk adres op een eigen regel."))
        return places

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lead, horizon = cleaned.get("lead_hours"), cleaned.get("horizon_days")
        if lead is not None and horizon is not None and lead > horizon * 24:
            self.add_error("lead_hours", _("Zo kan niemand boeken: dit is langer dan je vooruit laat boeken."))
        return cleaned

    def fields_of_kind(self) -> dict[str, Any]:
        """What was filled in, as fields of AppointmentKind."""
        data = dict(self.cleaned_data)
        return {"name": data.pop("title"), **data}


class TeamRulesForm(forms.Form):
    """How long it takes to get from one place of the team to another, and when somebody who does not come must call."""

    travel_minutes = number_field(
        gettext_lazy("Reistijd tussen jullie plekken"),
        0,
        MOST_TRAVEL,
        help_text=gettext_lazy("In minuten. 0: daar letten we niet op."),
    )
    most_missed = number_field(
        gettext_lazy("Zo vaak niet gekomen, dan eerst bellen"),
        0,
        MOST_MISSED,
        help_text=gettext_lazy(
            "Aantal gesprekken in een half jaar. Wie daarna wel komt, begint opnieuw. 0: iedereen kan blijven boeken."
        ),
    )


class WalkInForm(forms.Form):
    """When people can walk in."""

    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Dag"),
        choices=WEEKDAYS,
        coerce=int,
        error_messages={"invalid_choice": gettext_lazy("Kies een dag van de week.")},
    )
    work_from = time_field(gettext_lazy("Van"))
    work_until = time_field(gettext_lazy("Tot"))
    walk_in_place = forms.CharField(
        label=gettext_lazy("Waar?"),
        required=False,
        max_length=LONGEST_PLACE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Leeg: op het adres van het team."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("work_from") and cleaned.get("work_until") and cleaned["work_until"] <= cleaned["work_from"]:
            self.add_error("work_until", _("De eindtijd moet na de begintijd liggen."))
        return cleaned


class CallMeForm(OnceForm):
    """A number to be called at."""

    name = NameField(
        label=gettext_lazy("Je naam"),
        error_messages={"required": gettext_lazy("Vul je naam in. Een voornaam mag ook.")},
    )
    phone = PhoneField(
        label=gettext_lazy("Je telefoonnummer"),
        error_messages={"required": gettext_lazy("Vul je telefoonnummer in, dan kunnen we je bellen.")},
    )
    part_of_day = forms.ChoiceField(
        label=gettext_lazy("Wanneer kunnen we je bellen?"),
        choices=PartOfDay,
        initial=PartOfDay.ANY,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wanneer we je kunnen bellen.")},
    )
    talk_language = forms.ChoiceField(
        label=gettext_lazy("In welke taal praat je het liefst?"), choices=Language, initial=Language.DUTCH
    )
    hope = forms.CharField(
        label=gettext_lazy("Waar gaat het over?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Dat hoeft niet. Schrijf niets over je gezondheid: dat hoeven we niet te weten."),
    )
