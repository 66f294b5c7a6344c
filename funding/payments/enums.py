from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Payee(TextChoices):
    """Whose account it is. The provider gets the money, unless the fund chooses otherwise for one line."""

    PROVIDER = "provider", _("de opleider")
    LEARNER = "learner", _("de deelnemer")
    EMPLOYER = "employer", _("de werkgever")
    #: The account that the fund itself pays from.
    FUND = "fund", _("het fonds")


class NameCheck(TextChoices):
    """What the bank says of name and number together (verification of payee, Regulation (EU) 2024/886)."""

    NOT_DONE = "not_done", _("nog niet nagekeken")
    MATCH = "match", _("naam en nummer horen bij elkaar")
    CLOSE = "close", _("naam lijkt erop; nagevraagd, het klopt")
    NO_MATCH = "no_match", _("naam en nummer horen niet bij elkaar")


#: With these an account may be paid.
NAME_IS_RIGHT = (NameCheck.MATCH, NameCheck.CLOSE)


class BatchState(TextChoices):
    PROPOSED = "proposed", _("voorstel")
    CHECKED = "checked", _("nagekeken")
    RELEASED = "released", _("vrijgegeven")
    CANCELLED = "cancelled", _("vervallen")


#: As long as nobody let the money go, payments can come out of a batch.
BEFORE_RELEASE = (BatchState.PROPOSED, BatchState.CHECKED)


class PaymentState(TextChoices):
    PROPOSED = "proposed", _("in een voorstel")
    SENT = "sent", _("bij de bank")
    PAID = "paid", _("betaald")
    FAILED = "failed", _("niet gelukt")
    RETURNED = "returned", _("teruggekomen")
    DROPPED = "dropped", _("eruit gehaald")


#: States in which a payment stands in the way of another one for the same line.
UNDER_WAY = (PaymentState.PROPOSED, PaymentState.SENT)

#: States after which the same line can be paid again, and a person looks first at what went wrong.
WENT_WRONG = (PaymentState.FAILED, PaymentState.RETURNED)


class Result(TextChoices):
    """What became of one row of a file of the bank."""

    PAID = "paid", _("betaald")
    FAILED = "failed", _("niet gelukt; kan opnieuw")
    RETURNED = "returned", _("teruggekomen; kan opnieuw")
    ALREADY = "already", _("dit wisten we al")
    WAITS = "waits", _("wacht tot een collega dit bij de bank ziet")
    NOT_TRUE = "not_true", _("klopt niet volgens een collega: niets veranderd")
    PENDING = "pending", _("nog niet klaar bij de bank")
    UNKNOWN = "unknown", _("geen betaling van dit fonds")
    OTHER_AMOUNT = "other_amount", _("ander bedrag: kijk dit zelf na")
    BY_HAND = "by_hand", _("past niet bij de aanvraag: kijk dit zelf na")
