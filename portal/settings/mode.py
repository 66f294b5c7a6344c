"""How strict to be, where the portal is, and what the other parts read the environment with.

``PORTAL_MODE``:
- ``production`` (the default): nothing is guessed, unsafe values refuse to start;
- ``local``: `make run`, where the supervisor gives whatever the environment does not;
- ``test``: the test suite.
"""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent

MODE = env.str("PORTAL_MODE", "production")
if MODE not in {"production", "local", "test"}:
    raise ImproperlyConfigured(f"PORTAL_MODE is {MODE!r}; choose production, local or test.")
PRODUCTION = MODE == "production"
DEBUG = env.bool("DEBUG", False)
# Demo region, demo log-ins and a page that shows the mail: never beside real people's data.
DEMO = env.bool("DEMO", False)
# While this file exists every page says that we are busy with maintenance (manage.py maintenance).
DATA_DIR = Path(env.str("DATA_DIR", "") or BASE_DIR / ".data")
MAINTENANCE_FILE = env.path("MAINTENANCE_FILE", DATA_DIR / "maintenance.json")
# Browsers keep a page for when there is no network. 0 takes it away from every browser that has it.
OFFLINE_PAGE = env.bool("OFFLINE_PAGE", True)

# Told by /healthz/version; a checkout finds it by itself.
COMMIT = env.str("COMMIT", "")
