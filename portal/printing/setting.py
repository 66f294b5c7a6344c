"""Setting a page as a PDF with typst: what is told goes in as JSON, so nothing that a person typed becomes markup."""

import json
from functools import cache
from importlib import resources
from typing import Any

import typst
from django.conf import settings

#: The letters of our pages, for paper too (.ci/bundle.mjs puts them there).
FONTS = settings.BASE_DIR / "static" / "dist" / "fonts"


def pdf_of(package: str, template: str, told: dict[str, Any]) -> bytes:
    """A tagged PDF (PDF/UA-1) by the template of that name in a package; it reads ``told`` from ``sys.inputs.told``."""
    inputs = {"told": json.dumps(told, ensure_ascii=False)}
    made: bytes = typst.compile(
        _template(package, template), format="pdf", pdf_standards="ua-1", sys_inputs=inputs, font_paths=_fonts()
    )
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


@cache
def _template(package: str, template: str) -> bytes:
    return resources.files(package).joinpath(template).read_bytes()
