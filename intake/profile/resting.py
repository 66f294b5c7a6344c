"""What rests on a consent, and what happens when somebody takes it back. Packages register this per purpose."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from intake.profile.enums import Purpose
from intake.profile.models import Consent
from portal.people.models import User


@dataclass(frozen=True, slots=True)
class Use:
    """What a consent is for, in words: ``what`` it is about, with whom (``who``), and ``after`` taking it back.

    ``url``: the page where it is taken back, when that takes more than a button; "" for a button.
    """

    what: str
    who: str
    after: str
    url: str = ""


type Describe = Callable[[Sequence[Consent]], Mapping[UUID, Use]]
type End = Callable[[Consent, User | None], None]

_resting: dict[Purpose, tuple[Describe, End]] = {}


def rests_on(purpose: Purpose, describe: Describe, end: End) -> None:
    """Register what rests on consents of this purpose; ``AppConfig.ready`` calls this.

    ``describe`` tells it of many at once (one that it leaves out is told by its purpose alone); ``end`` dates the
    withdrawal and takes away what rested on it, in the transaction of intake.consents.actions.take_back.
    """
    _resting[purpose] = (describe, end)


def uses(consents: Sequence[Consent]) -> dict[UUID, Use]:
    """Consent -> what rests on it now; of some nothing rests on them any more."""
    found: dict[UUID, Use] = {}
    for purpose, (describe, _end) in _resting.items():
        if own := [one for one in consents if one.purpose == purpose]:
            found |= describe(own)
    return found


def end_of(consent: Consent) -> End:
    """What ends this consent."""
    return _resting[Purpose(consent.purpose)][1]
