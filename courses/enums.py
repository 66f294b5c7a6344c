"""The words of the catalogue. The funding engine uses the same values, so they change in both places or not at all."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sector(TextChoices):
    CARE = "care", _("Zorg en welzijn")
    CHILDCARE = "childcare", _("Kinderopvang")
    EDUCATION = "education", _("Onderwijs")
    INSTALLATION = "installation", _("Installatie en energie")
    METAL = "metal", _("Metaal")
    CONSTRUCTION = "construction", _("Bouw en infra")
    TECHNOLOGY = "technology", _("Techniek")
    TRANSPORT = "transport", _("Transport")
    LOGISTICS = "logistics", _("Logistiek")
    ICT = "ict", _("ICT")
    GREEN = "green", _("Groen")
    HOSPITALITY = "hospitality", _("Horeca")
    LANGUAGE = "language", _("Taal")
    BUSINESS = "business", _("Zakelijk")
    OTHER = "other", _("Iets anders")


class Level(TextChoices):
    """Our level, mapped from the provider's word, which is kept beside it. NLQF is stored apart, only when stated."""

    NONE = "none", _("geen niveau")
    MBO_1 = "mbo_1", _("mbo 1")
    MBO_2 = "mbo_2", _("mbo 2")
    MBO_3 = "mbo_3", _("mbo 3")
    MBO_4 = "mbo_4", _("mbo 4")
    HBO = "hbo", _("hbo")
    WO = "wo", _("wo")
    OTHER = "other", _("ander niveau")


class Outcome(TextChoices):
    """What a learner has in hand afterwards."""

    DIPLOMA = "diploma", _("diploma")
    MBO_CERTIFICATE = "mbo_certificate", _("mbo-certificaat")
    PRACTICE_STATEMENT = "practice_statement", _("praktijkverklaring")
    SECTOR_CERTIFICATE = "sector_certificate", _("branchecertificaat")
    STATUTORY_EXAM = "statutory_exam", _("wettelijk erkend examen")
    LICENCE = "licence", _("rijbewijs of vakbekwaamheid")
    CERTIFICATE = "certificate", _("certificaat")
    PARTICIPATION = "participation", _("bewijs van deelname")


class StartKind(TextChoices):
    """How one gets in; a course without sessions is as real as one with them."""

    FIXED = "fixed", _("op vaste data")
    AGREED = "agreed", _("in overleg")
    DIRECT = "direct", _("meteen")


class PartOfDay(TextChoices):
    MORNING = "morning", _("ochtend")
    AFTERNOON = "afternoon", _("middag")
    DAY = "day", _("overdag")
    EVENING = "evening", _("avond")
    NIGHT = "night", _("nacht")
    WEEKEND = "weekend", _("weekend")


class DurationUnit(TextChoices):
    HOUR = "hour", _("uur")
    DAY = "day", _("dag")
    WEEK = "week", _("week")
    MONTH = "month", _("maand")
    YEAR = "year", _("jaar")


class Recognition(TextChoices):
    """Who vouches for a provider."""

    OCW = "ocw", _("erkend door het ministerie van OCW")
    NRTO = "nrto", _("NRTO-keurmerk")
    CEDEO = "cedeo", _("Cedeo-erkend")
    CRKBO = "crkbo", _("CRKBO-geregistreerd")
    SBB = "sbb", _("werkt met erkende leerbedrijven (SBB)")
    SECTOR = "sector", _("erkend door de branche")
    NLQF = "nlqf", _("NLQF-ingeschaald")


class CostKind(TextChoices):
    """Funds pay different kinds of cost, so a price is always a list of lines."""

    TUITION = "tuition", _("lesgeld")
    MATERIAL = "material", _("boeken en materiaal")
    EXAM = "exam", _("examen")
    REGISTRATION = "registration", _("inschrijving")
    TRAVEL = "travel", _("reiskosten")
    OTHER = "other", _("overige kosten")


class SessionStatus(TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("gesloten")
    CANCELLED = "cancelled", _("gaat niet door")
    FULL = "full", _("vol")
