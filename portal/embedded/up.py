"""`manage.py up`, without Django: to load the whole portal takes two seconds, and this only starts who do."""

from functools import partial
from pathlib import Path

from environs import Env

from portal.embedded.supervisor import Supervisor


def up(base: Path) -> int:
    """Start the whole portal on this machine (PORT, HOST, DATA_DIR, DEMO) from the code in ``base``, with what the
    environment does not give, and watch it; returns the exit code when it has stopped.
    """
    env = Env()
    return Supervisor(
        data=Path(env.str("DATA_DIR", ".data") or ".data"),
        host=env.str("HOST", "127.0.0.1"),
        port=env.int("PORT", 8000),
        demo=env.bool("DEMO", True),
        base=base,
        say=partial(print, flush=True),
    ).run()
