"""Where everything stands that a brand looks like; the digest in each address changes with what it gives."""

import hashlib
import json
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, override

from portal.brands.drawing import colours, manner
from portal.brands.models import Brand

#: A phone puts this much under the mark.
SHORT_NAME = 12


def css_address(brand: Brand) -> str:
    """The brand's tokens; "" for a brand that sets none."""
    return _address("portal:brand_css", brand, brand.stylesheet()) if brand.tokens else ""


def mark_address(brand: Brand) -> str:
    """The mark as SVG."""
    return _address("portal:mark", brand, [brand.tokens, manner()])


def mark_picture_address(brand: Brand, size: int, *, full: bool = False) -> str:
    """The mark as PNG, one of drawing.SIZES; ``full`` for who cuts the corners off themselves."""
    return _address(
        "portal:full_mark_picture" if full else "portal:mark_picture", brand, [brand.tokens, manner()], size
    )


def social_address(brand: Brand) -> str:
    """The image of a link, in the language of the moment; the greeting is part of it."""
    language = get_language() or "nl"
    said = [brand.tokens, brand.name, brand.text("greeting"), manner()]
    return _address("portal:social_picture", brand, said, language)


def manifest_address(brand: Brand) -> str:
    """How the portal presents itself on a phone."""
    return _address("portal:manifest", brand, manifest_of(brand))


def manifest_of(brand: Brand) -> dict[str, Any]:
    """The web app manifest of a brand, for JSON; one for all languages, in Dutch.

    A browser's own buttons stay: people come back by links in mails.
    """
    first = brand.name.split("(")[0].strip()
    with override("nl"):
        greeting = brand.text("greeting")
    return {
        "id": "/",
        "name": brand.name,
        "short_name": first if len(first) <= SHORT_NAME else "Doorleren",
        "description": greeting,
        "lang": "nl",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": colours(brand)["paper"],
        "theme_color": colours(brand)["paper"],
        "icons": [
            {"src": mark_address(brand), "type": "image/svg+xml", "sizes": "any"},
            *(
                {
                    "src": mark_picture_address(brand, size, full=full),
                    "type": "image/png",
                    "sizes": f"{size}x{size}",
                    "purpose": "maskable" if full else "any",
                }
                for size in (192, 512)
                for full in (False, True)
            ),
        ],
    }


def _address(name: str, brand: Brand, content: Any, *more: Any) -> str:
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:10]
    return f"{reverse(name, args=[brand.slug, *more])}?v={digest}"
