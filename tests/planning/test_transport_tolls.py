"""A toll on each column is the same as the matrix with it added, whatever is asked."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.planning.transport import faults, solve
from lilian.planning.transport.costs import FAR, DenseCosts, TolledCosts
from tests.planning.instances import transport_county

TOLLS = st.lists(st.integers(0, 9), min_size=4, max_size=4)
ROWS = st.lists(st.lists(st.one_of(st.none(), st.integers(-9, 9)), min_size=4, max_size=4), max_size=5)


def base(rows: list[list[int | None]]) -> DenseCosts:
    return DenseCosts(
        np.array([[FAR if cost is None else cost for cost in row] for row in rows], np.int64).reshape(-1, 4)
    )


def added(costs: TolledCosts) -> DenseCosts:
    return DenseCosts(np.where(costs.untolled.matrix < FAR, costs.untolled.matrix + costs.toll, FAR))


@given(ROWS, TOLLS, st.data())
def test_every_question_has_the_answer_of_the_matrix_with_tolls_added(rows, toll, data):
    tolled = TolledCosts(base(rows), np.array(toll, np.int64))
    plain = added(tolled)
    prices = np.array(data.draw(TOLLS), np.int64)
    values = np.arange(len(rows), dtype=np.int64) * 3
    marked, some = values % 2 == 0, np.array([True, False, True, False])
    assert (tolled.shape, tolled.size, tolled.span()) == (plain.shape, plain.size, plain.span())
    assert np.minimum(tolled.least(prices), FAR).tolist() == np.minimum(plain.least(prices), FAR).tolist()
    assert np.maximum(tolled.worth(values), -FAR // 2).tolist() == np.maximum(plain.worth(values), -FAR // 2).tolist()
    assert tolled.reach(marked).tolist() == plain.reach(marked).tolist()
    assert tolled.touches(some).tolist() == plain.touches(some).tolist()
    every = np.repeat(np.arange(len(rows)), 4), np.tile(np.arange(4), len(rows))
    assert tolled.at(*every).tolist() == plain.at(*every).tolist()
    assert added(tolled.take(np.flatnonzero(marked))).matrix.tolist() == plain.matrix[marked].tolist()


@pytest.mark.parametrize("seed", range(4))
def test_a_plan_at_tolls_is_that_of_the_matrix_and_so_is_the_next_from_there(seed):
    random = np.random.default_rng(seed)
    county, plans = transport_county(400, 30, seed), [None, None]
    for top in (9_000_000, 1, 300_000):
        tolled = TolledCosts(county.costs, random.integers(0, top, 30))
        both = [county.changed(cost=costs) for costs in (tolled, added(tolled))]
        plans = [solve(problem, start=before) for problem, before in zip(both, plans, strict=True)]
        assert [faults(problem, plan) for problem, plan in zip(both, plans, strict=True)] == [[], []]
        one, other = plans
        assert one.flow.cols.tolist() == other.flow.cols.tolist()
        assert (one.cost, one.prices.tolist()) == (other.cost, other.prices.tolist())
