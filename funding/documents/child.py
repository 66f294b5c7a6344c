"""Reading one PDF in a process of its own: python -m funding.documents.child SECONDS

The PDF comes on standard input. The answer on standard output is a line of JSON, {"refused": name} or {"text": text},
and after the text the bytes of the clean copy. The kernel ends this process when it asks for more than it may: so many
seconds of a processor, and so much memory. It is started without the environment of the portal: what a file could make
it do, it could do without a key or the address of the database.
"""

import json
import resource
import sys
from contextlib import suppress

from funding.documents.pdf import clean_pdf
from funding.documents.refusing import BROKEN, LOCKED, TOO_HARD, TOO_LONG, Refused

#: Bytes of addresses; a PDF of 10 MB with large pictures takes a tenth.
MEMORY = 1_500_000_000
REASONS = {"broken": BROKEN, "locked": LOCKED, "too long": TOO_LONG, "too hard": TOO_HARD}


def main(seconds: int) -> None:
    """Answer about the file on standard input."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # out of time the kernel would write all of it, with the file
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    with suppress(ValueError, OSError):  # not every system counts addresses
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    told: dict[str, str]
    data = b""
    try:
        found = clean_pdf(sys.stdin.buffer.read())
        told, data = {"text": found.text}, found.data
    except Refused as refused:
        told = {"refused": next(name for name, message in REASONS.items() if message is refused.message)}
    except MemoryError:
        told = {"refused": "too hard"}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + data)


if __name__ == "__main__":
    main(int(sys.argv[1]))
