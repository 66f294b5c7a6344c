"""A filled form as a PDF to print or hand over."""

import json
from importlib import resources
from typing import Any

import typst
from django.utils.translation import override

from intake.fund_forms.models import FilledForm
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
    template = resources.files("intake.fund_forms").joinpath("form.typ").read_bytes()
    made: bytes = typst.compile(
        template, format="pdf", pdf_standards="ua-1", sys_inputs={"told": json.dumps(told, ensure_ascii=False)}
    )
    return made
