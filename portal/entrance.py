"""The gate before Django: what it cannot read as a request, or would read for too long, and maintenance."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Any

from portal import maintenance

type Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
type Start = Callable[..., Any]

#: These pages have a stylesheet, its letters, and nothing else.
POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'"
#: What goes on during maintenance: whether we live, and how the page about it looks.
OPEN = ("/healthz/", "/static/", "/merk/")


class Gate:
    """A WSGI application around another. Answers 503 while ``closed`` exists, 400 to text that is not UTF-8, 413 to
    more than ``most`` bytes.

    A request names its own character set, and Django believes it while it builds the request: "hex" or "utf-7"
    would be an error before any page of ours could say so.
    """

    def __init__(self, application: Application, most: int, closed: Path) -> None:
        self.application, self.most, self.closed = application, most, closed

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        if not str(environ.get("PATH_INFO", "")).startswith(OPEN) and (now := maintenance.read(self.closed)):
            return _closed(start_response, now, sent=environ.get("REQUEST_METHOD") == "POST")
        if _charset(environ.get("CONTENT_TYPE", "")) not in {"", "utf-8", "utf8"}:
            return _answer(start_response, "400 Bad Request", "unreadable.html")
        if _length(environ.get("CONTENT_LENGTH", "")) > self.most:
            return _answer(start_response, "413 Content Too Large", "413.html")
        return self.application(environ, start_response)


def _charset(content_type: str) -> str:
    message = Message()
    message["Content-Type"] = content_type
    return str(message.get_content_charset("")).lower()


def _length(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _closed(start_response: Start, now: maintenance.Maintenance, *, sent: bool) -> Iterable[bytes]:
    moment = datetime.now(UTC)
    context = {"maintenance": now, "late": now.is_late(moment), "sent": sent}
    headers = [("Retry-After", str(now.seconds(moment))), ("Cache-Control", "no-store")]
    return _answer(start_response, "503 Service Unavailable", "maintenance.html", context, headers)


def _answer(
    start_response: Start,
    status: str,
    page: str,
    context: dict[str, Any] | None = None,
    headers: Iterable[tuple[str, str]] = (),
) -> Iterable[bytes]:
    # Django is set up by now; a page by itself needs nothing of it but its templates.
    from django.template.loader import render_to_string

    body = render_to_string(f"portal/errors/{page}", context).encode()
    own = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    guards = [("Content-Security-Policy", POLICY), ("X-Content-Type-Options", "nosniff")]
    start_response(status, [*own, *guards, *headers])
    return [body]
