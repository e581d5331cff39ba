"""What a county answers the province: which columns its parts are equally content with."""

import numpy as np
import pytest

from bench.provinces import made
from lilian.planning.province.ask import ask, kinds, tight
from lilian.planning.province.board import Board
from lilian.planning.province.ground import Question, Stakes, network
from lilian.planning.transport.costs import FAR
from lilian.planning.transport.prices import by_pool


@pytest.mark.parametrize("seed", range(4))
def test_a_group_is_content_with_its_cheapest_columns_tolls_and_prices_paid(seed):
    ground = Board(made(2, 60, 9, 3, seed)).grounds()[0]
    random = np.random.default_rng(seed)
    tolls = random.integers(0, ground.dearest // 4, ground.guests * ground.model.days)
    question = Question(Stakes(2 * ground.dearest), tolls)
    start = ask(ground, question, None).start
    found, problem = tight(ground, question, start), network(ground, question)
    paid = start.prices + by_pool(problem, start.pool_prices)
    paid[ground.shared] += tolls
    values = ground.untolled(question.stakes).matrix + paid
    contents = [frozenset(np.flatnonzero(row == row.min()).tolist()) for row in values]
    weight = {each: int(ground.supply[[each == other for other in contents]].sum()) for each in set(contents)}
    groups = [frozenset(found.cols[found.groups == group].tolist()) for group in range(len(found.supply))]
    assert dict(zip(groups, found.supply.tolist(), strict=True)) == weight
    assert found.worth.tolist() == paid[found.cols].tolist()
    assert values.min() < FAR


def test_equal_rows_are_one_kind():
    rows = np.array([[1, 0, 1], [0, 0, 0], [1, 0, 1], [1, 1, 1], [0, 0, 0]], np.bool_)
    first, group = kinds(rows)
    assert (first.tolist(), group.tolist()) == ([0, 1, 3], [0, 1, 0, 2, 1])


def test_no_rows_are_of_no_kind():
    first, group = kinds(np.zeros((0, 3), np.bool_))
    assert (len(first), len(group), group.dtype) == (0, 0, np.int64)
