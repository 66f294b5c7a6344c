"""Small integer programmes, solved exactly: simplex with whole numbers only, and branch and bound.

Used where no closed form is known. Dozens of variables, not thousands; the weights may be as large as they like.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

type Row = tuple[Sequence[int], int]


def maximise(weights: Sequence[int], rows: Sequence[Row]) -> list[int] | None:
    """The whole numbers y >= 0 with the largest sum of weights * y such that a * y <= b for every row (a, b).

    None when there are none. The region must be bounded in every direction that has a positive weight, else
    ValueError.
    """
    best: list[int] | None = None
    best_value = 0
    open_: list[list[Row]] = [list(rows)]
    while open_:
        branch = open_.pop()
        point = _relaxed(weights, branch)
        if point is None:
            continue
        value = sum(weight * part for weight, part in zip(weights, point, strict=True))
        if best is not None and value // 1 <= best_value:  # weights are whole, so is the value of any answer
            continue
        split = next((place for place, part in enumerate(point) if part.denominator != 1), None)
        if split is None:
            best, best_value = [int(part) for part in point], int(value)
            continue
        unit = [1 if place == split else 0 for place in range(len(weights))]
        below = point[split].numerator // point[split].denominator
        open_.append([*branch, ([-part for part in unit], -below - 1)])
        open_.append([*branch, (unit, below)])
    return best


def _relaxed(weights: Sequence[int], rows: Sequence[Row]) -> list[Fraction] | None:
    """The same programme with fractions allowed; None when even that has no answer."""
    tableau = _Tableau(weights, rows)
    return tableau.solution() if tableau.feasible() else None


class _Tableau:
    """A simplex tableau of whole numbers over one common denominator (Edmonds' integer pivoting).

    Columns: the variables, a slack per row, an artificial per row with a negative bound, the bound. Every entry is a
    subdeterminant of the first tableau, so each division below is exact. Pivots follow Bland's rule: no cycles.
    """

    def __init__(self, weights: Sequence[int], rows: Sequence[Row]) -> None:
        self.size = len(weights)
        negative = [number for number, (_, bound) in enumerate(rows) if bound < 0]
        self.real = self.size + len(rows)
        width = self.real + len(negative) + 1
        self.denominator = 1
        self.basis: list[int] = []
        self.rows: list[list[int]] = []
        for number, (factors, bound) in enumerate(rows):
            row = [*factors, *([0] * (width - self.size))]
            row[self.size + number], row[-1] = 1, bound
            self.basis.append(self.size + number)
            if bound < 0:
                row = [-entry for entry in row]
                self.basis[-1] = self.real + negative.index(number)
                row[self.basis[-1]] = 1
            self.rows.append(row)
        self.goal = [-weight for weight in weights] + [0] * (width - self.size)
        # The first goal is to be rid of the artificials: minus their sum, written in the other columns.
        self.first = [0] * width
        for number in negative:
            self.first = [total - entry for total, entry in zip(self.first, self.rows[number], strict=True)]
        for artificial in range(self.real, width - 1):
            self.first[artificial] = 0

    def feasible(self) -> bool:
        """Phase one: whether any point keeps all rows; leaves the tableau at such a point, without artificials."""
        self._climb("first", len(self.first) - 1)
        if self.first[-1] != 0:
            return False
        for number in [row for row, column in enumerate(self.basis) if column >= self.real]:
            column = next((column for column in range(self.real) if self.rows[number][column]), None)
            if column is not None:
                if self.rows[number][column] < 0:
                    self.rows[number] = [-entry for entry in self.rows[number]]
                self._pivot(number, column)
        return True

    def solution(self) -> list[Fraction]:
        """Phase two: the best point."""
        self._climb("goal", self.real)
        point = [Fraction(0)] * self.size
        for row, column in zip(self.rows, self.basis, strict=True):
            if column < self.size:
                point[column] = Fraction(row[-1], self.denominator)
        return point

    def _climb(self, goal: str, columns: int) -> None:
        while True:
            entering = next((place for place in range(columns) if getattr(self, goal)[place] < 0), None)
            if entering is None:
                return
            leaving = min(self._ratios(entering), default=None)
            if leaving is None:
                raise ValueError("The programme has no bound.")
            self._pivot(leaving[2], entering)

    def _ratios(self, entering: int) -> Iterator[tuple[Fraction, int, int]]:
        for number, row in enumerate(self.rows):
            if row[entering] > 0:
                yield Fraction(row[-1], row[entering]), self.basis[number], number

    def _pivot(self, number: int, column: int) -> None:
        pivot_row = self.rows[number]
        pivot = pivot_row[column]
        for other, row in enumerate(self.rows):
            if other != number:
                self.rows[other] = self._reduced(row, pivot_row, column, pivot)
        self.first = self._reduced(self.first, pivot_row, column, pivot)
        self.goal = self._reduced(self.goal, pivot_row, column, pivot)
        self.basis[number] = column
        self.denominator = pivot

    def _reduced(self, row: list[int], pivot_row: list[int], column: int, pivot: int) -> list[int]:
        factor = row[column]
        if not factor:
            return row if pivot == self.denominator else [entry * pivot // self.denominator for entry in row]
        return [
            (entry * pivot - factor * under) // self.denominator for entry, under in zip(row, pivot_row, strict=True)
        ]
