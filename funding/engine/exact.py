"""Paying as an integer programme: for the rare sets of sources that the closed form cannot settle."""

from collections.abc import Sequence

from funding.engine.conflicts import bits
from funding.engine.matching import Bounds
from funding.engine.money import CostLine
from funding.engine.offers import Source
from funding.engine.programme import Row, maximise


def settle(
    lines: Sequence[CostLine],
    sources: Sequence[Source],
    members: int,
    bounds: Bounds,
    weights: Sequence[int],
) -> list[int] | None:
    """Cents per source (0 outside ``members``) with the largest sum of weight times cents within all bounds.

    None when the bounds leave no way at all, not even to pay nothing. The variables are y_sl, the cents that source
    s pays of line l, and the rows say the same as the cuts, the limits, the ceilings and the floors.
    """
    places = [(s, number) for s in bits(members) for number, most in enumerate(sources[s].reach) if most]
    rows: list[Row] = []
    for place, (s, number) in enumerate(places):
        rows.append(([int(place == other) for other in range(len(places))], sources[s].reach[number]))
    rows += [([int(s == own) for s, _ in places], sources[own].limit) for own in bits(members)]
    for number, line in enumerate(lines):
        on_line = [int(number == on) for _, on in places]
        rows.append((on_line, line.gross))
        if line.vat:
            without_vat = [
                int(on and not sources[s].terms.pays_vat) for on, (s, _) in zip(on_line, places, strict=True)
            ]
            rows.append((without_vat, line.net))
    rows += [([bound.group >> s & 1 for s, _ in places], bound.cents) for bound in bounds.ceilings]
    rows += [([-(bound.group >> s & 1) for s, _ in places], -bound.cents) for bound in bounds.floors]
    division = maximise([weights[s] for s, _ in places], rows)
    if division is None:
        return None
    amounts = [0] * len(sources)
    for (s, _), cents in zip(places, division, strict=True):
        amounts[s] += cents
    return amounts
