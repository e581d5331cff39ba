"""A lower bound that holds for the whole problem, and says what it is: weak, but true for any multipliers.

A stop carried by a kind of van costs at least half its cheapest way in, half its cheapest way out, and its service;
a duty costs its fixed cost and the halves of leaving and reaching its depot. The duties of a kind must have the
capacity and the hours for what they carry. `multipliers` price those two; whatever they are, the sum below is a
bound (docs/planning/routing.md), and the linear program only finds good ones.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array

from lilian.planning.routing.book import BARRED, Book, Kind

Floats = NDArray[np.float64]
FAR = 1e15
NAME = "each stop's cheapest way in and out, capacity and hours of the fleet as a whole"


@dataclass(frozen=True)
class Bound:
    fen: int
    name: str = NAME


@dataclass(frozen=True)
class Relaxed:
    """`stop_fen` (kinds, stops), FAR where it cannot come; `duty_fen`, `duties` (kinds,); `use` (kinds, rows, stops) of
    `have` (kinds, rows) a duty; `price_fen` (stops,), FAR where a stop must be served."""

    stop_fen: Floats
    duty_fen: Floats
    duties: Floats
    use: Floats
    have: Floats
    price_fen: Floats


def lower_bound(book: Book) -> Bound:
    """Rounded down to the fen. A stop no van can reach costs its price, or nothing if it has none."""
    if not book.problem.stops:
        return Bound(0)
    if not book.kinds:
        return Bound(sum(stop.price_fen or 0 for stop in book.problem.stops))
    relaxed = relax(book)
    value = max(priced(relaxed, found) for found in (np.zeros_like(relaxed.have), multipliers(relaxed)))
    rounded = 2 * min(len(book.problem.drivers), int(relaxed.duties.sum()))  # parts of a duty's cost, half a fen each
    return Bound(max(0, int(value * (1 - 1e-9)) - 1 - rounded))


def priced(relaxed: Relaxed, found: Floats) -> float:
    """sum_i min(price_i, min_k (stop_ki + m_k use_ki)) + sum_k duties_k min(0, duty_k - m_k have_k)."""
    stops = (relaxed.stop_fen + np.einsum("kr,kri->ki", found, relaxed.use)).min(axis=0)
    stops = np.minimum(np.where(relaxed.stop_fen.min(axis=0) < FAR, stops, FAR), relaxed.price_fen)
    duties = relaxed.duties * np.minimum(0.0, relaxed.duty_fen - (found * relaxed.have).sum(axis=1))
    return float(np.where(stops < FAR, stops, 0.0).sum() + duties.sum())


def multipliers(relaxed: Relaxed) -> Floats:
    """(kinds, rows): the duals of the linear program, at least 0."""
    kinds, rows, stops = relaxed.use.shape
    pairs = [(k, i) for k, i in product(range(kinds), range(stops)) if relaxed.stop_fen[k, i] < FAR]
    if not pairs:
        return np.zeros_like(relaxed.have)
    k, i = (np.array(part) for part in zip(*pairs, strict=True))
    n = len(pairs)
    free = np.flatnonzero((relaxed.price_fen < FAR) & (relaxed.stop_fen.min(axis=0) < FAR))
    cost = np.concatenate([relaxed.stop_fen[k, i], relaxed.duty_fen, relaxed.price_fen[free]])
    upper = np.concatenate([np.ones(n), relaxed.duties, np.ones(len(free))])
    held = [(k * rows + r, np.arange(n), relaxed.use[k, r, i]) for r in range(rows)]
    held += [(np.arange(kinds) * rows + r, n + np.arange(kinds), -relaxed.have[:, r]) for r in range(rows)]
    at, col, value = (np.concatenate([part[x] for part in held]) for x in range(3))
    width = len(cost)
    once_at, once_col = np.concatenate([i, free]), np.concatenate([np.arange(n), n + kinds + np.arange(len(free))])
    known, once_at = np.unique(once_at, return_inverse=True)
    found = linprog(
        cost,
        A_ub=coo_array((value, (at, col)), shape=(kinds * rows, width)).tocsr(),
        b_ub=np.zeros(kinds * rows),
        A_eq=coo_array((np.ones(len(once_col)), (once_at, once_col)), shape=(len(known), width)).tocsr(),
        b_eq=np.ones(len(known)),
        bounds=np.stack([np.zeros(width), upper], axis=1),
        method="highs-ds",
    )
    if found.status != 0:  # the fleet as a whole cannot do it: there is nothing to bound
        return np.zeros_like(relaxed.have)
    return np.maximum(0.0, -np.asarray(found.ineqlin.marginals)).reshape(kinds, rows)


def relax(book: Book) -> Relaxed:
    parts = [relax_kind(book, kind) for kind in book.kinds]
    stop_fen, duty_fen, use, have = (np.array([part[x] for part in parts], np.float64) for x in range(4))
    duties = np.array([len(kind.codes) * len(kind.shifts) for kind in book.kinds], np.float64)
    prices = [FAR if stop.price_fen is None else stop.price_fen for stop in book.problem.stops]
    return Relaxed(stop_fen, duty_fen, duties, use, have, np.array(prices, np.float64))


def relax_kind(book: Book, kind: Kind) -> tuple[Floats, float, Floats, Floats]:
    """Costs of stops and of a duty, what stops use and what a duty has: deliveries, pickups, seconds."""
    problem, van, stops = book.problem, kind.van, book.problem.stops
    n = len(stops)
    places = [stop.place for stop in stops]
    depots = sorted({problem.depots[d].place for d in (kind.depot, *kind.reload_depots)})
    metres, seconds = (table[np.ix_(places + depots, places + depots)] for table in book.tables[kind.roads])
    fen = metres * van.fen_per_km / 1000 + seconds * van.fen_per_hour / 3600
    drive = seconds.astype(np.float64)
    for table in (fen, drive):
        table[metres >= BARRED] = FAR
        np.fill_diagonal(table, FAR)
    service = np.array([stop.service_s for stop in stops], np.float64)
    home = n + depots.index(problem.depots[kind.depot].place)
    down, up = (
        np.array(loads, np.float64).reshape(n, -1).T
        for loads in ([stop.delivery for stop in stops], [stop.pickup for stop in stops])
    )
    capacity = np.array(van.capacity, np.float64)
    fits = ((down <= capacity[:, None]) & (up <= capacity[:, None])).all(axis=0)
    stop_fen = halves(fen, n) + service * van.fen_per_hour / 3600
    used = np.vstack([down, up, np.minimum(halves(drive, n), FAR) + service])
    longest = max((problem.shifts[s].ends_s - problem.shifts[s].starts_s for s in kind.shifts), default=0)
    longest = min(longest, max((d.max_duty_s for d in problem.drivers if van.licence in d.licences), default=0))
    trips = 1 + (van.max_reloads if kind.reload_depots else 0)
    have = np.concatenate([capacity * trips, capacity * trips, [float(longest)]])
    leave = (fen[home, :n].min() + fen[:n, home].min()) / 2
    usable = fits & (stop_fen < FAR / 4)
    duty_fen = van.fixed_fen + (float(leave) if leave < FAR / 4 else 0.0)
    return np.where(usable, stop_fen, FAR), duty_fen, np.where(usable, used, 0.0), have


def halves(table: Floats, n: int) -> Floats:
    """(n,): half the cheapest way in plus half the cheapest way out of the first n places."""
    return np.asarray((table[:, :n].min(axis=0) + table[:n, :].min(axis=1)) / 2)
