"""What every page has around its content: brand, navigation, who is logged in, language, footer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal import access
from portal.brands import addresses
from portal.brands.current import announced, current_brand
from portal.brands.drawing import colours
from portal.brands.models import Brand
from portal.brands.shades import night
from portal.pages.findable import LANGUAGE, alternates, is_findable, language_of_address, own_address

#: How social media name our languages, which they only know with a country.
LOCALES = {"nl": "nl_NL", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Link:
    """One item of a navigation: shown only when its page exists. ``short`` takes the place of the label on phones."""

    label: str
    url: str
    icon: str = ""
    current: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class Looks:
    """Where a page finds what its brand looks like. ``social`` has the host in it, because other sites read it."""

    css: str
    mark: str
    phone_mark: str
    manifest: str
    social: str
    paper: str
    night: str


@dataclass(frozen=True, slots=True)
class Shell:
    """The page around the content; templates know it as ``page``."""

    brand: Brand
    looks: Looks
    announcements: list[dict[str, str]]
    navigation: list[Link]
    account: list[Link]
    person_name: str
    is_staff: bool
    footer: list[Link]
    language: str
    other_languages: list[tuple[str, str]]
    locales: list[str]
    path: str
    canonical: str
    alternates: list[tuple[str, str]]
    demo: bool
    log_out_url: str


def page(request: HttpRequest) -> dict[str, object]:
    """Context processor: ``page`` is a Shell, made when a template first asks for it."""
    return {"page": SimpleLazyObject(lambda: shell(request))}


def shell(request: HttpRequest) -> Shell:
    brand = current_brand(request)
    who = access.person(request)
    staff = who.has()
    name = who.user.get_short_name() if who.user else ""
    language, found = get_language() or settings.LANGUAGE_CODE, is_findable(request)
    return Shell(
        brand=brand,
        looks=looks(request, brand),
        announcements=announced(brand),
        navigation=links(
            request,
            (_("Opleidingen"), "courses:catalogue", "search"),
            (_("Oriënteren"), "intake:orient", "compass"),
            *([] if staff else [(_("Waar heb ik recht op?"), "funding:entitlements", "wallet")]),
            *([(_("Mijn werk"), "portal:staff_home", "briefcase")] if staff else []),
            short={"funding:entitlements": _("Geld voor jou")},
            also={"portal:staff_home": ("courses:feeds", "courses:hidden")},
        ),
        account=links(
            request,
            *(
                [(_("Mijn route"), "portal:after_login", "route")]
                if who.user and not staff
                else [(_("Inloggen"), "account_login", "log-in")]
                if not who.user
                else []
            ),
            also={"portal:after_login": ("portal:route",)},
        ),
        person_name=name,
        is_staff=staff,
        footer=links(
            request,
            (_("Opleidingen"), "courses:catalogue", ""),
            (_("Oriënteren"), "intake:orient", ""),
            (_("Waar heb ik recht op?"), "funding:entitlements", ""),
            (_("Alle potjes"), "funding:scheme_list", ""),
            (_("Voor werkgevers"), "funding:employers", ""),
            (_("Cijfers"), "funding:public_figures", ""),
            (_("Moeilijke woorden"), "portal:difficult_words", ""),
            (_("Privacy"), "portal:privacy", ""),
            (_("Toegankelijkheid"), "portal:accessibility", ""),
            (_("Voor partners"), "courses:exports", ""),
            *([] if who.user else [(_("Inloggen voor medewerkers"), "portal:staff_login", "")]),
            *([(_("Verstuurde mails (demo)"), "portal:demo_mail", "")] if settings.DEMO else []),
        ),
        language=language,
        other_languages=[(code, name) for code, name in settings.LANGUAGES if code != get_language()],
        locales=[LOCALES[language], *(locale for code, locale in LOCALES.items() if code != language)],
        path=without_language(request),
        canonical=own_address(request, language_of_address(request)) if found else "",
        alternates=alternates(lambda code: own_address(request, code)) if found else [],
        demo=settings.DEMO,
        log_out_url=address("account_logout") if who.user else "",
    )


def looks(request: HttpRequest, brand: Brand) -> Looks:
    """Where everything stands for this brand; no query."""
    said = json.dumps([brand.slug, brand.name, brand.tokens, brand.texts])
    found = _looks(said, get_language() or settings.LANGUAGE_CODE, get_script_prefix())
    return replace(found, social=request.build_absolute_uri(found.social))


@lru_cache(maxsize=256)
def _looks(said: str, _language: str, _prefix: str) -> Looks:
    """All but the host, which every page would work out anew: it only changes when the brand says something else."""
    slug, name, tokens, texts = json.loads(said)
    brand = Brand(slug=slug, name=name, tokens=tokens, texts=texts)
    return Looks(
        css=addresses.css_address(brand),
        mark=addresses.mark_address(brand),
        phone_mark=addresses.mark_picture_address(brand, 180, full=True),
        manifest=addresses.manifest_address(brand),
        social=addresses.social_address(brand),
        paper=colours(brand)["paper"],
        night=night(colours(brand)["primary"]),
    )


def links(
    request: HttpRequest,
    *items: tuple[str, str, str],
    short: Mapping[str, str] | None = None,
    also: Mapping[str, Sequence[str]] | None = None,
) -> list[Link]:
    """Links for (label, URL name, icon); a page that does not exist in this portal is left out.

    ``short``: label on phones, by URL name, where the label is long. ``also``: URL names of pages elsewhere that belong
    to an item. The item whose page lies nearest above this page is the current one.
    """
    places = {name: [name, *(also or {}).get(name, ())] for _label, name, _icon in items}
    depths = {name: max(_depth(request.path, address(one)) for one in places[name]) for name in places}
    deepest = max(depths.values(), default=0)
    return [
        Link(label, url, icon, 0 < depths[name] == deepest, (short or {}).get(name, ""))
        for label, name, icon in items
        if (url := address(name))
    ]


def _depth(path: str, place: str) -> int:
    """How far down the address ``place`` lies when ``path`` is at or under it; 0 when it is not."""
    return len(place) if place not in ("", "/") and path.startswith(place) else 0


def address(name: str) -> str:
    """The address of a page by its URL name, or "" when there is no such page."""
    return _address(name, get_script_prefix())


@lru_cache(maxsize=1_000)
def _address(name: str, _prefix: str) -> str:
    """Looked up once: twenty links stand around every page, and addresses stay as they are while a process runs."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def without_language(request: HttpRequest) -> str:
    """The address of this page without the language that it names: the language button must be able to leave it."""
    query = request.GET.copy()
    if query.pop(LANGUAGE, None) is None:
        return request.get_full_path()
    return f"{request.path}?{query.urlencode()}" if query else request.path
