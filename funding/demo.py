"""The demo region's fund administrators: two for every fund that decides here, and one who approves; and a pool."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from funding.announcements.models import SchemeAnnouncement
from funding.budgets.models import Budget
from funding.pools import actions as pools
from funding.pools import lending, taking_part
from funding.pools.enums import Kind
from funding.pools.models import Pool
from portal.demo import MANAGER, demo_member
from portal.people.enums import Role
from portal.people.models import Fund, User

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


#: The budgets of three regions that share the demo's pool, with their fixed shares; and the fund that keeps it.
POOLED = (("rmt-noord", 5), ("rmt-twente", 2), ("rotterdams-scholingsfonds", 4))
KEEPER = "het-noorden-leert-door"


def load_pool() -> None:
    """Money of a ministry and a bank for three regions: a part divided, a part lent, a part kept back, a proposal that
    waits, and a budget that is asked to have another share.
    """
    if Pool.objects.exists():
        return
    staff = (MANAGER, ADMINISTRATOR, COLLEAGUE, APPROVER)
    petra, farid, samira, ingrid = (User.objects.get(email=one[0]) for one in staff)
    pool = taking_part.begin_pool(
        Fund.objects.get(pk=KEEPER), "Voorbeeld: landelijk budget voor drie regio's", 60, petra
    )
    today = timezone.localdate()
    for slug, weight in POOLED:
        for budget in Budget.objects.on(today).filter(scheme=slug).select_related("scheme"):
            member = taking_part.ask_to_join(pool, budget.pk, weight, petra)
            member.budget = budget
            taking_part.accept(member, weight, farid)
    pools.contribute(pool, "Voorbeeldministerie", Kind.GRANT, 50_000_000, farid)
    pools.contribute(pool, "Voorbeeldbank", Kind.LOAN, 20_000_000, farid, 24, today + timedelta(days=365))
    pool.refresh_from_db()
    pools.keep_back(pool, 10_000_000, today + timedelta(days=120), farid)
    pool.refresh_from_db()
    pools.carry_out(pools.propose_division(pool, 40_000_000, {}, "Voorbeeld: eerste verdeling.", farid), ingrid)
    pool.refresh_from_db()
    pools.propose_division(pool, 10_000_000, {}, "Voorbeeld: tweede verdeling.", farid)
    member = pool.members.select_related("pool", "budget__scheme").order_by("pk")[0]
    first_term = today + timedelta(days=10)
    lent = lending.propose_loan(member, 6_000_000, 12, first_term, "Voorbeeld: alvast voor het voorjaar.", farid)
    lending.agree(lent.loan, samira)
    pools.carry_out(lent, ingrid)
    taking_part.ask_to_join(pool, member.budget_id, POOLED[0][1] + 1, petra)
