from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from environs import Env

from portal.embedded.supervisor import Supervisor


class Command(BaseCommand):
    help = (
        "Start the whole portal on this machine (PORT, HOST, DATA_DIR, DEMO), with what the environment does not give."
    )
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        env = Env()
        supervisor = Supervisor(
            data=Path(env.str("DATA_DIR", ".data") or ".data"),
            host=env.str("HOST", "127.0.0.1"),
            port=env.int("PORT", 8000),
            demo=env.bool("DEMO", True),
            base=settings.BASE_DIR,
            say=self._say,
        )
        raise SystemExit(supervisor.run())

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
