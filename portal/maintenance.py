"""Maintenance: a small file that says so, read before anything that may be under repair.

Only the standard library: the gate (portal.entrance) asks for every request, also when the database is away.
"""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: Seconds after which a browser may ask again when nobody knows how long it takes.
UNKNOWN = 600


@dataclass(frozen=True, slots=True)
class Maintenance:
    """What visitors are told. ``until``: when the portal should be back, ISO 8601 with offset, "" when unknown."""

    until: str = ""
    text: str = ""
    text_en: str = ""

    @property
    def back(self) -> datetime | None:
        """When the portal should be back, in Dutch time; None when unknown or not to be read."""
        try:
            moment = datetime.fromisoformat(self.until)
        except ValueError:
            return None
        return moment.astimezone(AMSTERDAM) if moment.tzinfo else None

    def seconds(self, now: datetime) -> int:
        """Seconds until the portal should be back, at least a minute; UNKNOWN when that is over or nobody knows."""
        left = int((self.back - now).total_seconds()) if self.back else 0
        return max(60, left) if left > 0 else UNKNOWN

    def is_late(self, now: datetime) -> bool:
        """It should have been over by now."""
        return self.back is not None and self.back <= now


def read(file: Path) -> Maintenance | None:
    """What the file says; None without a file. A file that cannot be read means maintenance all the same."""
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
        return Maintenance(**{name: str(known.get(name, "")) for name in ("until", "text", "text_en")})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, AttributeError):
        return Maintenance()


def begin(file: Path, maintenance: Maintenance) -> None:
    """From now on every page says so; the file is replaced in one step."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps(asdict(maintenance), ensure_ascii=False), encoding="utf-8")
    draft.replace(file)


def end(file: Path) -> bool:
    """The pages are back; False when they were not away."""
    was = file.exists()
    file.unlink(missing_ok=True)
    return was


def moment_of(text: str, now: datetime) -> str:
    """ "2026-11-30 07:00" in Dutch time as ISO 8601; ValueError when it is no moment or not after ``now``."""
    naive = datetime.fromisoformat(text)
    moment = naive if naive.tzinfo else naive.replace(tzinfo=AMSTERDAM)
    if moment <= now:
        raise ValueError(f"{text} is over")
    return moment.astimezone(UTC).isoformat()
