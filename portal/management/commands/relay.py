import signal
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from portal.record.relay import run


class Command(BaseCommand):
    help = "Hand outbox messages to the broker until stopped (SIGTERM)."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = False

        def ask_to_stop(signum: int, frame: FrameType | None) -> None:
            nonlocal stop
            stop = True

        signal.signal(signal.SIGTERM, ask_to_stop)
        signal.signal(signal.SIGINT, ask_to_stop)
        run(lambda: stop)
