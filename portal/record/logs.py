"""Log lines as JSON: who can be found by id, never by name; one event is one line whatever a visitor typed."""

import json
import logging
import re
from datetime import UTC, datetime

from django.http import HttpRequest

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request"}

#: What PostgreSQL adds to an error about a row is the row itself, with names, addresses and account numbers. It goes
#: on until the next error of a traceback, or the end.
_ROW = re.compile(r"(?:\n|\\n)(?:DETAIL|CONTEXT): .*?(?=\n\n(?:The above exception|During handling)|\Z)", re.DOTALL)
#: The parts of our addresses that open something by themselves, as urls.py of every package and of allauth call them.
_OPENS = ("token", "signed", "key")


def path_of(request: HttpRequest) -> str:
    """The path of a request for a log, without what opens a page by itself: more people read logs than that mailbox."""
    path = request.path
    for name, value in request.resolver_match.kwargs.items() if request.resolver_match else ():
        if name in _OPENS:
            path = path.replace(str(value), "...")
    return path


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _without_row(_message(record)),
        }
        line |= {key: str(value) for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info:
            line["traceback"] = _without_row(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """As it was written; where Django wrote the path of a request, as ``path_of`` has it."""
    request, message = getattr(record, "request", None), record.getMessage()
    return message.replace(request.path, path_of(request)) if isinstance(request, HttpRequest) else message


def _without_row(text: str) -> str:
    return _ROW.sub("", text)
