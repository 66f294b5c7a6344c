"""Forms that make one thing, however often they are sent."""

import secrets
from typing import Any
from uuid import UUID, uuid5

from django import forms


class OnceForm(forms.Form):
    """A form with a random key of its own: what it makes is made once, also when it is sent twice."""

    request_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("request_key", secrets.token_urlsafe(24))

    def clean_request_key(self) -> str:
        return self.cleaned_data["request_key"] or secrets.token_urlsafe(24)


def id_of(request_key: str, by: UUID) -> UUID:
    """The id of what this person makes with the form of this key: sent twice, it would be the same record twice."""
    return uuid5(by, request_key)
