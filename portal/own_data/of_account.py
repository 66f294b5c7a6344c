"""What the ground floor itself holds of a person."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from portal.own_data.holding import Sheet
from portal.people.models import User


def account_sheet(user: User) -> Iterable[Sheet]:
    """Who the account is of."""
    columns = {
        "name": _("Naam"),
        "email": _("E-mailadres"),
        "phone": _("Telefoonnummer"),
        "language": _("Taal"),
        "created": _("Account sinds"),
    }
    yield Sheet("account", _("Je account"), columns, [{key: getattr(user, key) for key in columns}])


def leave_account(user: User) -> None:
    """The account goes last, by portal.own_data.actions itself."""
