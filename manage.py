#!/usr/bin/env python
"""Django's command line, told where a portal that runs from this folder keeps its own servers."""

import os
import sys
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if sys.argv[1:] == ["up"]:
        from portal.embedded.up import up

        raise SystemExit(up(Path(__file__).resolve().parent))
    if "DATABASE_URL" not in os.environ:
        # Beside a running `make run`, any other command finds its database, broker and key by itself.
        from portal.embedded.environment import load_running

        load_running(Path(os.environ.get("DATA_DIR") or ".data"))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
