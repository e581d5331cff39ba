"""Every subset of the heads, compiled: what it costs in each box, and the best for one box, two, or several."""

import numpy as np
from numba import njit

from lilian.planning.packing.problem import FORBIDDEN, Bools, Ints

FAR = FORBIDDEN  # a subset that a box may not get


Sums = tuple[Ints, Ints]
HALF = 8  # heads whose subsets stand in the second of two short tables


@njit(cache=True)
def sums(values: Ints) -> Sums:
    """The sum of `values` (n,) over every subset, in two tables: of the first n - HALF values, of the rest. Bit i of a
    subset says that i is in it."""
    low = max(0, len(values) - HALF)
    return part_sums(values[:low]), part_sums(values[low:])


@njit(cache=True)
def part_sums(values: Ints) -> Ints:
    total = np.zeros(1 << len(values), np.int64)
    for item in range(len(values)):
        half = 1 << item
        for mask in range(half):
            total[half + mask] = total[mask] + values[item]
    return total


@njit(cache=True)
def cost_of(fruit: int, grams: int, now: int, rules: Ints, outlook: Ints) -> int:
    """What a box with so much in it costs, its fruit's prices not counted; `FAR` where it may not be so.

    `now`: its outlook before; `rules`: least and most count, least grams, label, and the price of not closing.
    `outlook`: the problem's, or empty.
    """
    if fruit > rules[1]:
        return FAR
    if fruit >= rules[0] and grams >= rules[2]:
        over = grams - rules[3]
        return max(1000 * over, -over)
    if not len(outlook):
        return FAR
    missing = rules[3] - grams
    return min(FAR, rules[4] + outlook[fruit, max(0, missing)] + 1000 * max(0, -missing) - now)


@njit(cache=True)
def best_alone(weight: Sums, count: Sums, price: Sums, held: Ints, rules: Ints, outlook: Ints) -> int:
    """The cheapest subset for one box that is not empty; 0 where none may be. `weight`, `count`, `price`: tables of
    `sums`; `held`: count, grams and outlook of the box as it stands; `rules` as for `cost_of`."""
    best, chosen, low = FAR, 0, len(weight[0])
    for high in range(len(weight[1])):
        for mask in range(low):
            fruit = held[0] + count[0][mask] + count[1][high]
            if fruit < rules[0] and not len(outlook):
                continue
            cost = cost_of(fruit, held[1] + weight[0][mask] + weight[1][high], held[2], rules, outlook)
            if cost < FAR and cost + price[0][mask] + price[1][high] < best and mask + high > 0:
                best, chosen = cost + price[0][mask] + price[1][high], high * low + mask
    return chosen


@njit(cache=True)
def box_costs(weight: Sums, count: Sums, price: Sums, held: Ints, rules: Ints, outlook: Ints) -> Ints:
    """(2^n,): what each subset costs in one box, as for `best_alone`; the empty one: what not closing costs."""
    low, possible = len(weight[0]), possible_counts(rules, outlook)
    costs = np.full(low * len(weight[1]), FAR, np.int64)
    for high in range(len(weight[1])):
        for mask in range(low):
            fruit = held[0] + count[0][mask] + count[1][high]
            if fruit > rules[1] or not possible[fruit]:
                continue
            cost = cost_of(fruit, held[1] + weight[0][mask] + weight[1][high], held[2], rules, outlook)
            if cost < FAR:
                costs[high * low + mask] = cost + price[0][mask] + price[1][high]
    costs[0] = rules[4]
    return costs


@njit(cache=True)
def possible_counts(rules: Ints, outlook: Ints) -> Bools:
    """(most_count + 1,): whether a box with so many fruit may be closed or left open at all."""
    possible = np.zeros(rules[1] + 1, np.bool_)
    possible[rules[0] :] = True
    for fruit in range(len(outlook)):
        possible[fruit] |= outlook[fruit].min() < FAR
    return possible


@njit(cache=True)
def cheapest(costs: Ints) -> int:
    """The cheapest subset that is not empty; 0 where none is allowed."""
    best, chosen = FAR, 0
    for mask in range(1, len(costs)):
        if costs[mask] < best:
            best, chosen = costs[mask], mask
    return chosen


@njit(cache=True)
def best_pair(first: Ints, second: Ints) -> tuple[int, int]:
    """The two disjoint subsets, not both empty, whose costs sum to least; (0, 0) where none is allowed.

    The best of `second` inside every set, by minima over subsets one item at a time: n 2^n steps, not 3^n.
    """
    size = len(first)
    inside = second.copy()
    half = 1
    while half < size:
        sides = inside.reshape(-1, 2, half)
        for block in range(len(sides)):
            for mask in range(half):
                sides[block, 1, mask] = min(sides[block, 1, mask], sides[block, 0, mask])
        half *= 2
    other = cheapest(second)
    best, chosen, rest = (first[0] + second[other], 0, other) if other else (2 * FAR, 0, 0)
    for mask in range(1, size):
        if first[mask] < FAR and first[mask] + inside[size - 1 - mask] < best:
            best, chosen, rest = first[mask] + inside[size - 1 - mask], mask, -1
    return (chosen, rest) if rest >= 0 else (chosen, cheapest_inside(second, size - 1 - chosen))


@njit(cache=True)
def cheapest_inside(costs: Ints, whole: int) -> int:
    """The cheapest subset of a set, the empty one included."""
    chosen, part = 0, whole
    while part:
        if costs[part] < costs[chosen]:
            chosen = part
        part = (part - 1) & whole
    return chosen


@njit(cache=True)
def best_several(costs: Ints) -> Ints:
    """(b,): disjoint subsets, not all empty, one a box, whose `costs` (b, 2^n) sum to least; all 0 where none can.

    Box after box: the cheapest way to place exactly each set, over all its subsets, 3^n steps a box.
    """
    boxes, size = costs.shape
    best, taken = np.full(size, FAR, np.int64), np.zeros((boxes, size), np.int64)
    best[0] = 0
    for box in range(boxes):
        after = np.full(size, FAR, np.int64)
        for whole in range(size):
            part = whole
            while True:
                if costs[box, part] < FAR and best[whole ^ part] < FAR:
                    cost = costs[box, part] + best[whole ^ part]
                    if cost < after[whole]:
                        after[whole], taken[box, whole] = cost, part
                if part == 0:
                    break
                part = (part - 1) & whole
        best = after
    left, chosen = cheapest(best), np.zeros(boxes, np.int64)
    for box in range(boxes - 1, -1, -1):
        chosen[box] = taken[box, left]
        left ^= chosen[box]
    return chosen
