"""The demo region's brands and people. Everything is invented; addresses end in .example."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from portal.announcements.enums import Weight
from portal.announcements.models import BrandAnnouncement
from portal.brands.models import Brand, BrandHost
from portal.brands.palettes import PALETTES
from portal.people.actions import add_member
from portal.people.enums import Role
from portal.people.models import Membership, User
from portal.regions.models import Region

PASSWORD = "doorleren-demo"  # noqa: S105 - shown on the screen of the demo, and only working there
SINCE = date(2026, 1, 1)

BRANDS = (
    (
        "noorden",
        "Het Noorden Leert Door (demo)",
        ("groningen", "friesland", "drenthe"),
        ("noorden.localhost",),
        True,
    ),
    ("twente", "Twente Leert Door (demo)", ("twente",), ("twente.localhost",), False),
    ("rotterdam", "Rotterdam Leert Door (demo)", ("rijnmond",), ("rotterdam.localhost",), False),
)
#: Who answers for accessibility and personal data, and when somebody from outside will look: invented as well.
TEXTS = {
    "responsible": {"nl": "Stichting Leert Door (demo)"},
    "accessibility_email": {"nl": "toegankelijkheid@doorleren.example"},
    "accessibility_phone": {"nl": "050 000 00 00"},
    "privacy_email": {"nl": "privacy@doorleren.example"},
    "accessibility_research": {"nl": "2027-04-01"},
}
MANAGER = ("portaalbeheerder@doorleren.example", "Petra Vos")


def load_brands() -> None:
    """Three brands over five regions; the northern one also answers to every other host name."""
    for slug, name, regions, hosts, is_default in BRANDS:
        brand, _created = Brand.objects.update_or_create(
            slug=slug, defaults={"name": name, "is_default": is_default, "tokens": PALETTES[slug], "texts": TEXTS}
        )
        brand.regions.set(Region.objects.filter(slug__in=regions))
        for host in hosts:
            BrandHost.objects.update_or_create(host=host, defaults={"brand": brand})


def load_announcements() -> None:
    """One announcement of every demo brand, two weeks from now, so that the list of announcements has something."""
    begin = timezone.now().replace(hour=6, minute=0, second=0, microsecond=0) + timedelta(days=14)
    for slug, *_rest in BRANDS:
        if not BrandAnnouncement.objects.filter(brand=slug).exists():
            BrandAnnouncement.objects.create(
                brand_id=slug,
                kind=Weight.WARNING,
                text="Voorbeeld: vanochtend is de website tot 9.00 uur dicht voor onderhoud.",
                text_en="Example: this morning the website is closed for maintenance until 9:00.",
                period=DateTimeTZRange(begin, begin + timedelta(hours=2)),
            )


def demo_user(email: str, name: str) -> User:
    """A demo person with the demo password; made once."""
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, PASSWORD, name=name, is_demo=True)
    return user


def demo_member(email: str, name: str, role: Role, places: list[str | None]) -> User:
    """A demo person with a role in some places; made once."""
    user = demo_user(email, name)
    for place in places:
        known = Membership.objects.filter(user=user, role=role)
        if not (known.filter(fund=place).exists() or known.filter(region=place).exists()):
            add_member(email, role, name=name, place=place, start=SINCE)
    return user


def load_people() -> None:
    """The portal manager; advisers come with their teams, fund administrators with the funds."""
    email, name = MANAGER
    if not Membership.objects.filter(user__email=email).exists():
        demo_member(email, name, Role.PORTAL_MANAGER, [None])
