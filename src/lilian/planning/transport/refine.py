"""Among the prices that prove a plan, the lowest where more than one set would do: those people can make sense of."""

import numpy as np

from lilian.planning.transport.costs import FAR, Bools, Ints
from lilian.planning.transport.cut import Cut
from lilian.planning.transport.prices import Prices, by_pool
from lilian.planning.transport.problem import Problem


def refined(problem: Problem, prices: Prices, unplaced_price: int, cut: Cut, paid: Ints) -> tuple[Prices, int]:
    """Lower the price of "unplaced" with all prices that hang on it, then give places that take nothing their worth.
    `paid` (n,): what each row pays at `prices`."""
    if cut.rows.any() and not cut.open:
        prices, unplaced_price = lowered(problem, prices, unplaced_price, cut, paid)
    return with_worth(problem, prices, unplaced_price), unplaced_price


def inside_cut(problem: Problem, cut: Cut) -> Bools:
    """Columns in the cut or in a pool of the cut; shape (m,)."""
    return np.asarray(cut.columns | np.append(cut.pools, False)[problem.pool])


def lowered(problem: Problem, prices: Prices, unplaced_price: int, cut: Cut, paid: Ints) -> tuple[Prices, int]:
    """All prices of the cut may fall together until a price is zero or a row outside would come in."""
    outside = ~cut.rows & (problem.supply > 0)
    entry = np.minimum(problem.costs.least(np.where(inside_cut(problem, cut), prices.joint, FAR)), unplaced_price)
    slacks = np.concatenate([prices.column[cut.columns], prices.pool[cut.pools], (entry - paid)[outside]])
    fall = int(slacks.min(initial=unplaced_price))
    pools = prices.pool - fall * cut.pools
    column = prices.column - fall * cut.columns
    return Prices(column, pools, column + by_pool(problem, pools)), unplaced_price - fall


def with_worth(problem: Problem, prices: Prices, unplaced_price: int) -> Prices:
    """A place that takes nothing is worth the most that a row would save by one unit of it."""
    inside = problem.pool >= 0
    shut_pool = problem.pool_capacity == 0
    shut = (problem.capacity == 0) | np.append(shut_pool, False)[problem.pool]
    if not shut.any():
        return prices
    paid = np.minimum(problem.costs.least(np.where(shut, FAR, prices.joint)), unplaced_price)
    paid = np.where(problem.supply > 0, paid, -FAR)
    joint = np.where(shut, np.maximum(problem.costs.worth(paid), 0), prices.joint)
    pools = np.where(shut_pool, 0, prices.pool)
    hidden = shut & inside & (problem.capacity > 0)
    np.maximum.at(pools, problem.pool[hidden], joint[hidden])
    column = np.where(shut, np.maximum(joint - by_pool(problem, pools), 0), prices.column)
    return Prices(column, pools, column + by_pool(problem, pools))
