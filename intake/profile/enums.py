from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """Who told an answer."""

    LEARNER = "learner", _("jijzelf")
    ADVISER = "adviser", _("je adviseur")
    EMPLOYER = "employer", _("je werkgever")
    HELPER = "helper", _("iemand die je helpt")
    STAFF = "staff", _("een medewerker")


class Purpose(TextChoices):
    """What a consent is for."""

    APPLICATION = "application", _("je aanvraag")
    APPOINTMENT = "appointment", _("je afspraak")
    DOUBT = "doubt", _("je bericht dat iets niet klopt")
    ADVICE = "advice", _("je advies")
    ORIENTATION = "orientation", _("wat je over jezelf ontdekte")
    MANDATE = "mandate", _("iemand die je helpt met je aanvraag")
    SHARING = "sharing", _("je uitkomst delen met een adviseur")
