"""One figure as one line of JSON, with what it is held against."""

import json


def tell(name: str, value: float, unit: str, *, against: float, target: float, n: int, at_least: bool = False) -> bool:
    """Print a figure; returns whether it reached its target.

    ``against`` is a limit or what a peer took in the same run, in the same unit; ``target`` is the largest ratio
    (``at_least``: the smallest) of value to it that is good; ``n`` says how many measurements it is of.
    """
    ratio = value / against
    reached = ratio >= target if at_least else ratio <= target
    line = {"name": name, "value": round(value, 4), "unit": unit, "against": against, "ratio": round(ratio, 3)}
    print(json.dumps(line | {"target": target, "reached": reached, "n": n}), flush=True)
    return reached
