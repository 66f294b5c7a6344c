"""Which numbers of people would tell of somebody, and so are not shown to who may not open their cases."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence

#: Fewer people than this could be recognised.
SMALLEST = 5


def hidden_of(numbers: Sequence[int], also: Collection[int] = ()) -> set[int]:
    """The places of what may not be shown: every number below 5, and the next smallest until together they are 5.

    ``also``: places that another table would give away. Never one alone, which would follow from the total.
    """
    hidden = {place for place, number in enumerate(numbers) if number < SMALLEST} | set(also)
    rest = sorted(set(range(len(numbers))) - hidden, key=lambda place: numbers[place])
    while hidden and rest and sum(numbers[place] for place in hidden) < SMALLEST:
        hidden.add(rest.pop(0))
    if len(hidden) == 1 and rest:
        hidden.add(rest.pop(0))
    return hidden


def hidden_in_groups(numbers: Sequence[int], groups: Sequence[Hashable], also: Collection[int] = ()) -> set[int]:
    """As ``hidden_of``, where the sum of each group (the municipalities of a region, who withdrew) is told elsewhere:
    what is hidden is enough to hide in each group, and in the whole.
    """
    members: dict[Hashable, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        members[group].append(place)
    hidden: set[int] = set(also)
    before: set[int] | None = None
    while hidden != before:  # what is hidden for the whole may be alone in its group
        before = set(hidden)
        for places in members.values():
            mine = [at for at, place in enumerate(places) if place in hidden]
            hidden |= {places[at] for at in hidden_of([numbers[place] for place in places], mine)}
        hidden = hidden_of(numbers, hidden)
    return hidden


def told_by_parts(parts: Mapping[str, Mapping[str, int]]) -> set[str]:
    """Values whose sum over all parts (regions) may not be told, given the numbers per part and value.

    Each part is shown with ``hidden_of``. Where only one part hides a value, or those that do hold fewer than five
    people together, the sum less the other parts would say how many.
    """
    hiding: dict[str, list[int]] = defaultdict(list)
    for numbers in parts.values():
        values = list(numbers)
        for place in hidden_of([numbers[value] for value in values]):
            if numbers[values[place]]:
                hiding[values[place]].append(numbers[values[place]])
    return {value for value, held in hiding.items() if len(held) == 1 or sum(held) < SMALLEST}
