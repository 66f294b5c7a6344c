"""Celery finds the tasks of intake here."""

from uuid import UUID

from celery import shared_task

from intake.advice.actions import tell_missed
from intake.agenda.models import Team
from intake.agenda.reminding import remind_of_appointments
from intake.busy import actions as busy
from intake.busy.models import OutsideCalendar
from intake.care.forgetting import erase_quiet_talks, tell_before_erasing
from intake.groups.actions import forget_old_seats, let_go_of_offers, remind_of_groups
from intake.inviting.actions import forget_invitations, remind_of_invitations
from intake.profile.actions import forget_unused_visitors
from intake.referring.actions import forget_referrers
from intake.sharing.actions import forget_old_shares
from intake.teams.actions import forget_calls
from intake.together.actions import forget_mandates
from intake.waiting import actions as waiting
from portal.record.outbox import consumes

__all__ = [
    "forget_talks",
    "forget_visitors",
    "forget_what_is_over",
    "look_after_groups",
    "read_calendar",
    "read_calendars",
    "remind_of_appointments",
]


@consumes("intake.read_calendar")
def read_calendar(calendar_id: int) -> None:
    """Read a calendar that an adviser began to follow; one that is gone meanwhile is done."""
    found = OutsideCalendar.objects.filter(pk=calendar_id).first()
    if found:
        busy.read(found)


@consumes("intake.time_freed")
def time_freed(team_id: int) -> None:
    """A time came free in a team: who waits longest is offered it."""
    found = Team.objects.filter(pk=team_id).first()
    if found:
        waiting.offer_times(found)


@consumes("intake.missed")
def missed(appointment_id: str) -> None:
    """Somebody did not come to their talk: they are invited to choose another time."""
    tell_missed(UUID(appointment_id))


@shared_task(name="intake.read_calendars")
def read_calendars() -> int:
    """Beat runs this often: every calendar that advisers have elsewhere is read again."""
    return busy.read_all()


@shared_task(name="intake.look_after_groups")
def look_after_groups() -> tuple[int, int, int, int]:
    """Beat runs this often: seats and times that nobody accepted in time go to who is next; who has a seat, or was
    invited to book a talk and did not, is reminded.
    """
    return let_go_of_offers(), remind_of_groups(), remind_of_invitations(), waiting.offer_all()


@shared_task(name="intake.forget_talks")
def forget_talks() -> tuple[int, int, int]:
    """Beat runs this daily: who got advice long ago is told that it will be erased; what was kept long enough goes."""
    return tell_before_erasing(), erase_quiet_talks(), forget_old_seats()


@shared_task(name="intake.forget_visitors")
def forget_visitors() -> int:
    """Beat runs this daily: answers of visitors who stayed away for ninety days go; no other term can stop this one."""
    return forget_unused_visitors()


@shared_task(name="intake.forget_what_is_over")
def forget_what_is_over() -> tuple[int, ...]:
    """Beat runs this daily: all else whose term is over: what was shared, who was called back or asked in vain,
    invitations, places on lists, mandates, referrers who left; how many of each.
    """
    return (
        forget_old_shares(),
        forget_calls(),
        forget_invitations(),
        waiting.forget_waiting(),
        forget_mandates(),
        forget_referrers(),
    )
