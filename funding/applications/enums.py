from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationState(TextChoices):
    DRAFT = "draft", _("concept")
    SUBMITTED = "submitted", _("verstuurd")
    DECIDED = "decided", _("besloten")


class LineState(TextChoices):
    """Where one line of the plan stands, seen from inside. Learners read ``FOR_LEARNER``."""

    PROPOSED = "proposed", _("voorgesteld")
    RESERVED = "reserved", _("te beoordelen")
    AWAITING_APPROVAL = "awaiting_approval", _("wacht op tweede beoordelaar")
    GRANTED = "granted", _("toegekend")
    REFUSED = "refused", _("afgewezen")
    OUTSIDE = "outside", _("buiten dit portaal")


#: What the learner reads: fewer, plainer words. Who must act now is part of the sentence.
FOR_LEARNER = {
    LineState.PROPOSED: _("Nog niet verstuurd"),
    LineState.RESERVED: _("Het fonds bekijkt je aanvraag"),
    LineState.AWAITING_APPROVAL: _("Het fonds bekijkt je aanvraag"),
    LineState.GRANTED: _("Toegekend"),
    LineState.REFUSED: _("Afgewezen"),
    LineState.OUTSIDE: _("Dit regel je zelf"),
}


class Verdict(TextChoices):
    GRANT = "grant", _("toekennen")
    REFUSE = "refuse", _("afwijzen")
