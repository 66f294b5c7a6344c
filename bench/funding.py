"""Money under pressure, one JSON line per figure: python -m bench.funding
(PEOPLE for another crowd than 10,000, HANDS for how many press at the same moment; ONLY=reservations or ONLY=rush:
ONLY=rush PEOPLE=2000 python -m bench.funding)

Reservations on one hot budget against SELECT FOR UPDATE, then the opening of a fund over HTTP with money for a quarter
of the people.
"""

import os
import sys

from bench.database import own_database


def main() -> int:
    well, only = True, os.environ.get("ONLY", "")
    with own_database():
        from bench import reservations, rush

        if only in {"", "rush"}:
            well &= rush.measure()
        if only in {"", "reservations"}:
            well &= reservations.measure()
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
