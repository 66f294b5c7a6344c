"""A fund's own words in its letters, for who administers it."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from funding.letters.enums import Occasion
from funding.letters.models import LetterText
from funding.schemes.models import SchemeVersion
from portal.access import person, refuse
from portal.people.enums import Role
from portal.people.models import Fund


def funds(request: HttpRequest) -> QuerySet[Fund]:
    """The funds that this person administers and that decide here, by name."""
    return Fund.objects.filter(pk__in=person(request).funds(Role.FUND_ADMINISTRATOR), decides_here=True)


def fund(request: HttpRequest, slug: str) -> Fund:
    """One of them, or 404."""
    return funds(request).filter(pk=slug).first() or refuse(request, "fund with letters", slug)


def newest_texts(of: Iterable[Fund]) -> dict[tuple[str, str], LetterText]:
    """(fund, occasion) -> the version that counts; nothing where a fund never wrote one."""
    found = LetterText.objects.filter(fund__in=list(of)).order_by("fund_id", "occasion", "-number")
    return {(one.fund_id, one.occasion): one for one in found.distinct("fund_id", "occasion")}


def texts(fund: Fund, occasion: Occasion) -> QuerySet[LetterText]:
    """Every version of a fund that was reached by ``fund``, with who wrote it, newest first."""
    return LetterText.objects.filter(fund=fund, occasion=occasion).select_related("written_by").order_by("-number")


def example_version(fund: Fund) -> SchemeVersion | None:
    """A scheme of this fund as it is today, for an example letter."""
    return (
        SchemeVersion.objects.current(timezone.localdate()).filter(scheme__fund=fund).select_related("scheme").first()
    )
