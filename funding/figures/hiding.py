"""Which numbers of people would tell of somebody, and so are not shown to who may not open their cases."""

from collections.abc import Sequence

#: Fewer people than this could be recognised.
SMALLEST = 5


def hidden_of(numbers: Sequence[int]) -> set[int]:
    """The places of what may not be shown: every number below 5, and the next smallest until together they are 5."""
    hidden = {place for place, number in enumerate(numbers) if number < SMALLEST}
    rest = sorted(set(range(len(numbers))) - hidden, key=lambda place: numbers[place])
    while hidden and rest and sum(numbers[place] for place in hidden) < SMALLEST:
        hidden.add(rest.pop(0))
    if len(hidden) == 1 and rest:
        hidden.add(rest.pop(0))
    return hidden
