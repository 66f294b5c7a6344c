"""Texts of strangers made fit for a page: plain where we want plain, and an allow-list of HTML for descriptions."""

import html
import re
import unicodedata

import nh3

TAGS = {"p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "h3", "h4", "a"}
#: Where text must not run into what comes before it.
_BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|section|article|blockquote)\b", re.IGNORECASE)
_TOP_HEADINGS = re.compile(r"<(/?)h[12](?=[\s>])", re.IGNORECASE)
LONGEST_DESCRIPTION = 20_000


def printable(text: str) -> str:
    """Without characters that do not show or that turn the text around; line ends and tabs stay."""
    whole = unicodedata.normalize("NFC", text)
    # Each sign is looked up once, however long the text: a feed has hundreds of millions of them.
    hidden = [sign for sign in set(whole) if sign not in "\n\t" and unicodedata.category(sign)[0] == "C"]
    return whole.translate(dict.fromkeys(map(ord, hidden))) if hidden else whole


def plain(text: str, longest: int) -> str:
    """One line of plain text: markup gone, white space single, cut at a word when longer than ``longest``."""
    if "<" in text or "&" in text:
        text = html.unescape(nh3.clean(_BLOCK.sub(r" \g<0>", text), tags=set()))
    line = " ".join(printable(text.replace("\r", " ")).split())
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def paragraphs(text: str) -> str:
    """Plain text as HTML: an empty line begins a paragraph, a single line end is a line end."""
    blocks = re.split(r"\n\s*\n", printable(text.replace("\r\n", "\n").replace("\r", "\n")).strip())
    lines = ["<br>".join(html.escape(line.strip(), quote=False) for line in block.splitlines()) for block in blocks]
    return "".join(f"<p>{line}</p>" for line in lines if line)


def safe_html(text: str) -> str:
    """HTML with only TAGS, and only web links. The page has its own h1 and h2, so theirs become h3."""
    return nh3.clean(
        _TOP_HEADINGS.sub(r"<\1h3", printable(text)),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow noopener noreferrer",
        clean_content_tags={"script", "style", "template", "svg", "math", "iframe", "object", "noscript", "title"},
    ).strip()


def section(heading: str, body: str) -> str:
    """A part of a description under its own heading; ``body`` is HTML that was made safe."""
    return f"<h3>{html.escape(heading, quote=False)}</h3>{body}" if body else ""
