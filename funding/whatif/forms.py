"""A scenario, and what is different of one scheme in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.budgets.forms import MOST_EUROS
from funding.editor.fields import PlacesField
from funding.schemes.models import Scheme, SchemeVersion
from funding.whatif.enums import Basis
from portal.pages.fields import EurosField, field_of
from portal.regions.models import Region


class AreasField(PlacesField):
    """Regions and municipalities by name, one on a line; its value is {"regions": slugs, "places": codes}."""

    def prepare_value(self, value: Any) -> Any:
        """Names of what a scenario keeps; what somebody typed stays as it was."""
        if not isinstance(value, dict):
            return value
        regions = Region.objects.filter(slug__in=value.get("regions", ())).order_by("name")
        names = [*regions.values_list("name", flat=True), super().prepare_value(value.get("places", []))]
        return "\n".join(name for name in names if name)

    def clean(self, value: Any) -> Any:
        known = {name.casefold(): slug for slug, name in Region.objects.values_list("slug", "name")}
        lines = [line.strip(" ,;") for line in str(value or "").splitlines()]
        regions = sorted({known[line.casefold()] for line in lines if line.casefold() in known})
        return {
            "regions": regions,
            "places": super().clean("\n".join(line for line in lines if line.casefold() not in known)),
        }


class ScenarioForm(forms.Form):
    """What it is called, and whom it looks at."""

    title = forms.CharField(
        label=gettext_lazy("Hoe noem je dit scenario?"),
        help_text=gettext_lazy("Bijvoorbeeld: plafond een ton hoger, of ook voor heel Drenthe."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Met welke aanvragen rekenen we?"),
        choices=Basis,
        initial=Basis.YEAR,
        widget=forms.RadioSelect,
    )


class AddForm(forms.Form):
    """A scheme that has no budget here yet."""

    scheme = forms.ModelChoiceField(
        label=gettext_lazy("Welke regeling komt erbij?"),
        help_text=gettext_lazy("Ook een regeling van jullie die nog niet is gepubliceerd."),
        queryset=Scheme.objects.none(),
        empty_label=None,
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "scheme", forms.ModelChoiceField).queryset = offered


class ChangeForm(forms.Form):
    """What is different of one scheme; ``changes`` is what a scenario keeps of it."""

    ceiling = EurosField(
        label=gettext_lazy("Plafond van het budget"),
        help_text=gettext_lazy("Wat je leeg laat, blijft zoals het nu is."),
        most_euros=MOST_EUROS,
        required=False,
    )
    cap_per_course = EurosField(label=gettext_lazy("Hoogste bedrag per opleiding"), required=False)
    cap_per_year = EurosField(label=gettext_lazy("Hoogste bedrag per persoon per jaar"), required=False)
    cap_per_life = EurosField(label=gettext_lazy("Hoogste bedrag per persoon, alle jaren samen"), required=False)
    cap_per_family = EurosField(
        label=gettext_lazy("Hoogste bedrag per persoon per jaar, samen met de regelingen die erbij horen"),
        help_text=gettext_lazy("Dit geldt dan voor al die regelingen."),
        required=False,
    )
    percent = forms.IntegerField(
        label=gettext_lazy("Hoogste deel van de kosten, in procenten"),
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 4}),
    )
    where = AreasField(
        label=gettext_lazy("Voor wie woont in"),
        help_text=gettext_lazy("Eén regio of gemeente per regel. Leeg: het gebied blijft zoals het nu is."),
        required=False,
    )
    version = forms.ChoiceField(label=gettext_lazy("Met welke regels?"), required=False, widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, drafts: list[SchemeVersion], added: bool, in_family: bool = False, **kwargs: Any
    ) -> None:
        """``drafts``: versions that are not published yet; ``added``: there is no budget, so a ceiling is needed;
        ``in_family``: other schemes share a cap with this one.
        """
        super().__init__(*args, **kwargs)
        if not in_family:
            del self.fields["cap_per_family"]
        self.added = added
        if added:
            self.fields["ceiling"].required = True
            self.fields["ceiling"].help_text = ""
        unpublished = _("Versie %(number)s, die nog niet is gepubliceerd")
        field_of(self, "version", forms.ChoiceField).choices = [
            ("", _("De regels die nu gelden")),
            *((str(one.pk), unpublished % {"number": one.number}) for one in drafts),
        ]
        if not drafts:
            del self.fields["version"]

    @property
    def changes(self) -> dict[str, Any]:
        """Amounts in cents; what was left empty is not in it."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "where"}
        both = cleaned | self.cleaned_data["where"]
        told = {name: value for name, value in both.items() if value not in (None, "", [])}
        return told | ({"added": True} if self.added else {})
