"""Small numbers are not told: who knows the people of a team could tell who is meant. Pure; no database."""

from collections.abc import Mapping

#: Fewer people than this are told as "minder dan 5".
FEWEST = 5


def told[Key](counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """The counts of one group; None for what is not told.

    One hidden count could be worked out from the total and the others, so then the smallest other that is not zero is
    hidden with it.
    """
    hidden = {key for key, number in counts.items() if 0 < number < FEWEST}
    if len(hidden) == 1:
        others = [key for key, number in counts.items() if key not in hidden and number]
        hidden |= set(sorted(others, key=lambda key: counts[key])[:1])
    return {key: None if key in hidden else number for key, number in counts.items()}


def share(part: int, of: int) -> int | None:
    """Whole percent; None when part, rest or whole is too small to be told, or there is nothing to take a share of."""
    if of < FEWEST or 0 < part < FEWEST or 0 < of - part < FEWEST:
        return None
    return round(100 * part / of)
