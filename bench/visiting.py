"""A visitor of the portal in this very process, who may tell something of themselves."""

from typing import Any


def visitor() -> Any:
    """Somebody whom nobody knows, at the portal of a brand."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    return Client(headers={"host": "noorden.localhost"})


def answer(client: Any, snapshot: Any) -> None:
    """Tell where one lives, when one was born and what one does, on the pages that ask it."""
    from django.urls import reverse

    check = reverse("funding:check", args=[snapshot.pk(int((snapshot.cents > 0).argmax()))])
    told = {"residence": {"residence": "Assen"}, "employment": {"employment": "employee"}}
    told["birth_date"] = {"birth_date_day": "17", "birth_date_month": "5", "birth_date_year": "1984"}
    for fact, typed in told.items():
        answered = client.post(f"{check}{fact}/", typed)
        assert answered.status_code == 302, (fact, answered.content.decode())
