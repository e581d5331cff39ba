"""Rounds in which whole vans are emptied, so that others of their kin may go out instead.

No single stop pays for another size of van; all stops of some vans may.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from lilian.planning.loops import compiled
from lilian.planning.routing.strings.board import Board, Table
from lilian.planning.routing.strings.figures import refresh
from lilian.planning.routing.strings.recreate import recreate
from lilian.planning.routing.strings.ruin import touch
from lilian.planning.routing.strings.tours import NOWHERE, TOUCHED, State, drawn
from lilian.planning.routing.strings.walk import begin, emptied, end, settled, step, walk

TRADES = 0.05  # of the rounds, where vans have kin
EMPTIED = 3  # vans at a time, at most


def walker(b: Board) -> Callable[[State, int, float, float], None]:
    """The annealing of this problem: state, rounds, temperatures at the start and the end. Without kin it has no such
    rounds, and its loop is none the slower for them."""
    sole = soles(b)
    return partial(trading, b, sole) if len(sole) else partial(walk, b)


def soles(b: Board) -> Table:
    """(types, types) of KIND: what types are while a row's type alone may go out and none turns into another; no rows
    where none has kin."""
    kin = b.kind["kin_until"] - b.kind["kin_from"]
    made = np.tile(b.kind, (len(b.kind) if (kin > 1).any() else 0, 1))
    place = np.argsort(b.kin)
    made["kin_from"], made["kin_until"] = place, place + 1
    made["count"] *= np.eye(len(b.kind), dtype=np.int64)[: len(made)]
    return made


@compiled
def trading(b: Board, sole: Table, s: State, rounds: int, hot: float, cold: float) -> None:
    """As `walk`, some of the rounds being trades."""
    heat, share = hot, (cold / hot) ** (1.0 / max(1, rounds))
    for _ in range(rounds):
        if drawn(s) < TRADES:
            trade(b, sole, s, heat)
        else:
            step(b, s, heat)
        heat *= share


@compiled
def trade(b: Board, sole: Table, s: State, heat: float) -> None:
    """One round: who waits goes to vans as they are, or to others of one type. Only then each becomes the cheapest of
    its kin."""
    before = s.total[0].now
    begin(b, s, heat)
    only = ruin_vans(b, s)
    settled(b, s)
    is_cheap = only != NOWHERE and recreate(with_kinds(b, sole[only]), s)
    if is_cheap:
        turned(b, s)
    end(b, s, before, is_cheap)


@compiled
def with_kinds(b: Board, kind: Table) -> Board:
    roads, van = (b.road, b.back), (b.capacity, b.kin)
    return Board(b.client, b.load, b.beside, b.around, *roads, kind, *van, b.timed, b.released, b.again, b.shared)


@compiled
def ruin_vans(b: Board, s: State) -> int:
    """All stops out of some vans near a client at random; a type drawn by lot from the kin of the first, NOWHERE if no
    van is near."""
    vans, seed, only = 1 + int(drawn(s) * EMPTIED), int(drawn(s) * len(b.client)), NOWHERE
    for at in range(b.around.shape[1]):
        trip = s.node[b.around[seed, at]].trip
        if trip == NOWHERE:
            continue
        van = s.trip[trip].owner
        touch(b, s, van)
        emptied(b, s, van)
        if only == NOWHERE:
            kind = b.kind[s.van[van].kind]
            only = b.kin[kind.kin_from + int(drawn(s) * (kind.kin_until - kind.kin_from))]
        if s.length[TOUCHED] == vans:
            break
    return only


@compiled
def turned(b: Board, s: State) -> None:
    """Each touched van becomes the cheapest of its kin."""
    for at in range(s.length[TOUCHED]):
        if s.van[s.queue[TOUCHED, at]].trips:
            refresh(b, s, s.queue[TOUCHED, at], False, NOWHERE)
