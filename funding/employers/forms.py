"""What an employer tells: who it is, what holds for everybody, and the people."""

from io import BytesIO
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Session
from funding.applications.forms import LATER
from funding.employers.lists import NotAList, read_list
from funding.parties.forms import EmployerForm
from portal.pages.fields import MailField, NameField, UploadField, field_of
from portal.templatetags.portal import day

LARGEST_LIST = 500_000


class StartForm(forms.Form):
    """Who asks, and when the course should begin."""

    company = NameField(
        label=gettext_lazy("Naam van het bedrijf"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": gettext_lazy("Vul de naam van het bedrijf in.")},
    )
    name = NameField(label=gettext_lazy("Je naam"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = MailField(
        label=gettext_lazy("Je e-mailadres"),
        help_text=gettext_lazy("Hier sturen we een link heen. Met die link ga je verder; een account is niet nodig."),
    )
    session = forms.ChoiceField(label=gettext_lazy("Wanneer beginnen jullie?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, sessions: list[Session]) -> None:
        super().__init__(data)
        self.sessions = {str(one.pk): one for one in sessions}
        choices = [(key, f"{day(one.starts)}, {one.place or _('online')}") for key, one in self.sessions.items()]
        field_of(self, "session", forms.ChoiceField).choices = [*choices, (LATER, _("Dat weten we nog niet"))]
        if not sessions:
            del self.fields["session"]

    def chosen(self) -> Session | None:
        """The start of a valid form; None when it is not known yet."""
        return self.sessions.get(self.cleaned_data.get("session", ""))


class FactsForm(EmployerForm):
    """What an employer states of everybody in its file."""

    def __init__(self, *args: Any, company: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company_name = company
        del self.fields["employs"], self.fields["company"]
        self.fields["share"].label = _("Hoeveel betalen jullie per persoon mee aan de cursus?")

    def told(self) -> dict[str, Any]:
        return super().told() | {"employs": "yes", "company": self.company_name}


class ListForm(forms.Form):
    """A CSV file with a person on each line; ``rows`` is what a valid one says (``lists.read_list``)."""

    file = UploadField(
        label=gettext_lazy("Kies het bestand"),
        help_text=gettext_lazy("CSV met op de eerste regel “naam” en “e-mail”. Uit Excel: opslaan als CSV."),
        accept=".csv,text/csv",
    )

    def __init__(self, data: Any = None, files: Any = None, *, too_large: bool = False) -> None:
        super().__init__(data, files)
        self.too_large = too_large
        self.rows: list[tuple[str, str, str, str]] = []

    def clean_file(self) -> "UploadedFile[bytes]":
        sent: UploadedFile[bytes] = self.cleaned_data["file"]
        if (sent.size or 0) > LARGEST_LIST:
            raise forms.ValidationError(_("Dit bestand is te groot voor een lijst met namen. Kies een ander."))
        try:
            self.rows = read_list(BytesIO(sent.read()))
        except NotAList as problem:
            raise forms.ValidationError(problem.message) from problem
        return sent

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.too_large:
            self.errors.pop("file", None)
            self.add_error("file", _("Dit bestand is te groot voor een lijst met namen. Kies een ander."))
        return data
