from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    """How a talk is held."""

    OFFICE = "office", _("Op kantoor")
    VIDEO = "video", _("Beeldbellen")
    PHONE = "phone", _("Telefoon")
    CALL_BACK = "call_back", _("Terugbellen")


class Audience(TextChoices):
    """Who may book a kind of appointment."""

    EVERYONE = "everyone", _("Iedereen")
    INVITED = "invited", _("Wie een uitnodiging heeft")
    REFERRERS = "referrers", _("Verwijzers, en wie zij uitnodigen")


class AppointmentStatus(TextChoices):
    """What became of an appointment. Those that were cancelled or lapsed leave their time to others."""

    UNCONFIRMED = "unconfirmed", _("wacht op bevestiging")
    LAPSED = "lapsed", _("niet bevestigd")
    REQUESTED = "requested", _("aangevraagd")
    BOOKED = "booked", _("gepland")
    CANCELLED = "cancelled", _("afgezegd")
    CANCELLED_BY_US = "cancelled_by_us", _("door ons afgezegd")
    CAME = "came", _("geweest")
    EXCUSED = "excused", _("op tijd afgemeld")
    NO_SHOW = "no_show", _("niet gekomen")


#: What will be held unless something changes: a request keeps its time too, so nobody else is promised it.
STANDING = (AppointmentStatus.REQUESTED, AppointmentStatus.BOOKED)
#: What takes an adviser's time: for a while also who must still show that the address is theirs.
TAKES_TIME = (AppointmentStatus.UNCONFIRMED, *STANDING)
#: Of whom nobody knows whether they are who they say: shown to no adviser.
UNPROVEN = (AppointmentStatus.UNCONFIRMED, AppointmentStatus.LAPSED)
#: What an adviser notes afterwards.
OUTCOMES = (AppointmentStatus.CAME, AppointmentStatus.EXCUSED, AppointmentStatus.NO_SHOW)
CANCELLED = (AppointmentStatus.CANCELLED, AppointmentStatus.CANCELLED_BY_US)


class Wish(TextChoices):
    """What makes a talk easier; nobody has to say why."""

    STEP_FREE = "step_free", _("Een plek zonder trap of drempel")
    INTERPRETER = "interpreter", _("Een tolk")
    SIGN_LANGUAGE = "sign_language", _("Een gebarentolk")
    QUIET = "quiet", _("Een rustige ruimte")
    TOGETHER = "together", _("Ik neem iemand mee")
    SLOWLY = "slowly", _("Rustig praten en af en toe herhalen")


class Portrait(TextChoices):
    """Drawn faces for an adviser (templates/components/art/portrait.html)."""

    BEARD = "beard"
    BOB = "bob"
    BUN = "bun"
    CURLS = "curls"
    GLASSES = "glasses"
    GREY = "grey"
    SCARF = "scarf"
    SHORT = "short"


class Language(TextChoices):
    """Languages in which an adviser can hold a talk."""

    DUTCH = "nl", _("Nederlands")
    ENGLISH = "en", _("Engels")
    FRISIAN = "fy", _("Fries")
    GERMAN = "de", _("Duits")
    ARABIC = "ar", _("Arabisch")
    TURKISH = "tr", _("Turks")
    POLISH = "pl", _("Pools")
    UKRAINIAN = "uk", _("Oekraïens")
    TIGRINYA = "ti", _("Tigrinya")
