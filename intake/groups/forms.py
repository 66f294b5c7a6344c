"""A meeting, and taking a seat in one, as forms."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.agenda.slots import AMSTERDAM
from intake.agenda.working_forms import time_field
from intake.groups.enums import ATTENDANCE, SeatStatus
from intake.groups.models import MOST_SEATS, Seat
from intake.teams.forms import number_field
from portal.pages.fields import DayField, MailField, NameField
from portal.pages.once import OnceForm

FURTHEST = timedelta(days=366)


class GroupForm(forms.Form):
    """A meeting of one's own team."""

    title = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Zo zien bezoekers het, bijvoorbeeld Workshop solliciteren."),
        error_messages={"required": gettext_lazy("Geef de bijeenkomst een naam.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Wat gaan jullie doen, en voor wie is het?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    on_day = DayField(label=gettext_lazy("Op welke dag"))
    work_from = time_field(gettext_lazy("Van"))
    work_until = time_field(gettext_lazy("Tot"))
    group_place = forms.CharField(
        label=gettext_lazy("Waar?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Een adres. Online? Schrijf dan hoe mensen de link krijgen."),
        error_messages={"required": gettext_lazy("Vul in waar het is.")},
    )
    seats = number_field(gettext_lazy("Hoeveel plekken?"), 1, MOST_SEATS)
    change_hours = number_field(gettext_lazy("Zelf afmelden kan tot zoveel uur ervoor"), 0, 14 * 24, initial=2)
    leads = forms.BooleanField(
        label=gettext_lazy("Ik leid deze bijeenkomst"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Dan kan niemand op die tijd een gesprek met je boeken."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, start, end = (cleaned.get(name) for name in ("on_day", "work_from", "work_until"))
        if day and not timezone.localdate() <= day <= timezone.localdate() + FURTHEST:
            self.add_error("on_day", _("Kies een dag vanaf vandaag, binnen een jaar."))
        if start and end and end <= start:
            self.add_error("work_until", _("De eindtijd moet na de begintijd liggen."))
        if self.errors or not (day and start and end):
            return cleaned
        begin, until = (datetime.combine(day, at, tzinfo=AMSTERDAM) for at in (start, end))
        if begin <= timezone.now():
            self.add_error("work_from", _("Die tijd is al voorbij."))
        elif until <= begin:  # the hour in which the clock goes back
            self.add_error("work_until", _("De eindtijd moet na de begintijd liggen."))
        cleaned["period"] = DateTimeTZRange(begin, until)
        return cleaned

    def fields_of_session(self) -> dict[str, Any]:
        """What was filled in, as fields of GroupSession."""
        data = self.cleaned_data
        return {name: data[name] for name in ("title", "text", "period", "seats", "change_hours")} | {
            "place": data["group_place"]
        }


class JoinForm(OnceForm):
    """Who takes part."""

    name = NameField(
        label=gettext_lazy("Je naam"),
        error_messages={"required": gettext_lazy("Vul je naam in. Een voornaam mag ook.")},
    )
    email = MailField(
        label=gettext_lazy("Je e-mailadres"),
        help_text=gettext_lazy("Hier sturen we alles over de bijeenkomst naartoe."),
    )


class WhoCameForm(forms.Form):
    """Of everybody on the page whether they came."""

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("nog niet ingevuld")), *((one.value, one.label) for one in ATTENDANCE)]
        self.seats = {f"seat-{seat.pk}": seat for seat in seats}
        for name, seat in self.seats.items():
            known = seat.status if seat.status in ATTENDANCE else ""
            self.fields[name] = forms.ChoiceField(label=seat.name, choices=choices, initial=known, required=False)

    def told(self) -> dict[UUID, SeatStatus]:
        """What was filled in, once the form is valid."""
        return {seat.pk: SeatStatus(said) for name, seat in self.seats.items() if (said := self.cleaned_data[name])}
