"""Adding a proof."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from funding.documents.enums import DocumentKind
from funding.documents.reading import clean
from funding.documents.refusing import Clean, Refused
from portal.pages.bsn import has_bsn
from portal.pages.fields import UploadField


class DocumentForm(forms.Form):
    """A file and what it proves. A file with what looks like a BSN is taken only when the learner says it is none."""

    kind = forms.ChoiceField(label=_("Wat stuur je?"), choices=DocumentKind.choices, widget=forms.RadioSelect)
    file = UploadField(
        label=_("Kies een bestand of maak een foto"),
        help_text=_("Een pdf of een foto, hoogstens 10 MB. Streep je burgerservicenummer (BSN) en je pasfoto door."),
        accept=".pdf,image/jpeg,image/png,application/pdf",
    )
    no_bsn = forms.BooleanField(label=_("Er staat geen BSN in dit bestand"), required=False)

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.found: Clean | None = None
        self.bsn_seen = False

    def clean_file(self) -> "UploadedFile[bytes]":
        sent: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            self.found = clean(sent.read())
        except Refused as reason:
            raise forms.ValidationError(str(reason.message)) from reason
        self.bsn_seen = has_bsn(sent.name or "") or has_bsn(self.found.text)
        return sent

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.too_large:
            self.errors.pop("file", None)
            self.add_error("file", _("Dit bestand is groter dan 10 MB. Maak het kleiner, of stuur een foto."))
        if self.bsn_seen and not data.get("no_bsn"):
            self.add_error(
                "file",
                _(
                    "We zien een nummer dat een BSN kan zijn. Dat mogen we niet bewaren. Streep het door en kies het "
                    "bestand opnieuw. Is het geen BSN? Kruis dat dan aan en kies het bestand opnieuw."
                ),
            )
        if self.errors and "file" not in self.errors:
            # A browser never sends a file twice: without a word the learner would press again and send none.
            self.add_error("file", _("Kies ook je bestand opnieuw. Dat is nog niet bewaard."))
        return data
