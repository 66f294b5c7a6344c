"""Free times, computed: what must hold for every agenda, and the two days on which the clock changes."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intake.agenda.kinds import AppointmentKind
from intake.agenda.moments import MomentConverter
from intake.agenda.rules import closed_days
from intake.agenda.slots import AMSTERDAM, Hours, Period, Rules, free_slots

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
AUTUMN, SPRING = date(2026, 10, 25), date(2027, 3, 28)
ALL_DAY_SUNDAY = Hours(7, time(0), time(23, 59))


def local(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM).astimezone(UTC)


def shown(slots: list[Period]) -> list[str]:
    return [f"{s.start.astimezone(AMSTERDAM):%H:%M}-{s.end.astimezone(AMSTERDAM):%H:%M}" for s in slots]


def rules(length: int = 60, buffer: int = 0, lead: int = 0, horizon: int = 7) -> Rules:
    return Rules(length * MINUTE, buffer * MINUTE, lead * HOUR, horizon * DAY)


MONDAY = date(2026, 11, 30)
SUNDAY_NOON = local(date(2026, 11, 29), 12)


def on_monday(start: int, end: int, **more: object) -> list[str]:
    """Times on one Monday, seen on the Sunday before it."""
    return shown(free_slots([Hours(1, time(start), time(end))], now=SUNDAY_NOON, **({"rules": rules()} | more)))  # type: ignore[arg-type]


# --- What one expects --------------------------------------------------------------------------------------
def test_a_morning_of_talks_with_a_rest_after_each() -> None:
    assert on_monday(9, 12, rules=rules(45, 15)) == ["09:00-09:45", "10:00-10:45", "11:00-11:45"]


def test_a_talk_that_does_not_fit_before_closing_time_is_not_offered() -> None:
    assert on_monday(9, 11, rules=rules(90)) == ["09:00-10:30"]


def test_a_booked_talk_keeps_its_rest_on_both_sides_and_an_absence_does_not() -> None:
    taken = [Period(local(MONDAY, 10), local(MONDAY, 11))]
    assert on_monday(9, 13, booked=taken) == ["09:00-10:00", "11:00-12:00", "12:00-13:00"]
    assert on_monday(9, 13, booked=taken, rules=rules(50, 10)) == ["09:00-09:50", "12:00-12:50"]
    assert on_monday(9, 13, absent=taken, rules=rules(50, 10)) == ["09:00-09:50", "11:00-11:50", "12:00-12:50"]


def test_nothing_is_offered_on_a_closed_day() -> None:
    assert on_monday(9, 12, closed={MONDAY}) == []


def test_lead_time_and_horizon_bound_what_can_be_booked() -> None:
    hours = [Hours(weekday, time(12), time(14)) for weekday in range(1, 8)]
    found = free_slots(hours, rules=rules(lead=24, horizon=2), now=SUNDAY_NOON)
    assert found[0].start == SUNDAY_NOON + DAY
    assert {slot.start.astimezone(AMSTERDAM).date() for slot in found} == {MONDAY, MONDAY + DAY}


def test_hours_hold_from_their_first_day_to_their_last() -> None:
    every = [Hours(d, time(9), time(10), first=MONDAY + DAY, last=MONDAY + 2 * DAY) for d in range(1, 8)]
    found = free_slots(every, rules=rules(), now=SUNDAY_NOON)
    assert [slot.start.astimezone(AMSTERDAM).date() for slot in found] == [MONDAY + DAY, MONDAY + 2 * DAY]


def test_parts_of_a_day_that_touch_keep_the_rest_between_talks() -> None:
    parts = [Hours(1, time(9), time(9, 45)), Hours(1, time(9, 45), time(12))]
    found = shown(free_slots(parts, rules=rules(45, 15), now=SUNDAY_NOON))
    assert found == ["09:00-09:45", "10:45-11:30"]


def test_holidays_are_the_dutch_ones() -> None:
    assert {date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1), date(2027, 4, 27)} <= closed_days([2026, 2027])
    assert date(2026, 12, 24) not in closed_days([2026])


@pytest.mark.parametrize(("length", "buffer", "lead", "horizon"), [(0, 0, 0, 1), (30, -1, 0, 1), (30, 0, 0, -1)])
def test_rules_that_make_no_sense_are_refused(length: int, buffer: int, lead: int, horizon: int) -> None:
    with pytest.raises(ValueError, match="takes time"):
        rules(length, buffer, lead, horizon)


def test_a_moment_in_an_address_reads_back() -> None:
    converter = MomentConverter()
    moment = local(SPRING, 9)
    assert converter.to_url(moment) == "20270328T0700Z"
    assert converter.to_python(converter.to_url(moment)) == moment
    with pytest.raises(ValueError, match="20271399T0700Z"):
        converter.to_python("20271399T0700Z")


# --- The clock changes -------------------------------------------------------------------------------------
def test_in_autumn_the_equal_hours_are_told_apart() -> None:
    found = free_slots([Hours(7, time(1), time(4))], rules=rules(30), now=local(AUTUMN - DAY, 12))
    assert len({slot.start for slot in found}) == len(found)
    assert shown(found) == [
        "01:00-01:30", "01:30-02:00", "02:00-02:30",
        # 02:30 to 03:00 would end at 02:00 on the clock
        "02:00-02:30", "02:30-03:00", "03:00-03:30", "03:30-04:00",
    ]  # fmt: skip


def test_in_spring_the_hour_that_does_not_exist_has_no_talks() -> None:
    found = free_slots([Hours(7, time(1), time(5))], rules=rules(30), now=local(SPRING - DAY, 12))
    assert shown(found) == ["01:00-01:30", "03:00-03:30", "03:30-04:00", "04:00-04:30", "04:30-05:00"]


@pytest.mark.parametrize("day", [AUTUMN, SPRING])
def test_hours_that_lie_within_the_change_give_nothing_doubtful(day: date) -> None:
    for start, end in [(time(2), time(2, 50)), (time(2, 10), time(2, 40))]:
        assert free_slots([Hours(7, start, end)], rules=rules(20), now=local(day - DAY, 12)) == []


@pytest.mark.parametrize("day", [AUTUMN, SPRING])
def test_working_hours_in_daytime_do_not_notice(day: date) -> None:
    found = free_slots([Hours(7, time(9), time(12))], rules=rules(45, 15), now=local(day - DAY, 8))
    assert shown(found) == ["09:00-09:45", "10:00-10:45", "11:00-11:45"]
    assert found[0].start.hour == (8 if day == AUTUMN else 7)


# --- Whatever the agenda -----------------------------------------------------------------------------------
QUARTERS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
ODD_TIMES = st.times(max_value=time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0, fold=0))
TIMES = QUARTERS | ODD_TIMES
DATES = st.dates(AUTUMN - 20 * DAY, AUTUMN + 20 * DAY) | st.dates(SPRING - 20 * DAY, SPRING + 20 * DAY)
HOURS = st.builds(
    lambda weekday, times, first, last: Hours(weekday, *sorted(times), first=first, last=last),
    st.integers(1, 7) | st.just(7),
    st.tuples(TIMES, TIMES).filter(lambda pair: pair[0] != pair[1]),
    st.none() | DATES,
    st.none() | DATES,
)
MOMENTS = st.builds(
    lambda day, minutes: datetime.combine(day, time(0), tzinfo=UTC) + minutes * MINUTE, DATES, st.integers(0, 1439)
)
PERIODS = st.builds(lambda start, minutes: Period(start, start + minutes * MINUTE), MOMENTS, st.integers(1, 3000))
RULES = st.builds(rules, st.integers(5, 240), st.integers(0, 60), st.integers(0, 72), st.integers(0, 30))


@given(
    hours=st.lists(HOURS, max_size=6),
    booked=st.lists(PERIODS, max_size=8),
    absent=st.lists(PERIODS, max_size=4),
    closed=st.frozensets(DATES, max_size=4),
    plan=RULES,
    now=MOMENTS,
)
@example([ALL_DAY_SUNDAY], [], [], frozenset(), rules(45, 15), local(AUTUMN - DAY, 12))
@example([ALL_DAY_SUNDAY], [], [], frozenset(), rules(45, 15), local(SPRING - DAY, 12))
@example([ALL_DAY_SUNDAY, ALL_DAY_SUNDAY], [], [], frozenset(), rules(7, 3), local(AUTUMN - DAY, 12))
def test_what_holds_for_every_agenda(
    hours: list[Hours],
    booked: list[Period],
    absent: list[Period],
    closed: frozenset[date],
    plan: Rules,
    now: datetime,
) -> None:
    found = free_slots(hours, booked=booked, absent=absent, closed=closed, rules=plan, now=now)

    for before, after in pairwise(found):
        assert after.start >= before.end + plan.buffer, "two talks overlap, or there is no rest between them"
    for slot in found:
        start, end = (moment.astimezone(AMSTERDAM) for moment in (slot.start, slot.end))
        wall_start, wall_end = start.replace(tzinfo=None), end.replace(tzinfo=None)
        assert slot.end - slot.start == plan.length, "a talk really takes as long as it should"
        assert wall_end - wall_start == plan.length, "and on the clock too"
        assert slot.start >= now + plan.lead, "too soon, or past"
        assert start.date() <= (now + plan.horizon).astimezone(AMSTERDAM).date(), "too far ahead"
        assert start.date() not in closed
        assert any(
            part.weekday == start.isoweekday()
            and (part.first or start.date()) <= start.date() <= (part.last or start.date())
            and part.start <= wall_start.time()
            and wall_end <= datetime.combine(start.date(), part.end)
            for part in hours
        ), "outside the working hours"
        assert not any(p.start < slot.end and slot.start < p.end for p in absent), "while away"
        assert not any(p.start < slot.end + plan.buffer and slot.start < p.end + plan.buffer for p in booked)


@given(hours=st.lists(HOURS, min_size=1, max_size=4), plan=RULES, now=MOMENTS, data=st.data())
def test_booking_one_time_takes_away_that_time_and_no_other(
    hours: list[Hours], plan: Rules, now: datetime, data: st.DataObject
) -> None:
    found = free_slots(hours, rules=plan, now=now)
    if found:
        chosen = data.draw(st.sampled_from(found))
        left = free_slots(hours, booked=[chosen], rules=plan, now=now)
        assert set(found) - {chosen} <= set(left)
        assert chosen not in left


@given(hours=st.lists(HOURS, max_size=4), booked=st.lists(PERIODS, max_size=8), most=st.integers(1, 4), now=MOMENTS)
def test_a_day_with_as_many_talks_as_wanted_offers_none_and_the_others_are_as_they_were(
    hours: list[Hours], booked: list[Period], most: int, now: datetime
) -> None:
    without = free_slots(hours, booked=booked, rules=rules(45, 15), now=now)
    begun = Counter(period.start.astimezone(AMSTERDAM).date() for period in booked)
    found = free_slots(hours, booked=booked, rules=rules(45, 15), now=now, most_a_day=most)
    assert found == [slot for slot in without if begun[slot.start.astimezone(AMSTERDAM).date()] < most]


@given(plan=RULES, now=MOMENTS)
def test_whoever_works_a_whole_day_is_free_some_time(plan: Rules, now: datetime) -> None:
    """A guard against rules so careful that they offer nothing."""
    every_day = [Hours(day, time(8), time(20)) for day in range(1, 8)]
    days = {slot.start.astimezone(AMSTERDAM).date() for slot in free_slots(every_day, rules=plan, now=now)}
    first = (now + plan.lead).astimezone(AMSTERDAM).date() + DAY
    whole = {first + n * DAY for n in range(40) if first + n * DAY <= plan.last_day(now)}
    assert whole <= days


def test_first_talks_begin_on_the_hour() -> None:
    usual = AppointmentKind().rules
    assert usual.length + usual.buffer == HOUR
