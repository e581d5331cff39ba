"""What makes a large purchase quick: narrowed searches, a dive, and a relaxed program with few columns."""

from time import monotonic

import numpy as np
import pytest

from lilian.planning.limits import Limits
from lilian.planning.purchasing import faults, practice, solve
from lilian.planning.purchasing.check_bound import Auditor
from lilian.planning.purchasing.dive import dive
from lilian.planning.purchasing.market import Market
from lilian.planning.purchasing.model import FEN, Model, needs_whole
from lilian.planning.purchasing.proof import SCALE, Proof
from lilian.planning.purchasing.relaxed import row_of
from lilian.planning.purchasing.solve import basket_of
from lilian.planning.purchasing.start import climbed, heavy
from lilian.planning.purchasing.tree import relax
from tests.planning.purchasing_cases import county, lot_sizing, tiny

MINUTES = Limits(time_s=300)


@pytest.fixture(scope="module")
def township():
    return county(suppliers=5, items=10, members=60, villages=6)


@pytest.fixture(scope="module")
def market(township):
    return Market(township)


def test_narrowed_searches_find_a_better_plan_than_practice_and_never_below_the_relaxed_cost(township, market):
    model = Model(market, whole=needs_whole(market))
    relaxed = relax(model.table, MINUTES)
    basket = basket_of(model, climbed(model, relaxed, MINUTES), MINUTES)
    assert basket.missing_units(market) == 0
    assert relaxed.cost / FEN - 1 < basket.cost_fen(market) < practice(township).cost_fen


def test_what_pays_is_never_far(market):
    model = Model(market, whole=needs_whole(market))
    relaxed = relax(model.table, MINUTES)
    used = relaxed.values > 1e-6
    bought = np.zeros(len(used), np.bool_)
    bought[[column for number in model.useful for column, _ in model.bought(number)]] = True
    assert not (model.far(relaxed.reduced) & used & bought).any()


def test_a_program_with_few_columns_for_each_choice_is_not_heavy():
    assert not heavy(Model(Market(tiny())).table)


def begun(market):
    """A proof at its root, before anything is left out, and what is left of the root."""
    proof = Proof(market, 10**9)
    proof.examine(proof.root, monotonic() + 300)
    return proof, proof.waiting[0].node.part


def test_leaving_out_what_is_far_from_paying_changes_no_relaxed_cost(market):
    proof, part = begun(market)
    relaxation = proof.relaxation
    before = relaxation.cost @ relaxation.solve(part, monotonic() + 300)[0]
    all_columns = len(relaxation.columns)
    relaxation.shrink(part, proof.duals)
    doubts = relaxation.choices(relaxation.solve(part, monotonic() + 300)[0], part)
    asked = max(doubts, key=lambda doubt: doubt[0])[1]
    assert len(relaxation.columns) < all_columns
    assert relaxation.cost @ relaxation.solve(part, monotonic() + 300)[0] == pytest.approx(before, rel=1e-9)
    sides = [asked.answered(part, answer) for answer in (True, False)]
    few = [relaxation.cost @ relaxation.solve(side, monotonic() + 300)[0] for side in sides]
    relaxation.more(None)
    assert not relaxation.waiting.any()
    assert few == pytest.approx([relaxation.cost @ relaxation.solve(side, monotonic() + 300)[0] for side in sides])


def test_a_dive_ends_without_doubt_about_steps_and_orders(market):
    proof, part = begun(market)
    values, _ = proof.relaxation.solve(part, monotonic() + 300)
    assert proof.relaxation.choices(values, part)
    found = dive(proof.relaxation, part, values, monotonic() + 300)
    steps = [column for columns in proof.relaxation.model.steps.values() for column in columns]
    assert np.abs(found[steps] - np.rint(found[steps])).max() < 1e-6


def test_a_heavy_problem_is_solved_soundly(township):
    plan = solve(township, limits=Limits(time_s=20, gap=0.02))
    assert faults(township, plan) == []
    assert plan.gap <= 0.02


def test_the_relaxed_program_of_the_search_gives_the_first_bound(township, market):
    """Before the proof has solved anything, and the auditor agrees."""
    model = Model(market, whole=needs_whole(market))
    relaxed = relax(model.table, MINUTES)
    proof = Proof(market, practice(township).cost_fen)
    proof.first(row_of(model, relaxed.prices, SCALE / FEN))
    assert proof.nodes == 0
    assert relaxed.cost / FEN - 1 < proof.bound <= Auditor(township, proof.certificate()).bound()


def test_a_proof_interrupted_at_its_root_goes_on_later():
    problem = lot_sizing(items=4, periods=6, seed=0)
    proof = Proof(Market(problem), solve(problem).cost_fen)
    proof.grow(monotonic() - 1)
    assert proof.open
    assert proof.bound < proof.best
    proof.grow(monotonic() + 300)
    assert not proof.open
    assert proof.bound == proof.best
