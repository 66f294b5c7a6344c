"""A fund's own words in its letters, for who administers it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from funding.letters.enums import Occasion
from funding.letters.models import LetterText
from funding.schemes.models import SchemeVersion
from portal.access import person, refuse
from portal.people.enums import FUND_ROLES, Role
from portal.people.models import Fund


def funds(request: HttpRequest, *roles: Role) -> QuerySet[Fund]:
    """The funds that decide here where this person has one of these roles (any: to read), by name."""
    return Fund.objects.filter(pk__in=person(request).funds(*(roles or FUND_ROLES)), decides_here=True)


def fund(request: HttpRequest, slug: str, *roles: Role) -> Fund:
    """One of them, or 404."""
    return funds(request, *roles).filter(pk=slug).first() or refuse(request, "fund with letters", slug)


def text(request: HttpRequest, pk: UUID) -> LetterText:
    """A version of a fund where this person works, or 404."""
    found = LetterText.objects.filter(pk=pk, fund__in=funds(request)).select_related("fund", "written_by").first()
    return found or refuse(request, "letter text", pk)


def texts_to_do(request: HttpRequest) -> int:
    """How many versions wait for this person as the second one."""
    later = LetterText.objects.filter(
        fund=OuterRef("fund"), occasion=OuterRef("occasion"), number__gt=OuterRef("number")
    )
    found = LetterText.objects.filter(fund__in=funds(request), in_force=None).exclude(written_by=person(request).user)
    return found.exclude(Exists(later)).count()


def newest_texts(of: Iterable[Fund]) -> dict[tuple[str, str], LetterText]:
    """(fund, occasion) -> the last version, in force or not; nothing where a fund never wrote one."""
    found = LetterText.objects.filter(fund__in=list(of)).order_by("fund_id", "occasion", "-number")
    return {(one.fund_id, one.occasion): one for one in found.distinct("fund_id", "occasion")}


def texts(fund: Fund, occasion: Occasion) -> QuerySet[LetterText]:
    """Every version of a fund that was reached by ``fund``, with who wrote it, newest first."""
    return (
        LetterText.objects.filter(fund=fund, occasion=occasion)
        .select_related("written_by", "put_in_force_by")
        .order_by("-number")
    )


def example_version(fund: Fund) -> SchemeVersion | None:
    """A scheme of this fund as it is today, for an example letter."""
    return (
        SchemeVersion.objects.current(timezone.localdate()).filter(scheme__fund=fund).select_related("scheme").first()
    )
