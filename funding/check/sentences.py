"""Sentences in the language of the page with texts of schemes in them, which are Dutch on every page."""

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe


def dutch(text: str) -> SafeString:
    """A name or text of a scheme, marked as Dutch."""
    return format_html('<span lang="nl">{}</span>', text)


def filled(sentence: str, **parts: SafeString) -> SafeString:
    """A sentence with these parts, which are safe to show already."""
    return mark_safe(escape(sentence) % parts)  # noqa: S308 - the sentence is escaped here, the parts were before
