"""What a worker does for one county: answer at prices, show which arcs are tight. Pure: where it starts is given."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from lilian.planning import transport
from lilian.planning.limits import Limits
from lilian.planning.province.ground import Ground, Question, lockable, network
from lilian.planning.storage.model import Bools, Ints
from lilian.planning.transport.basis import Basis, Packed
from lilian.planning.transport.certificate import dot
from lilian.planning.transport.costs import total_by
from lilian.planning.transport.prices import by_pool

LONG_S = 1e9  # a county is always solved to the end; the province watches the clock between rounds


@dataclass(frozen=True)
class Start:
    """Where an answer ended, so that the next may begin there: the basis, and the prices by column and store."""

    basis: Packed
    prices: Ints
    pool_prices: Ints


@dataclass(frozen=True)
class Answer:
    """`bound`: the least that cost, prices paid and what is left come to, exactly. `cost` is the same without prices.

    `used` units per shared column, `left` units left behind, `served` units of people's locks; `seconds` of work.
    """

    bound: int
    cost: int
    used: Ints
    left: int
    served: int
    start: Start
    seconds: float


@dataclass(frozen=True)
class Facts:
    """What the province must know of a county: days, the dearest arc, and how much of the locks can be served."""

    dearest: int
    lockable: int


def facts(ground: Ground) -> Facts:
    return Facts(ground.dearest, lockable(ground))


def ask(ground: Ground, question: Question, start: Start | None) -> Answer:
    """The county's best answer to the question."""
    began = perf_counter()
    plan = solved(ground, question, start)
    used = used_of(ground, plan)
    placed = plan.flow.cols < ground.model.columns
    served = int(plan.flow.amounts[placed & ground.model.locked[plan.flow.rows]].sum())
    return Answer(
        bound=plan.lower_bound,
        cost=plan.cost - dot(used, question.prices),
        used=used,
        left=int(plan.flow.amounts[~placed].sum()),
        served=served,
        start=packed(plan),
        seconds=perf_counter() - began,
    )


def packed(plan: transport.Plan) -> Start:
    assert isinstance(plan.basis, Basis)
    return Start(plan.basis.packed(), plan.prices, plan.pool_prices)


def solved(ground: Ground, question: Question, start: Start | None) -> transport.Plan:
    problem = network(ground, question)
    before = resumable(start, problem) if start else None
    return transport.solve(problem, limits=Limits(time_s=LONG_S), start=before)


def resumable(start: Start, problem: transport.Problem) -> transport.Plan:
    """As much of an earlier plan as a solve may start from."""
    nothing = np.zeros(0, np.int64)
    n, m = problem.costs.shape
    return transport.Plan(
        cost=0,
        lower_bound=0,
        flow=transport.Flow(nothing, nothing, nothing),
        unplaced=np.zeros(n, np.int64),
        least_unplaced=0,
        prices=start.prices,
        pool_prices=start.pool_prices,
        unplaced_price=0,
        cut=np.zeros(m, np.bool_),
        pool_cut=np.zeros(len(problem.pool_capacity), np.bool_),
        method="",
        basis=start.basis.unpacked((n, m)),
    )


def used_of(ground: Ground, plan: transport.Plan) -> Ints:
    """(shared columns,): units."""
    return total_by(plan.flow.cols, plan.flow.amounts, ground.model.columns + 1)[ground.shared]


@dataclass(frozen=True)
class Tight:
    """Parts with the same cheapest columns at some prices, as one group: `supply` (g,), and arcs in parallel arrays.

    `worth` of an arc is what its column costs at the prices; filling the dearest columns is what makes a plan cheap.
    """

    supply: Ints
    groups: Ints
    cols: Ints
    worth: Ints


def tight(ground: Ground, question: Question, start: Start) -> Tight:
    """Which columns each part is equally content with at the prices. By complementary slackness the plans on these arcs
    that fill every column with a price are the cheapest ones of the province, if the prices are right."""
    problem = network(ground, question)
    plan = solved(ground, question, start)
    joint = plan.prices + by_pool(problem, plan.pool_prices) + problem.costs.toll
    value = np.vstack([np.empty((0, len(joint)), np.int64), *(block for _, block in problem.costs.blocks())]) + joint
    marks = value == value.min(axis=1, keepdims=True)
    first, group = kinds(marks)
    groups, cols = np.nonzero(marks[first])
    return Tight(total_by(group, ground.supply, len(first)), groups, cols, joint[cols])


def kinds(rows: Bools) -> tuple[Ints, Ints]:
    """Equal rows as one kind: the first row of each, and the kind of every row, in the order they come."""
    seen = dict[bytes, int]()
    found = [seen.setdefault(row.tobytes(), len(seen)) for row in np.packbits(rows, axis=1)]
    return np.unique(found, return_index=True)[1], np.array(found, np.int64)
