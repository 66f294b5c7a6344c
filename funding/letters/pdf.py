"""A letter as a tagged PDF (PDF/UA-1), made from its frozen text: to keep, to send by post, for a screen reader."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml import html

from funding.letters.models import Letter
from portal.printing.setting import pdf_of
from portal.templatetags.portal import day

type Run = dict[str, Any]

#: What a browser shows as one space; a no-break space is none of these.
SPACES = re.compile(r"[ \t\r\n\f]+")


def letter_pdf(letter: Letter) -> bytes:
    """The letter as it was written, in Dutch; the line comes with fund and application."""
    line = letter.line
    return document_pdf(letter.subject, line.fund.name, line.application.number, letter.written, letter.html)


def document_pdf(title: str, author: str, number: str, written: datetime, text: str) -> bytes:
    """A document of an organisation in Dutch; ``text`` is HTML (see ``blocks_of``), ``number`` stands on each page."""
    told = {
        "title": title,
        "author": author,
        "number": number,
        "written": day(written, "date"),
        "blocks": blocks_of(text),
    }
    return pdf_of("funding.letters", "letter.typ", told)


def blocks_of(text: str) -> list[dict[str, Any]]:
    """A letter's HTML as blocks for letter.typ: "from", "title", "heading", "paragraph", "quiet", "list", "facts",
    "table", and "short" (the answer in a few words) with "blocks" of its own.

    Runs of text are {"text", "strong"}, a line break {"break": true}. What has no block of its own is a paragraph, so
    nothing of a letter is left out.
    """
    return list(_blocks(html.fragment_fromstring(text, create_parent="div")))


def _blocks(parent: html.HtmlElement) -> Iterator[dict[str, Any]]:
    for one in parent.iterchildren("*"):
        kind = str(one.get("class") or "")
        match one.tag:
            case "div" if "letter__short" in kind:
                yield {"kind": "short", "blocks": list(_blocks(one))}
            case "div" | "section" | "article" | "blockquote":
                yield from _blocks(one)
            case "h1" | "h2" | "h3":
                yield {"kind": "heading", "runs": _runs(one)}
            case "ul" | "ol":
                yield {"kind": "list", "ordered": one.tag == "ol", "items": [_runs(item) for item in one.iter("li")]}
            case "dl":
                rows = zip(one.iter("dt"), one.iter("dd"), strict=True)
                yield {"kind": "facts", "rows": [[_runs(label), _runs(value)] for label, value in rows]}
            case "table":
                yield _table(one)
            case _ if "letter__subject" in kind:
                yield {"kind": "title", "runs": _runs(one)}
            case _ if "letter__from" in kind:
                yield {"kind": "from", "runs": _runs(one)}
            case _ if "letter__address" in kind:
                yield {"kind": "quiet", "runs": _runs(one)}
            case _:
                if runs := _runs(one):
                    yield {"kind": "paragraph", "runs": runs}


def _table(table: html.HtmlElement) -> dict[str, Any]:
    rows = [[_runs(cell) for cell in row.iterchildren("th", "td")] for row in table.iter("tr")]
    head = 1 if table.find("thead") is not None and rows else 0
    foot = len(list(table.iterfind("tfoot/tr")))
    columns = max((len(row) for row in rows), default=0)
    return {"kind": "table", "columns": columns, "head": rows[:head], "rows": rows[head:], "foot": foot}


def _runs(element: html.HtmlElement, *, strong: bool = False) -> list[Run]:
    """The words of an element, in order; spaces as a browser shows them."""
    found: list[Run] = []

    def add(text: str | None, bold: bool) -> None:
        if text and (words := SPACES.sub(" ", text).strip(" ")):
            before = " " if found and SPACES.match(text) else ""
            found.append({"text": before + words + (" " if SPACES.match(text[-1]) else ""), "strong": bold})

    add(element.text, strong)
    for child in element.iterchildren():
        if child.tag == "br":
            found.append({"break": True})
        elif isinstance(child.tag, str):
            found.extend(_runs(child, strong=strong or child.tag in {"strong", "b"}))
        add(child.tail, strong)
    return found
