from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SeatStatus(TextChoices):
    """Where somebody stands with a group: seated, on the waiting list, or offered a seat that came free."""

    SEATED = "seated", _("doet mee")
    WAITING = "waiting", _("op de wachtlijst")
    OFFERED = "offered", _("plek aangeboden")
    LEFT = "left", _("afgemeld")
    LAPSED = "lapsed", _("niet op tijd geantwoord")
    CAME = "came", _("geweest")
    EXCUSED = "excused", _("op tijd afgemeld")
    NO_SHOW = "no_show", _("niet gekomen")


#: What takes one of the seats: an offer keeps its seat, so nobody takes it meanwhile.
TAKES_SEAT = (SeatStatus.SEATED, SeatStatus.OFFERED)
#: What is noted afterwards of who had a seat.
ATTENDANCE = (SeatStatus.CAME, SeatStatus.EXCUSED, SeatStatus.NO_SHOW)
#: Who still has something to do with it.
TAKING_PART = (SeatStatus.SEATED, SeatStatus.OFFERED, SeatStatus.WAITING)
