"""Bringing a scheme in as a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.editor.fields import LineField
from funding.engine.scheme_file import LONGEST_NAME, SchemeFile
from funding.schemes.errors import WrongFile
from funding.schemes.file_reading import read_scheme
from portal.pages.fields import UploadField, field_of
from portal.people.models import Fund


class FileForm(forms.Form):
    """A scheme as JSON; with ``funds`` for a new scheme, of one of these. ``found`` is what a valid file says."""

    fund = forms.ModelChoiceField(label=gettext_lazy("Fonds"), queryset=Fund.objects.none(), empty_label=None)
    file = UploadField(
        label=gettext_lazy("Kies het bestand"),
        help_text=gettext_lazy("Een JSON-bestand van hoogstens 1 MB."),
        accept=".json,application/json",
    )
    name = LineField(
        label=gettext_lazy("Hoe heet de regeling hier?"),
        help_text=gettext_lazy("Leeg: zoals in het bestand."),
        max_length=LONGEST_NAME,
        required=False,
    )

    def __init__(self, data: Any, files: Any, *, funds: Any = None, too_large: bool = False) -> None:
        super().__init__(data, files)
        self.found: SchemeFile | None = None
        self.too_large = too_large
        if funds is None:
            del self.fields["fund"], self.fields["name"]
        else:
            field_of(self, "fund", forms.ModelChoiceField).queryset = funds

    def clean_file(self) -> "UploadedFile[bytes]":
        sent: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            self.found = read_scheme(sent.read())
        except WrongFile as problem:
            raise forms.ValidationError(problem.message) from problem
        return sent

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.too_large:
            self.errors.pop("file", None)
            self.add_error("file", _("Dit bestand is te groot. Een regeling is veel kleiner: kies een ander bestand."))
        return data
