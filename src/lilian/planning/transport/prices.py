"""Prices of columns and pools, as a tree or a plan has them."""

from dataclasses import dataclass

import numpy as np

from lilian.planning.transport.costs import Ints
from lilian.planning.transport.problem import Problem
from lilian.planning.transport.tree import Tree


@dataclass(frozen=True)
class Prices:
    """`column` (m,) and `pool` (k,), all >= 0; `joint` (m,) is what a unit in a column pays in all."""

    column: Ints
    pool: Ints
    joint: Ints


def read(problem: Problem, tree: Tree) -> Prices:
    """What one unit costs from a column or pool to the root, nothing below zero; a column pays for its pool."""
    m = len(problem.capacity)
    pools = np.maximum(tree.price[m:-1], 0)
    joint = np.maximum(tree.price[:m], by_pool(problem, pools))
    column = joint - by_pool(problem, pools)
    return Prices(column, pools, joint)


def by_pool(problem: Problem, pools: Ints) -> Ints:
    """The pool price each column pays, 0 outside pools; shape (m,)."""
    return np.asarray(np.append(pools, 0)[problem.pool])
