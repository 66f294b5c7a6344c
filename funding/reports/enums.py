from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportKind(TextChoices):
    """What a report is: figures without people, one of the lists of funding.exporting.enums.Kind, or
    the accountant's workbook (funding.exporting.accountant).
    """

    FIGURES = "cijfers", _("cijfers: geld, aanvragen en wie er geholpen is")
    APPLICATIONS = "aanvragen", _("lijst van aanvragen (alleen Excel)")
    DECISIONS = "besluiten", _("lijst van besluiten (alleen Excel)")
    PAYMENTS = "betalingen", _("lijst van betalingen (alleen Excel)")
    PARTICIPANTS = "deelnemers", _("deelnemers, voor ESF+ en JTF (alleen Excel)")
    ACCOUNT = "accountant", _("voor de accountant: alles, op elkaar aangesloten (alleen Excel)")


class ReportForm(TextChoices):
    XLSX = "xlsx", _("Excel (xlsx)")
    PDF = "pdf", _("PDF")


class Every(TextChoices):
    MONTH = "month", _("elke maand")
    QUARTER = "quarter", _("elk kwartaal")
    YEAR = "year", _("elk jaar")
