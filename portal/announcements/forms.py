"""Writing an announcement."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.announcements.models import Announcement, BrandAnnouncement

#: The first is what browsers send; the others are what people type where the browser offers no calendar.
MOMENTS = ["%Y-%m-%dT%H:%M", "%d-%m-%Y %H:%M", "%d-%m-%Y %H.%M", "%Y-%m-%d %H:%M"]

#: Anything else is a slip of the keyboard.
YEARS = range(2000, 2100)


class MomentField(forms.DateTimeField):
    """A day and a time in the Netherlands."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format=MOMENTS[0], attrs={"type": "datetime-local", "autocomplete": "off"})
        super().__init__(input_formats=MOMENTS, widget=widget, **kwargs)
        self.error_messages["invalid"] = _("Vul een dag en een tijd in, bijvoorbeeld 30-11-2026 07:00.")


def _in_this_century(moment: datetime | None) -> datetime | None:
    """The same moment. Raises ValidationError for a year that can only be a slip, such as 0001."""
    if moment is not None and moment.year not in YEARS:
        raise forms.ValidationError(_("Dit jaar kan niet kloppen. Kies een jaar vanaf 2000."))
    return moment


class AnnouncementForm(forms.ModelForm):  # type: ignore[type-arg]
    """An announcement of a brand; those of other kinds say in a subclass what they are about."""

    #: The name of the field that says what the announcement is about.
    about = "brand"

    begins = MomentField(label=_("Te zien vanaf"))
    ends = MomentField(label=_("Te zien tot"), required=False, help_text=_("Leeg: tot je het zelf stopt."))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model: type[Announcement] = BrandAnnouncement
        fields = ["brand", "kind", "text", "text_en", "link"]
        labels = {
            "kind": _("Soort"),
            "text": _("Bericht"),
            "text_en": _("Bericht in het Engels"),
            "link": _("Adres voor wie meer wil weten"),
        }
        help_texts = {
            "text": _("Eén of twee korte zinnen, met “je”. Hoogstens 300 tekens."),
            "link": _("Bijvoorbeeld /orienteren/ of https://www.voorbeeld.nl."),
        }
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 3, "lang": "nl"}),
            "text_en": forms.Textarea(attrs={"rows": 3, "lang": "en"}),
            "link": forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = self.instance.period
        self.fields["begins"].initial = period.lower if period else timezone.now().replace(second=0, microsecond=0)
        self.fields["ends"].initial = period.upper if period else None
        self.fields["seen"].initial = self.instance.version
        self.order_fields([self.about, "kind", "text", "text_en", "link", "begins", "ends"])

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    def clean_text_en(self) -> str:
        return " ".join(self.cleaned_data["text_en"].split())

    def clean_begins(self) -> datetime | None:
        return _in_this_century(self.cleaned_data["begins"])

    def clean_ends(self) -> datetime | None:
        return _in_this_century(self.cleaned_data["ends"])

    def clean_link(self) -> str:
        """A page of the portal or an https address; a browser reads a backslash as a slash, so that is neither."""
        link: str = self.cleaned_data["link"].strip()
        if any(sign in link for sign in "\\@") or link.rstrip("/") in ("https:", "https"):
            raise forms.ValidationError(
                _("Dit adres klopt niet. Schrijf het als /orienteren/ of https://www.voorbeeld.nl.")
            )
        return link

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        begins, ends = data.get("begins"), data.get("ends")
        if ends and ends <= timezone.now():
            self.add_error("ends", _("Dit moment is voorbij. Kies een later moment."))
        elif begins and ends and ends <= begins:
            self.add_error("ends", _("Dit is niet later dan het begin. Kies een later moment, of laat dit leeg."))
        if begins and not self.errors:
            self.instance.period = DateTimeTZRange(begins, ends)
        return data
