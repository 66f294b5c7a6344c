"""Schemes. Everybody sees those that are, were or will be in force; a draft is its fund's alone.

And of which scheme a copy was made, and what was told of it, for who administers it.
"""

from collections.abc import Iterable
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from funding.announcements.models import SchemeAnnouncement
from funding.doubts.models import Doubt
from funding.schemes.library import Change, changes_of
from funding.schemes.models import Scheme, SchemeExample, SchemeOrigin, SchemeTexts, SchemeVersion
from funding.schemes.queries import SchemeVersionQuerySet
from portal.access import page_of, person, refuse
from portal.people.enums import Role
from portal.people.models import Fund

#: Longer texts are no search.
LONGEST_SEARCH = 100


def public_versions(request: HttpRequest, text: str) -> "Page[SchemeVersion]":
    """A page of all schemes about a text, each by the version of today, with its scheme and fund; open ones first."""
    today = timezone.localdate()
    found = SchemeVersion.objects.current(today).about(text[:LONGEST_SEARCH]).open_first(today)
    return page_of(request, found.select_related("scheme__fund"))


def public_version(request: HttpRequest, slug: str) -> SchemeVersion:
    """The version of today of one scheme (else the last that ended, else the first to come), or 404."""
    found = SchemeVersion.objects.current(timezone.localdate()).select_related("scheme__fund")
    return found.filter(scheme=slug).first() or refuse(request, "public scheme", slug)


def next_version(version: SchemeVersion) -> SchemeVersion | None:
    """The version that takes over later, when one is published already."""
    found = SchemeVersion.objects.to_come(timezone.localdate()).filter(scheme=version.scheme_id)
    return found.exclude(pk=version.pk).first()


def findable_schemes(_request: HttpRequest) -> QuerySet[Scheme]:
    """Every scheme with a page for everybody, with ``changed``: when its last version was published."""
    return (
        Scheme.objects.filter(versions__in=SchemeVersion.objects.published())
        .annotate(changed=Max("versions__published"))
        .only("pk")
        .order_by("pk")
    )


def schemes(request: HttpRequest) -> QuerySet[Scheme]:
    """The schemes of the funds that this person administers."""
    return Scheme.objects.filter(fund__in=person(request).funds(Role.FUND_ADMINISTRATOR))


def funds(request: HttpRequest) -> QuerySet[Fund]:
    """The funds that this person administers."""
    return Fund.objects.filter(pk__in=person(request).funds(Role.FUND_ADMINISTRATOR))


def scheme(request: HttpRequest, slug: str) -> Scheme:
    """A scheme of a fund that this person administers, with its fund, or 404."""
    found = schemes(request).select_related("fund").filter(pk=slug).first()
    return found or refuse(request, "scheme", slug)


def scheme_versions(request: HttpRequest) -> SchemeVersionQuerySet[SchemeVersion]:
    """All versions, drafts too, of the schemes of the funds that this person administers."""
    return SchemeVersion.objects.filter(scheme__fund__in=person(request).funds(Role.FUND_ADMINISTRATOR))


def scheme_version(request: HttpRequest, pk: UUID) -> SchemeVersion:
    """One of those versions with its scheme, fund and who wrote, checked and published it, or 404."""
    with_people = scheme_versions(request).select_related("scheme__fund", "changed_by", "checked_by", "published_by")
    return with_people.filter(pk=pk).first() or refuse(request, "scheme version", pk)


def schemes_named(slugs: Iterable[str]) -> list[Scheme]:
    """These schemes by name; everybody may know what there is."""
    return list(Scheme.objects.filter(slug__in=list(slugs)).order_by("name"))


def scheme_examples(version: SchemeVersion) -> QuerySet[SchemeExample]:
    """The examples of a version that was reached by ``scheme_version``."""
    return SchemeExample.objects.filter(version=version)


def scheme_example(request: HttpRequest, version: SchemeVersion, pk: UUID) -> SchemeExample:
    """One of them, or 404."""
    return scheme_examples(version).filter(pk=pk).first() or refuse(request, "scheme example", pk)


def announcements(request: HttpRequest) -> QuerySet[SchemeAnnouncement]:
    """The announcements of those schemes, with their scheme."""
    found = SchemeAnnouncement.objects.filter(scheme__in=schemes(request))
    return found.newest_first().select_related("scheme")


def announced(slugs: Iterable[str]) -> dict[str, list[dict[str, str]]]:
    """What learners have to know now of these schemes, by slug: "kind", "text" in their language, "link"; one query."""
    found: dict[str, list[dict[str, str]]] = {}
    for one in SchemeAnnouncement.objects.current(timezone.now()).filter(scheme__in=list(slugs)):
        found.setdefault(one.scheme_id, []).append(one.shown)
    return found


def earlier_texts(scheme: Scheme) -> list[SchemeTexts]:
    """What a scheme that was reached by ``access.scheme`` was called before, and what was said of it; the last ten."""
    return list(SchemeTexts.objects.filter(scheme=scheme)[1:11])


def origin(scheme: Scheme) -> SchemeOrigin | None:
    """Where a scheme that was reached by ``access.scheme`` was copied from, with both schemes and the version."""
    related = ("scheme__fund", "origin__fund", "version")
    return SchemeOrigin.objects.filter(scheme=scheme).select_related(*related).first()


def origin_changes(schemes: Iterable[Scheme]) -> dict[str, list[Change]]:
    """What changed in the originals of these schemes and still waits for an answer, by slug; none for no copy."""
    return changes_of(SchemeOrigin.objects.filter(scheme__in=list(schemes)))


def open_doubts(request: HttpRequest) -> QuerySet[Doubt]:
    """What was told of the schemes of the funds that this person administers, as long as nobody answered."""
    return _doubts(request).filter(answered__isnull=True)


def doubt(request: HttpRequest, pk: UUID) -> Doubt:
    """One of them, answered or not, or 404."""
    return _doubts(request).filter(pk=pk).first() or refuse(request, "doubt", pk)


def _doubts(request: HttpRequest) -> QuerySet[Doubt]:
    mine = Doubt.objects.filter(scheme__fund__in=person(request).funds(Role.FUND_ADMINISTRATOR))
    return mine.select_related("scheme__fund", "version", "course", "answered_by")
