"""Room kept free for the worst moment: PostgreSQL stops on a full disk, and recovers only when there is room."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ballast:
    """A file of ``size`` bytes in the servers' folder, given up when less than ``least`` bytes are free there."""

    folder: Path
    size: int = 64 * 1024**2
    least: int = 1024**3

    @property
    def path(self) -> Path:
        return self.folder / "ballast"

    def settle(self) -> str:
        """Lay the file when there is room, give it up when there is not; returns a warning, or nothing."""
        free = shutil.disk_usage(self.folder).free
        if free >= self.least + self.size:
            self._lay()
            return ""
        if free < self.size:
            self.path.unlink(missing_ok=True)
        if free >= self.least:
            return ""
        return (
            f"De schijf van {self.folder} raakt vol: er is nog {free // 1024**2} MB vrij. "
            "Maak ruimte; zonder ruimte kan het portaal niets meer bewaren."
        )

    def _lay(self) -> None:
        if self.path.exists() and self.path.stat().st_size == self.size:
            return
        with self.path.open("wb") as file:
            file.write(bytes(self.size))  # written, not only sized: a hole takes no room
