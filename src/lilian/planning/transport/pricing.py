"""Which arcs are worth a look: the cheapest few of each row at given prices, compiled. Every arc is priced."""

from typing import NamedTuple

import numpy as np

from lilian.planning.loops import compiled
from lilian.planning.transport.costs import FAR, Costs, Ints, SparseCosts


class Candidates(NamedTuple):
    """The arcs a row may choose from: those of row i are `cols` and `costs` from `starts[i]` to before `stops[i]`."""

    starts: Ints
    stops: Ints
    cols: Ints
    costs: Ints


def none_yet(rows: int, width: int) -> Candidates:
    """Room for `width` arcs a row."""
    starts = np.arange(rows, dtype=np.int64) * width
    return Candidates(starts, starts.copy(), np.zeros(rows * width, np.int64), np.zeros(rows * width, np.int64))


def all_of(costs: SparseCosts) -> Candidates:
    return Candidates(costs.starts[:-1], costs.starts[1:], costs.arcs.cols, costs.arcs.cost)


def copied(arcs: Candidates) -> Candidates:
    return Candidates(*(array.copy() for array in arcs))


def cheapest(costs: Costs, prices: Ints, bound: Ints, arcs: Candidates, count: int) -> tuple[Ints, int]:
    """Price every arc: (least cost + price per row (n,), rows with one below their `bound` (n,)).

    The best `count` arcs below its bound become candidates of a row, in order; older ones behind them may stay.
    """
    least = np.empty(costs.shape[0], np.int64)
    if isinstance(costs, SparseCosts):
        least[:] = costs.least(prices)  # all its arcs are candidates already
        return least, int((least < bound).sum())
    if not costs.shape[1]:
        return np.full(costs.shape[0], FAR, np.int64), 0
    toll = costs.toll
    found = [
        cheapest_of(matrix, first, toll, prices + toll, bound, arcs, count, least)  # row by row, whatever the blocks
        for first, matrix in costs.blocks()
    ]
    return least, sum(found)


@compiled
def cheapest_of(
    matrix: Ints, first: int, toll: Ints, prices: Ints, bound: Ints, arcs: Candidates, count: int, least: Ints
) -> int:
    """`cheapest` for a block of rows from `first` on, at prices that hold the tolls; returns the number of rows with an
    arc below their bound."""
    rows, columns = matrix.shape
    found = 0
    for i in range(rows):
        row = first + i
        low = bound[row]
        lowest = matrix[i, 0] + prices[0]
        for j in range(1, columns):
            lowest = min(lowest, matrix[i, j] + prices[j])
        least[row] = lowest
        if lowest < low:
            found += 1
            pick(matrix[i], toll, prices, low, arcs, arcs.starts[row], count)
            arcs.stops[row] = max(arcs.stops[row], arcs.starts[row] + count_below(matrix[i], prices, low, count))
    return found


@compiled
def count_below(costs: Ints, prices: Ints, bound: int, most: int) -> int:
    below = 0
    for j in range(len(costs)):
        if costs[j] + prices[j] < bound:
            below += 1
            if below == most:
                break
    return below


@compiled
def pick(costs: Ints, toll: Ints, prices: Ints, bound: int, arcs: Candidates, start: int, count: int) -> None:
    """Put the `count` cheapest arcs of one row, in order, from `start` on: insertion into a short sorted list. They
    cost their toll as well."""
    put = 0
    for j in range(len(costs)):
        value = costs[j] + prices[j]
        if value >= bound:
            continue
        place = put
        if put == count:
            place = count - 1
            if value >= arcs.costs[start + place] + prices[arcs.cols[start + place]]:
                continue
        else:
            put += 1
        while place > 0 and arcs.costs[start + place - 1] + prices[arcs.cols[start + place - 1]] > value:
            arcs.costs[start + place] = arcs.costs[start + place - 1]
            arcs.cols[start + place] = arcs.cols[start + place - 1]
            place -= 1
        arcs.costs[start + place], arcs.cols[start + place] = costs[j], j
    for place in range(start, start + put):
        arcs.costs[place] += toll[arcs.cols[place]]
