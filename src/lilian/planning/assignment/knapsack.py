"""0/1 knapsacks, compiled: every bound is a sum of them."""

import numpy as np
from numba import njit

from lilian.planning.assignment.plan import TABLE_LIMIT


@njit(cache=True)
def best_load(value, weight, capacity, taken):  # type: ignore[no-untyped-def]
    """Greatest sum of `value` (n,) of items with `weight` (n,) within `capacity`; `taken` (n,) is set True for those.

    In the type of `value`: exact for integers. Beyond `TABLE_LIMIT` the linear bound, rounded up, with the items that
    fit by value per weight taken.
    """
    count, total, pays = 0, 0, np.empty(len(value), np.int64)
    for item in range(len(value)):
        taken[item] = False
        if value[item] > 0 and weight[item] <= capacity:
            pays[count] = item
            count += 1
            total += weight[item]
    pays = pays[:count]
    if total <= capacity:
        return take_all(value, pays, taken)
    if (capacity + 1) * count > TABLE_LIMIT:
        return linear_bound(value, weight, capacity, pays, taken)
    return by_table(value, weight, capacity, pays, taken)


@njit(cache=True)
def take_all(value, pays, taken):  # type: ignore[no-untyped-def]
    worth = value[:1].sum() * 0
    for item in pays:
        taken[item] = True
        worth += value[item]
    return worth


@njit(cache=True)
def by_table(value, weight, capacity, pays, taken):  # type: ignore[no-untyped-def]
    """`best[s]`: the best load of the items so far within s."""
    best = np.zeros(capacity + 1, value.dtype)
    chosen = np.zeros((len(pays), capacity + 1), np.bool_)
    for row in range(len(pays)):
        w, v = weight[pays[row]], value[pays[row]]
        for space in range(capacity, w - 1, -1):
            if best[space - w] + v > best[space]:
                best[space] = best[space - w] + v
                chosen[row, space] = True
    space = capacity
    for row in range(len(pays) - 1, -1, -1):
        if chosen[row, space]:
            taken[pays[row]] = True
            space -= weight[pays[row]]
    return best[capacity]


@njit(cache=True)
def linear_bound(value, weight, capacity, pays, taken):  # type: ignore[no-untyped-def]
    """Items by value per weight until one does not fit; of that one, the share that does. Rounded up: by a price t per
    unit of weight, `t * capacity + sum max(0, value - t * weight)`, with t rounded up to a whole number."""
    order = pays[np.argsort(-value[pays] / weight[pays])]
    space, price, worth = capacity, value[:1].sum() * 0, value[:1].sum() * 0
    for item in order:
        worth += value[item]
        if weight[item] <= space:
            taken[item] = True
            space -= weight[item]
        elif price == 0:
            price = -(-value[item] // weight[item])
    if price > (1 << 61) // max(1, capacity):
        return worth
    dual = price * capacity
    for item in order:
        dual += max(value[item] - price * weight[item], 0)
    return min(worth, dual)
