"""Single source: every demand from one store. Round the shared answer, repair, then shift and swap while it pays."""

import numpy as np

from lilian.planning.facility.problem import Problem
from lilian.planning.facility.squeeze import squeezed
from lilian.planning.transport.costs import Bools, Ints
from lilian.planning.transport.plan import Flow

NOWHERE = -1
FAR = 1 << 60
CHAINS = 2  # rounds of making room for a demand that fits nowhere


def assign(problem: Problem, flow: Flow, opened: Bools) -> Ints:
    """(n,) the store of each demand, -1 for unserved; starts from a flow that may share demands."""
    cost = np.where(problem.allowed & opened[None, :], problem.cost, FAR)
    store = rounded(problem, flow)
    room = problem.capacity - filled(problem, store)
    place_rest(problem, cost, store, room)
    shift_and_swap(problem, cost, store, room)
    for _ in range(CHAINS):
        if (store >= 0).all() or not make_room(problem, cost, store, room):
            break
        shift_and_swap(problem, cost, store, room)
    tight = squeezed(problem, largest_share(problem, flow), opened)
    return store if tight is None or better(problem, store, tight) else tight


def largest_share(problem: Problem, flow: Flow) -> Ints:
    """(n,) where most of each demand goes, -1 where nothing does; stores may be overfull."""
    store = np.full(problem.size[0], NOWHERE, np.int64)
    order = np.argsort(flow.amounts, kind="stable")
    store[flow.rows[order]] = flow.cols[order]
    return store


def better(problem: Problem, one: Ints, other: Ints) -> bool:
    """Whether `one` is no worse than `other`, which leaves nothing out."""
    rows = np.arange(len(one))
    if (one < 0).any():
        return False
    cost = [int(problem.fixed_cost[np.unique(a)].sum()) + int(problem.cost[rows, a].sum()) for a in (one, other)]
    return cost[0] <= cost[1]


def filled(problem: Problem, store: Ints) -> Ints:
    """(m,) what each store holds."""
    load = np.zeros(problem.size[1], np.int64)
    np.add.at(load, store[store >= 0], problem.demand[store >= 0])
    return load


def rounded(problem: Problem, flow: Flow) -> Ints:
    """Demands the flow leaves whole stay; of the shared ones, the largest parts first as they fit."""
    store = np.full(problem.size[0], NOWHERE, np.int64)
    room = problem.capacity.copy()
    for a in np.lexsort((flow.rows, -flow.amounts / problem.demand[flow.rows])).tolist():
        row, col = int(flow.rows[a]), int(flow.cols[a])
        if store[row] == NOWHERE and problem.demand[row] <= room[col]:
            store[row] = col
            room[col] -= problem.demand[row]
    return store


def place_rest(problem: Problem, cost: Ints, store: Ints, room: Ints) -> None:
    """Largest first, each to the cheapest store with room."""
    left = np.flatnonzero(store < 0)
    for row in left[np.argsort(-problem.demand[left], kind="stable")].tolist():
        price = np.where(room >= problem.demand[row], cost[row], FAR)
        col = int(price.argmin()) if len(price) else 0
        if len(price) and price[col] < FAR:
            store[row] = col
            room[col] -= problem.demand[row]


def shift_and_swap(problem: Problem, cost: Ints, store: Ints, room: Ints) -> None:
    """Move one demand, or exchange two, as long as that is cheaper."""
    while best_shift(problem, cost, store, room) or best_swap(problem, cost, store, room):
        pass


def best_shift(problem: Problem, cost: Ints, store: Ints, room: Ints) -> bool:
    rows = np.flatnonzero(store >= 0)
    if not len(rows):
        return False
    now = cost[rows, store[rows]]
    price = np.where(problem.demand[rows, None] <= room[None, :], cost[rows], FAR)
    gain = now - price.min(axis=1)
    at = int(gain.argmax())
    if gain[at] <= 0:
        return False
    move(problem, store, room, int(rows[at]), int(price[at].argmin()))
    return True


def best_swap(problem: Problem, cost: Ints, store: Ints, room: Ints) -> bool:
    rows = np.flatnonzero(store >= 0)
    if len(rows) < 2:
        return False
    at, weight = store[rows], problem.demand[rows]
    now = cost[rows, at]
    cross = cost[rows][:, at]  # [i, k]: demand i at the store of k
    gain = now[:, None] + now[None, :] - cross - cross.T
    fits = weight[:, None] - weight[None, :] <= room[at][None, :]  # i may take the place of k
    gain[~(fits & fits.T)] = 0
    one, other = divmod(int(gain.argmax()), len(rows))
    if gain[one, other] <= 0:
        return False
    first, second = int(store[rows[one]]), int(store[rows[other]])
    move(problem, store, room, int(rows[one]), second)
    move(problem, store, room, int(rows[other]), first)
    return True


def make_room(problem: Problem, cost: Ints, store: Ints, room: Ints) -> bool:
    """For each demand left out: send one demand elsewhere so that it fits; whether any found its place."""
    done = False
    for row in np.flatnonzero(store < 0).tolist():
        done |= make_room_for(problem, cost, store, room, row)
    return done


def make_room_for(problem: Problem, cost: Ints, store: Ints, room: Ints, row: int) -> bool:
    lacking = problem.demand[row] - room
    for other in np.flatnonzero(store >= 0).tolist():
        col = int(store[other])
        if cost[row, col] >= FAR or problem.demand[other] < lacking[col]:
            continue
        price = np.where(room >= problem.demand[other], cost[other], FAR)
        price[col] = FAR
        target = int(price.argmin())
        if price[target] < FAR:
            move(problem, store, room, other, target)
            move(problem, store, room, row, col)
            return True
    return False


def move(problem: Problem, store: Ints, room: Ints, row: int, col: int) -> None:
    if store[row] >= 0:
        room[store[row]] += problem.demand[row]
    room[col] -= problem.demand[row]
    store[row] = col
