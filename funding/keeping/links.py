"""The link in the mail with a result: it leads back to the answers of one profile and to the page of the result."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from intake.profile.models import Profile
from intake.profile.visitors import LIFE

SALT = "funding.keeping"
#: The pages of which somebody can keep the result.
RESULT_OF_A_COURSE = "funding:outcome"
RESULTS = {RESULT_OF_A_COURSE, "funding:entitlement_outcome"}


@dataclass(frozen=True, slots=True)
class WayBack:
    """Whose answers, and the page of the result."""

    profile: UUID
    path: str


def make(way: WayBack) -> str:
    """A token for an address. It says no more than which profile; the answers stay here."""
    return signing.dumps([str(way.profile), way.path], salt=SALT, compress=True)


def read(token: str) -> WayBack | None:
    """What a token says; None when it is not ours, or older than answers are kept."""
    try:
        profile, path = signing.loads(token, salt=SALT, max_age=LIFE)
        return WayBack(UUID(profile), str(path))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):  # the last three: not our two texts
        return None


def profile_of(way: WayBack) -> Profile | None:
    """The profile, as long as it is kept; at a log-in a visitor's profile goes up in the learner's own."""
    return Profile.objects.filter(pk=way.profile).first()


def result_page(request: HttpRequest, path: str) -> str:
    """The address name of a page of ours with a result; "" for any other address."""
    if not url_has_allowed_host_and_scheme(path, allowed_hosts=None) or not path.startswith("/"):
        return ""
    try:
        name = resolve(path.partition("?")[0], urlconf=getattr(request, "urlconf", None)).view_name
    except Resolver404:
        return ""
    return name if name in RESULTS else ""


def keep_url(path: str) -> str:
    """Where the result on a page can be kept."""
    return f"{reverse('funding:keep_result')}?{urlencode({'naar': path})}"


def share_url(path: str) -> str:
    """Where the result on a page can be shared with an adviser."""
    return f"{reverse('funding:share_result')}?{urlencode({'naar': path})}"
