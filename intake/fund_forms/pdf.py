"""A filled form as a PDF to print or hand over."""

from typing import Any

from django.utils.translation import override

from intake.fund_forms.models import FilledForm
from portal.printing.setting import pdf_of as set_page
from portal.templatetags.portal import day


def pdf_of(filled: FilledForm) -> bytes:
    """A tagged PDF (PDF/UA-1), in Dutch; says so when the person did not let the fund see it."""
    with override("nl"):
        told: dict[str, Any] = {
            "title": filled.title,
            "made": str(day(filled.filled, "date")),
            "example": filled.is_example,
            "approved": bool(filled.approved_id),
            "fields": filled.told,
        }
    return set_page("intake.fund_forms", "form.typ", told)
