from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AdviceKind(TextChoices):
    """What a talk led to."""

    CAREER = "career", _("Loopbaanadvies")
    DEVELOPMENT = "development", _("Ontwikkeladvies met plan")
    TRAINING = "training", _("Scholingsadvies")
    REFERRAL = "referral", _("Doorverwijzing")
    NO_ACTION = "no_action", _("Geen vervolg nodig")


class Referral(TextChoices):
    """To whom somebody is referred."""

    UWV = "uwv", _("UWV")
    MUNICIPALITY = "municipality", _("De gemeente")
    LANGUAGE = "language", _("Het taalhuis")
    DEBTS = "debts", _("Schuldhulp")
    EVC = "evc", _("Erkenning van wat je al kunt (EVC)")
    UNION = "union", _("De vakbond")
    OTHER = "other", _("Iemand anders")


#: The answer to "Wat kreeg je van die adviseur?" (advice_kind); the others are no advice about a course.
FACTS = {
    AdviceKind.CAREER: "career_talk",
    AdviceKind.DEVELOPMENT: "training_plan",
    AdviceKind.TRAINING: "training_advice",
}
