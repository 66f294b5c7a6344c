"""Having a PDF read by a process of its own, with an end to its time and its memory (``child``)."""

import json
import logging
import subprocess
import sys

from django.conf import settings

from funding.documents.child import REASONS
from funding.documents.refusing import TOO_HARD, Clean, Refused

log = logging.getLogger("funding.documents")

#: Of a processor; a hundred pages of a course guide take one.
MOST_SECONDS = 10
#: On a busy machine a second of a processor takes longer; who sends a file waits at most so many times that.
PATIENCE = 3


def clean_pdf_apart(data: bytes, seconds: int = MOST_SECONDS) -> Clean:
    """A clean copy of a PDF, or Refused; also when reading it asks for too much time or memory."""
    command = [sys.executable, "-m", "funding.documents.child", str(seconds)]
    try:
        # Our own module, with a number of ours; what somebody sent goes in by standard input.
        child = subprocess.run(  # noqa: S603
            command,
            cwd=settings.BASE_DIR,
            env={"LC_ALL": "C.UTF-8"},
            input=data,
            capture_output=True,
            timeout=seconds * PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        log.info("pdf refused", extra={"error": "too late"})
        raise Refused(TOO_HARD) from late
    if child.returncode:
        log.info("pdf refused", extra={"error": f"ended with {child.returncode}"})
        raise Refused(TOO_HARD)
    line, _break, copy = child.stdout.partition(b"\n")
    told = json.loads(line)
    if name := told.get("refused"):
        log.info("pdf refused", extra={"error": name})
        raise Refused(REASONS[name])
    return Clean("application/pdf", copy, told["text"])
