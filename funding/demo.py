"""The demo region's fund administrators: two for every fund that decides here, and one who approves."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from funding.announcements.models import SchemeAnnouncement
from portal.demo import demo_member
from portal.people.enums import Role
from portal.people.models import Fund

#: A scheme of the demo region that has something to tell.
WITH_NEWS = "twents-fonds-voor-vakmanschap"
ADMINISTRATOR = ("fondsbeheerder@doorleren.example", "Farid el Amrani")
#: A second administrator: nobody publishes a scheme version that they declared ready themselves.
COLLEAGUE = ("fondscollega@doorleren.example", "Samira Bakker")
APPROVER = ("beoordelaar@doorleren.example", "Ingrid Postma")


def load_scheme_announcements() -> None:
    """One announcement of a scheme, to be seen for a month."""
    if not SchemeAnnouncement.objects.filter(scheme=WITH_NEWS).exists():
        now = timezone.now()
        SchemeAnnouncement.objects.create(
            scheme_id=WITH_NEWS,
            text="Voorbeeld: tot de kerst kijkt dit fonds elke dinsdag naar nieuwe aanvragen.",
            text_en="Example: until Christmas this fund looks at new applications every Tuesday.",
            period=DateTimeTZRange(now, now + timedelta(days=30)),
        )


def load_administrators() -> None:
    """Needs the funds, which come with the schemes."""
    funds: list[str | None] = list(Fund.objects.filter(decides_here=True).values_list("slug", flat=True))
    demo_member(*ADMINISTRATOR, Role.FUND_ADMINISTRATOR, funds)
    demo_member(*COLLEAGUE, Role.FUND_ADMINISTRATOR, funds)
    demo_member(*APPROVER, Role.APPROVER, funds)
