"""What an import did, as it is printed, stored and mailed."""

from dataclasses import asdict, dataclass, field
from typing import Any

from courses.feeds.enums import RunOutcome
from courses.feeds.records import Issue

#: The code of a run that found no turn.
BUSY = "busy"


@dataclass(slots=True)
class Counts:
    """Records of one kind by what happened to them. ``refused`` kept their old version, if there was one."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    refused: int = 0


@dataclass(slots=True)
class Report:
    """One import. When it was refused or held nothing changed, so only ``refused`` counts anything."""

    outcome: RunOutcome = RunOutcome.RUNNING
    courses: Counts = field(default_factory=Counts)
    sessions: Counts = field(default_factory=Counts)
    issues: list[Issue] = field(default_factory=list)

    @property
    def imported(self) -> bool:
        return self.outcome == RunOutcome.IMPORTED

    @property
    def busy(self) -> bool:
        """Whether another feed was being taken over all the time that this one waited: nothing is wrong with it."""
        return any(issue.code == BUSY for issue in self.issues)

    def counts(self) -> dict[str, dict[str, int]]:
        return {"courses": asdict(self.courses), "sessions": asdict(self.sessions)}

    def to_document(self) -> dict[str, Any]:
        """The report as JSON: outcome, counts of courses and sessions, and issues in the order they were found."""
        issues = [issue.to_document() for issue in self.issues]
        return {"outcome": str(self.outcome), **self.counts(), "issues": issues}
