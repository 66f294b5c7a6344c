"""Which source pays which line, once it is known how much each source pays."""

from collections.abc import Sequence

from funding.engine.cuts import Cuts
from funding.engine.offers import Source


def divide(sources: Sequence[Source], cuts: Cuts, amounts: Sequence[int]) -> list[list[int]]:
    """Cents per source and line: the first source pays as much as it can of the first line, and so on.

    ``amounts[s]`` cents per source must be payable (``cuts.pays``); then this division exists, and it is the only one
    that is first in that order. When source s pays t cents of line l, every cut that closes l for s costs t cents
    less, and the rest stays payable as long as no cut becomes too cheap:

        t <= price(z) + sum over other s' of min(x_s', open_s'(z)) + x_s - sum of all x     for z that closes l for s
    """
    price, due = list(cuts.price), sum(amounts)
    covered = [0] * len(price)
    for cents, open_ in zip(amounts, cuts.open, strict=True):
        if cents:
            covered = [sum_ + (own if own < cents else cents) for sum_, own in zip(covered, open_, strict=True)]
    division = []
    for source, cents, open_ in zip(sources, amounts, cuts.open, strict=True):
        if not cents:
            division.append([0] * len(source.reach))
            continue
        left = cents
        covered = [sum_ - (own if own < cents else cents) for sum_, own in zip(covered, open_, strict=True)]
        row = []
        for line, most in enumerate(source.reach):
            closed = cuts.closed[line][source.terms.pays_vat]
            pays = min(left, most)
            if pays:
                room = (price[cut] + covered[cut] for cut, shut in enumerate(closed) if shut)
                pays = min(pays, min(room) + left - due)
                price = [cost - pays if shut else cost for cost, shut in zip(price, closed, strict=True)]
            left -= pays
            due -= pays
            row.append(pays)
        if left:
            raise ValueError(f"{source.scheme} cannot pay {cents} cents beside the others.")
        division.append(row)
    return division
