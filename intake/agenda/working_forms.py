"""Working hours and absence as forms."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.agenda.slots import AMSTERDAM
from portal.pages.fields import DayField

WEEKDAYS = (
    (1, gettext_lazy("maandag")),
    (2, gettext_lazy("dinsdag")),
    (3, gettext_lazy("woensdag")),
    (4, gettext_lazy("donderdag")),
    (5, gettext_lazy("vrijdag")),
    (6, gettext_lazy("zaterdag")),
    (7, gettext_lazy("zondag")),
)
FURTHEST = timedelta(days=3 * 366)
MOST_A_DAY = 20
NO_TIME = {"invalid": gettext_lazy("Vul een tijd in, bijvoorbeeld 09:00.")}


def time_field(label: Any, **more: Any) -> forms.TimeField:
    box = forms.TimeInput(attrs={"type": "time", "autocomplete": "off"}, format="%H:%M")
    return forms.TimeField(label=label, widget=box, error_messages=NO_TIME, **more)


class HoursForm(forms.Form):
    """Hours on one weekday. A break is two rows: the morning and the afternoon."""

    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Dag"),
        choices=WEEKDAYS,
        coerce=int,
        error_messages={"invalid_choice": gettext_lazy("Kies een dag van de week.")},
    )
    work_from = time_field(gettext_lazy("Van"))
    work_until = time_field(gettext_lazy("Tot"))
    first = DayField(label=gettext_lazy("Vanaf welke dag"))
    last = DayField(label=gettext_lazy("Tot en met"), required=False, help_text=gettext_lazy("Leeg: voorlopig altijd."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        today = timezone.localdate()
        if cleaned.get("work_from") and cleaned.get("work_until") and cleaned["work_until"] <= cleaned["work_from"]:
            self.add_error("work_until", _("De eindtijd moet na de begintijd liggen."))
        if cleaned.get("first") and not today <= cleaned["first"] <= today + FURTHEST:
            self.add_error("first", _("Kies een dag vanaf vandaag, binnen drie jaar."))
        if cleaned.get("first") and cleaned.get("last") and cleaned["last"] < cleaned["first"]:
            self.add_error("last", _("De laatste dag ligt voor de eerste."))
        return cleaned


class MostForm(forms.Form):
    """How many talks somebody has on one day, at most."""

    most_a_day = forms.IntegerField(
        label=gettext_lazy("Hoogstens zoveel gesprekken op een dag"),
        required=False,
        min_value=1,
        max_value=MOST_A_DAY,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
        help_text=gettext_lazy("Leeg: geen grens. Wat al geboekt is, blijft staan."),
        error_messages={
            "invalid": gettext_lazy("Vul een heel getal in, zonder letters."),
            "min_value": gettext_lazy("Vul minstens %(limit_value)s in."),
            "max_value": gettext_lazy("Vul hoogstens %(limit_value)s in."),
        },
    )


class AbsenceForm(forms.Form):
    """When somebody is away. Why is not asked."""

    away_first = DayField(label=gettext_lazy("Eerste dag"))
    away_from = time_field(gettext_lazy("Vanaf"), required=False, help_text=gettext_lazy("Leeg: de hele dag."))
    away_last = DayField(
        label=gettext_lazy("Laatste dag"), required=False, help_text=gettext_lazy("Leeg: alleen die ene dag.")
    )
    away_until = time_field(
        gettext_lazy("Tot"), required=False, help_text=gettext_lazy("Leeg: tot het eind van die dag.")
    )
    rearrange = forms.BooleanField(
        label=gettext_lazy("Regel de afspraken in die tijd"),
        required=False,
        help_text=gettext_lazy(
            "Is een collega dan vrij? Dan neemt die het gesprek over. Anders kiest iemand zelf een andere tijd. "
            "Iedereen krijgt een e-mail."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("away_first"), cleaned.get("away_last") or cleaned.get("away_first")
        if not first or not last or self.errors:
            return cleaned
        today = timezone.localdate()
        if last < today or last > today + FURTHEST:
            self.add_error(
                "away_last" if cleaned.get("away_last") else "away_first",
                _("Kies een dag vanaf vandaag, binnen drie jaar."),
            )
            return cleaned
        begin = datetime.combine(first, cleaned.get("away_from") or datetime.min.time(), tzinfo=AMSTERDAM)
        until = cleaned.get("away_until")
        end = (
            datetime.combine(last, until, tzinfo=AMSTERDAM)
            if until
            else datetime.combine(last + timedelta(days=1), datetime.min.time(), tzinfo=AMSTERDAM)
        )
        if end <= begin:
            self.add_error("away_last", _("Het einde moet na het begin liggen."))
        cleaned["period"] = (begin, end)
        return cleaned
