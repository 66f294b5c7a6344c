"""Who is asking, and what that makes visible. The core; each package adds its own records in its ``access.py``.

Views reach records only through functions of these modules. They return what this person may see, or answer
404: what somebody may not see does not exist for them. A role counts only while its membership is valid, and
only in a session that was opened with a second factor.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from portal.announcements.models import BrandAnnouncement
from portal.brands.current import plain_brand
from portal.brands.models import Brand
from portal.mail.models import CaughtMail
from portal.pages import kept
from portal.pages.findable import PAGE, show_page_number
from portal.pages.remembering import OncePerRequest
from portal.people.enums import Role
from portal.people.factor import has_second_factor
from portal.people.models import Membership, User

if TYPE_CHECKING:  # a query or a list: only the stubs of Django have a name for both
    from django.core.paginator import _SupportsPagination

log = logging.getLogger("portal.access")


@dataclass(frozen=True, slots=True)
class Person:
    """Who is asking: the user (None for a visitor) and the roles that count now."""

    user: User | None
    memberships: tuple[Membership, ...] = ()

    def has(self, *roles: Role) -> bool:
        """True with at least one of these roles, or, without roles named, with any role."""
        return any(not roles or membership.role in roles for membership in self.memberships)

    def funds(self, *roles: Role) -> frozenset[str]:
        """Slugs of the funds where the person has one of these roles."""
        return frozenset(m.fund_id for m in self.memberships if m.fund_id and m.role in roles)

    def regions(self, *roles: Role) -> frozenset[str]:
        """Slugs of the regions where the person has one of these roles."""
        return frozenset(m.region_id for m in self.memberships if m.region_id and m.role in roles)


@OncePerRequest
def person(request: HttpRequest) -> Person:
    """The person behind this request; asked of the database once per request."""
    user = request.user
    if not isinstance(user, User):
        return Person(None)
    if not has_second_factor(request):
        return Person(user)
    valid = Membership.objects.filter(user=user).valid_on(timezone.localdate()).select_related("fund", "region")
    return Person(user, tuple(valid))


def user_of(request: HttpRequest) -> User:
    """The user behind a view that ``learner_only`` or ``staff_only`` guards; LookupError without such a guard."""
    user = person(request).user
    if user is None:
        raise LookupError("this view lets visitors in")
    return user


def refuse(request: HttpRequest, what: str, pk: object) -> NoReturn:
    """Answer 404 for a record that is not there or not theirs, and log who tried (ids only)."""
    user = person(request).user
    log.warning("refused", extra={"what": what, "id": str(pk), "user": str(user.pk) if user else None})
    raise Http404(what)


type View = Callable[..., HttpResponseBase]


def staff_only(*roles: Role) -> Callable[[View], View]:
    """Let a view run only for staff with one of these roles; send everybody else where they can go on.

    A visitor goes to the staff entrance; staff without a second factor to setting one up; others get 404.
    A form sent after the session ended is kept (portal.pages.kept), as for learners.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            who = person(request)
            if who.has(*roles):
                return view(request, *args, **kwargs)
            if who.user is None:
                if request.method == "POST":
                    kept.keep(request)
                return redirect_to_login(request.get_full_path(), reverse("portal:staff_login"))
            if not has_second_factor(request) and may_become_staff(who.user):
                return redirect("portal:second_factor")
            refuse(request, view.__name__, request.path)

        return guarded

    return decorate


def learner_only(view: View) -> View:
    """Let a view run only for somebody who is logged in; others log in by mail code and come back.

    A form sent after the session ended is kept (portal.pages.kept), so that nothing typed is lost.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if person(request).user is None:
            if request.method == "POST":
                kept.keep(request)
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        return view(request, *args, **kwargs)

    return guarded


def may_become_staff(user: User) -> bool:
    """Has a role that would count after a second factor."""
    return Membership.objects.filter(user=user).valid_on(timezone.localdate()).exists()


def is_or_was_staff(request: HttpRequest) -> bool:
    """The person behind this request has or had a role, whenever that was."""
    user = person(request).user
    return user is not None and Membership.objects.filter(user=user).exists()


def has_factor(request: HttpRequest) -> bool:
    """The person behind this request has set up a second factor before, in whatever session."""
    user = person(request).user
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return user is not None and Authenticator.objects.filter(user=user, type__in=kinds).exists()


def brand(slug: str) -> Brand:
    """A brand, or Http404: everybody may know what it looks like."""
    plain = plain_brand()
    found = Brand.objects.filter(slug=slug).first() or (plain if slug == plain.slug else None)
    if found is None:
        raise Http404(slug)
    return found


def brands() -> QuerySet[Brand]:
    """Every brand, for who looks how it dresses the pages."""
    return Brand.objects.order_by("name")


def brand_announcements() -> QuerySet[BrandAnnouncement]:
    """Every announcement of every brand with its brand, for portal managers."""
    return BrandAnnouncement.objects.newest_first().select_related("brand")


def page_of[M](
    request: HttpRequest,
    rows: "_SupportsPagination[M]",
    size: int = 25,
    name: str = PAGE,
) -> "Page[M]":
    """One page of a list, by the number in the address; a page that does not exist gives the nearest one.

    ``name`` of the number there, for a second list on one page.
    """
    page = Paginator(rows, size).get_page(request.GET.get(name))
    show_page_number(request, page.number)
    return page


def caught_mails(request: HttpRequest) -> "Page[CaughtMail]":
    """Mail caught in a demo portal: there everybody may read it; elsewhere nobody."""
    if not settings.DEMO:
        refuse(request, "caught mail", "all")
    return page_of(request, CaughtMail.objects.all())


def caught_mail(request: HttpRequest, pk: int) -> CaughtMail:
    """One caught mail, or 404."""
    mail = CaughtMail.objects.filter(pk=pk).first() if settings.DEMO else None
    return mail or refuse(request, "caught mail", pk)
