"""Single values of a course that every format checks the same way; what is wrong with them is told in its findings."""

import re

from courses.enums import SessionStatus
from courses.feeds.records import Findings
from courses.feeds.sentences import sentence as _
from courses.feeds.texts import LONGEST_DESCRIPTION, plain, safe_html
from courses.feeds.values import web_address

_NLQF = {"1", "2", "3", "4", "4+", "5", "6", "7", "8"}


def nlqf(written: str) -> str:
    """A level of the Dutch framework; "" for anything else."""
    level = written.strip()
    return level if level in _NLQF else ""


def crebo(written: str, findings: Findings) -> str:
    """A code of the register of mbo courses; "" when there is none, as 0 says too."""
    code = written.strip().upper()
    if not code or code == "0":
        return ""
    if not re.fullmatch(r"[A-Z\d]\d{4}", code):
        findings.warn("crebo_unreadable", _("'%(code)s' is geen crebo-code.", code=plain(code, 20)))
        return ""
    return code


def link(written: str, findings: Findings) -> str:
    """The address of the course at its provider; "" when there is none that can be shown."""
    found = web_address(written)
    if written.strip() and not found:
        findings.warn(
            "link_refused", _("De link '%(link)s' is geen webadres en wordt niet getoond.", link=plain(written, 80))
        )
    return found


def description(html: str, findings: Findings) -> str:
    """Safe HTML, not longer than we show."""
    if len(html) <= LONGEST_DESCRIPTION:
        return html
    findings.warn(
        "text_too_long",
        _("De beschrijving is langer dan %(most)s tekens en is afgekort.", most=LONGEST_DESCRIPTION),
    )
    return safe_html(html[:LONGEST_DESCRIPTION])


def seats(total: int | None, left: int | None, status: SessionStatus) -> tuple[int | None, int | None, SessionStatus]:
    """Seats in all, those left and the status that goes with them: with none left a session is full."""
    is_full = left == 0 and status in {SessionStatus.OPEN, SessionStatus.CLOSED}
    some = left if not total or left is None else min(left, total)
    return total or None, some, SessionStatus.FULL if is_full else status
