"""The form of each fund as it is now: the one that the fund made here, else the file that came with the portal."""

from collections.abc import Mapping

from intake.fund_forms.models import FormVersion
from intake.fund_forms.reading import AskedForm, asked_forms, form_of


def current_forms() -> Mapping[str, AskedForm]:
    """Every form by its slug, that for all funds first. One query."""
    made = FormVersion.objects.order_by("fund_id", "-version").distinct("fund_id")
    own = [form_of(one.told, str(one)) for one in made]
    found = {**asked_forms(), **{one.slug: one for one in own}}
    return {one.slug: one for one in sorted(found.values(), key=lambda one: (bool(one.fund), one.title))}


def form_of_fund(fund: str) -> AskedForm | None:
    """The form of this fund (slug), when it has one of its own."""
    return next((one for one in current_forms().values() if one.fund == fund), None)
