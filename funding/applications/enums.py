from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationState(TextChoices):
    """Where an application stands as a whole; it follows from its lines (``states.state_of``)."""

    DRAFT = "draft", _("concept")
    SUBMITTED = "submitted", _("verstuurd")
    BEING_COMPLETED = "being_completed", _("wacht op aanvulling")
    IN_REVIEW = "in_review", _("in behandeling")
    DECIDED = "decided", _("besloten")
    RUNNING = "running", _("cursus loopt")
    EVIDENCE_DUE = "evidence_due", _("wacht op bewijs")
    SETTLED = "settled", _("vastgesteld")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    LAPSED = "lapsed", _("vervallen")
    RECOVERED = "recovered", _("teruggevorderd")


class LineState(TextChoices):
    """Where one line of the plan stands, seen from inside. Learners read ``FOR_LEARNER``."""

    PROPOSED = "proposed", _("voorgesteld")
    WAITING = "waiting", _("op de wachtlijst")
    RESERVED = "reserved", _("te beoordelen")
    IN_REVIEW = "in_review", _("in behandeling")
    AWAITING_APPLICANT = "awaiting_applicant", _("wacht op de deelnemer")
    AWAITING_APPROVAL = "awaiting_approval", _("wacht op tweede beoordelaar")
    GRANTED = "granted", _("toegekend")
    PARTLY_GRANTED = "partly_granted", _("deels toegekend")
    REFUSED = "refused", _("afgewezen")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    FORWARDED = "forwarded", _("doorgestuurd naar een ander fonds")
    EXPIRED = "expired", _("niet in behandeling genomen")
    PAYING = "paying", _("betaling bij de bank")
    PAID = "paid", _("betaald")
    SETTLED = "settled", _("vastgesteld")
    RECOVERED = "recovered", _("teruggevorderd")
    OUTSIDE = "outside", _("buiten dit portaal")
    SENT_OUTSIDE = "sent_outside", _("verstuurd buiten dit portaal")
    GRANTED_OUTSIDE = "granted_outside", _("elders toegekend")
    REFUSED_OUTSIDE = "refused_outside", _("elders afgewezen")


#: What the learner reads: fewer, plainer words. Who must act now is part of the sentence.
FOR_LEARNER = {
    LineState.PROPOSED: _("Nog niet verstuurd"),
    LineState.WAITING: _("Je staat op de wachtlijst"),
    LineState.RESERVED: _("Het fonds bekijkt je aanvraag"),
    LineState.IN_REVIEW: _("Het fonds bekijkt je aanvraag"),
    LineState.AWAITING_APPLICANT: _("Jij moet iets aanvullen"),
    LineState.AWAITING_APPROVAL: _("Het fonds bekijkt je aanvraag"),
    LineState.GRANTED: _("Toegekend"),
    LineState.PARTLY_GRANTED: _("Deels toegekend"),
    LineState.REFUSED: _("Afgewezen"),
    LineState.WITHDRAWN: _("Ingetrokken"),
    LineState.FORWARDED: _("Doorgestuurd"),
    LineState.EXPIRED: _("Niet behandeld"),
    LineState.PAYING: _("Het geld is onderweg"),
    LineState.PAID: _("Betaald"),
    LineState.SETTLED: _("Afgerond"),
    LineState.RECOVERED: _("Terugbetaald"),
    LineState.OUTSIDE: _("Dit regel je zelf"),
    LineState.SENT_OUTSIDE: _("Een ander fonds beslist"),
    LineState.GRANTED_OUTSIDE: _("Toegekend door een ander fonds"),
    LineState.REFUSED_OUTSIDE: _("Afgewezen door een ander fonds"),
}


class Verdict(TextChoices):
    GRANT = "grant", _("toekennen")
    REFUSE = "refuse", _("afwijzen")
    #: Awb 4:5: what is needed was asked and did not come.
    SET_ASIDE = "set_aside", _("niet in behandeling nemen")
