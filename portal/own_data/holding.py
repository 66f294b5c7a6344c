"""What the portal holds of a person, and how that goes. Every package registers its own: nothing is forgotten."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import IO, Any

from django.db.models import Q

from portal.people.models import User


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of data of a person: ``columns`` (key -> words), rows by those keys, and files that belong to it.

    ``files``: path in the archive -> what opens its bytes. Values are plain JSON, dates, or moments. ``until``: how
    long it is kept, in words.
    """

    name: str
    title: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Any]]
    files: Mapping[str, Callable[[], IO[bytes]]] = field(default_factory=dict)
    until: str = ""


type Read = Callable[[User], Iterable[Sheet]]
#: Removes what may go; runs in the transaction of portal.own_data.actions.erase, and never touches the account itself.
type Erase = Callable[[User], None]
#: Sentences that say why an account must stay for now, or what the law keeps of it.
type Reasons = Callable[[User], Iterable[str]]
#: Whom to leave alone: filters of users who used what this package holds after a moment, or of whom it must stay.
type Used = Callable[[datetime], Q]
#: When this person left something here, and the origin of the site on which they did (scheme and host, without path).
type Came = Callable[[User], Iterable[tuple[datetime, str]]]
#: Name of a sheet -> how long that is kept, in words, with the terms that the code keeps to.
type Terms = Callable[[], Mapping[str, str]]

_reads: list[tuple[Read, Terms]] = []
_erases: list[Erase] = []
_running: list[Reasons] = []
_kept: list[Reasons] = []
_used: list[Used] = []
_came: list[Came] = []


def holds(
    read: Read,
    erase: Erase,
    terms: Terms,
    *,
    running: Reasons | None = None,
    kept: Reasons | None = None,
    used: Used | None = None,
    came: Came | None = None,
) -> None:
    """Register what a package holds of a person; ``AppConfig.ready`` calls this.

    ``terms`` has every sheet. ``running``: what goes on, so that the account cannot go yet; ``kept``: what stays by
    law; ``used``: who is no longer away since a moment, or has something here that keeps a term of its own;
    ``came``: when and on which site they left something, so that a mail can lead back there.
    """
    _reads.append((read, terms))
    # What stands on the right goes first: it hangs on what stands left of it.
    _erases.insert(0, erase)
    if running:
        _running.append(running)
    if kept:
        _kept.append(kept)
    if used:
        _used.append(used)
    if came:
        _came.append(came)


def sheets_of(user: User) -> list[Sheet]:
    """All kinds of data of this person, in the order of the packages."""
    found: list[Sheet] = []
    for read, terms in _reads:
        until = terms()
        found += [replace(sheet, until=until[sheet.name]) for sheet in read(user)]
    return found


def erasers() -> Sequence[Erase]:
    """What has to run to erase a person, in order."""
    return tuple(_erases)


def what_runs(user: User) -> list[str]:
    """Why the account of this person cannot go yet."""
    return [reason for give in _running for reason in give(user)]


def what_stays(user: User) -> list[str]:
    """What the law keeps of this person."""
    return [reason for give in _kept for reason in give(user)]


def in_use(moment: datetime) -> Q:
    """Users who used something after this moment, or of whom something stays."""
    found = Q(pk=None)
    for told in _used:
        found |= told(moment)
    return found


def last_origin(user: User) -> str:
    """The address of the portal on which this person last left something; empty when nothing tells."""
    return max((one for told in _came for one in told(user)), default=(None, ""))[1]
