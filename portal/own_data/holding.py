"""What the portal holds of a person, and how that goes. Every package registers its own: nothing is forgotten."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from portal.people.models import User


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of data of a person: ``columns`` (key -> words), rows by those keys, and files that belong to it.

    ``files``: path in the archive -> what opens its bytes. Values are plain JSON, dates, or moments.
    """

    name: str
    title: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Any]]
    files: Mapping[str, Callable[[], IO[bytes]]] = field(default_factory=dict)


type Read = Callable[[User], Iterable[Sheet]]
#: Removes what may go; runs in the transaction of portal.own_data.actions.erase, and never touches the account itself.
type Erase = Callable[[User], None]
#: Sentences that say why an account must stay for now, or what the law keeps of it.
type Reasons = Callable[[User], Iterable[str]]

_reads: list[Read] = []
_erases: list[Erase] = []
_running: list[Reasons] = []
_kept: list[Reasons] = []


def holds(read: Read, erase: Erase, *, running: Reasons | None = None, kept: Reasons | None = None) -> None:
    """Register what a package holds of a person; ``AppConfig.ready`` calls this.

    ``running``: what goes on, so that the account cannot go yet; ``kept``: what stays because a law says so.
    """
    _reads.append(read)
    # What stands on the right goes first: it hangs on what stands left of it.
    _erases.insert(0, erase)
    if running:
        _running.append(running)
    if kept:
        _kept.append(kept)


def sheets_of(user: User) -> list[Sheet]:
    """All kinds of data of this person, in the order of the packages."""
    return [sheet for read in _reads for sheet in read(user)]


def erasers() -> Sequence[Erase]:
    """What has to run to erase a person, in order."""
    return tuple(_erases)


def what_runs(user: User) -> list[str]:
    """Why the account of this person cannot go yet."""
    return [reason for give in _running for reason in give(user)]


def what_stays(user: User) -> list[str]:
    """What the law keeps of this person."""
    return [reason for give in _kept for reason in give(user)]
