"""Seeing a citizen service number (BSN), which this portal does not keep (Uavg art. 46)."""

import re

#: Nine digits, perhaps with dots or spaces as people write them; no longer run of digits around.
_NINE = re.compile(r"(?<![\d+])\d(?:[ .]?\d){8}(?!\d)")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def has_bsn(text: str) -> bool:
    """Whether some run of nine digits passes the test of eleven; one in eleven other numbers does too."""
    return any(_passes(re.sub(r"\D", "", found)) for found in _NINE.findall(text))


def _passes(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return total % 11 == 0 and digits != "000000000"
