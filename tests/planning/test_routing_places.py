"""Where a client may go: what is worked out for one place alone is what the whole route comes to."""

from functools import partial

import numpy as np
import pytest
import pyvrp

from lilian.planning.routing.pool import column_of, route_of
from lilian.planning.routing.strings import is_full
from lilian.planning.routing.strings.figures import refresh
from lilian.planning.routing.strings.recreate import better, detour, recreate
from lilian.planning.routing.strings.ruin import ruin
from lilian.planning.routing.strings.tours import LOST, NEVER, NOWHERE, remove
from lilian.planning.routing.strings.walk import begin, settled
from tests.planning.test_routing_search import town
from tests.planning.test_routing_strings import CLIENTS, SEEDS, key_of, mixed, walked


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_a_place_is_judged_as_the_whole_route_would_be(seed):
    """Every lost or removed client at every place: the cost more, or infeasible, as PyVRP says of the longer route."""
    data = mixed(seed)
    board, state = walked(data, seed)
    begin(board, state, 50.0)
    ruin(board, state)
    settled(board, state)
    judged = 0
    for c in np.flatnonzero(state.node["trip"][:CLIENTS] == NOWHERE).tolist():
        for u in np.flatnonzero(state.node["trip"][:CLIENTS] != NOWHERE).tolist():
            van = int(state.trip["owner"][state.node["trip"][u]])
            kind = board.kind[state.van["kind"][van]]
            x, z = state.node["out"][u], state.node["into"][state.node["after"][u]]
            y = board.client["place"][c]
            there, back, straight = (int(board.road[kind["profile"], *pair, 0]) for pair in ((x, y), (y, z), (x, z)))
            assert straight == state.node["metres"][u]
            cost = detour(board, state, c, u, there + back - straight)
            k, visits = key_of(data, board, state, van)
            at = visits.index((0, u)) + 1
            options = [n for n in range(3) if data.vehicle_type(n).start_depot == data.vehicle_type(k).start_depot]
            free = [n for n in options if n == k or state.used[n] < board.kind["count"][n]]
            routes = [route_of(data, (n, (*visits[:at], (0, c), *visits[at:]))) for n in free]
            costs = [column_of(route).cost for route in routes if route.is_feasible()]
            assert (cost >= NEVER - (1 << 50)) == (not costs)
            assert not costs or cost == min(costs) - state.van["cost"][van]
            judged += 1
    assert judged > CLIENTS // 2


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("made", [mixed, partial(town, 60)], ids=["mixed", "town"])
def test_figures_beside_a_new_client_are_what_the_whole_trip_comes_to(seed, made):
    board, state = walked(made(seed), seed)
    for _ in range(20):
        begin(board, state, 1e9)
        ruin(board, state)
        settled(board, state)
        recreate(board, state)
        kept = [column.copy() for column in state]
        for van in np.flatnonzero(state.van["trips"] > 0).tolist():
            assert refresh(board, state, van, False, NOWHERE)
        for name, before, after in zip(state._fields, kept, state, strict=True):
            assert name == "need" or (before == after).all(), name


def test_a_trip_passed_over_as_full_has_no_place_for_the_client():
    full = 0
    for seed in SEEDS:
        board, state = walked(mixed(seed), seed)
        begin(board, state, 50.0)
        ruin(board, state)
        settled(board, state)
        for c in np.flatnonzero(state.node["trip"][:CLIENTS] == NOWHERE).tolist():
            for u in np.flatnonzero(state.node["trip"][:CLIENTS] != NOWHERE).tolist():
                trip = state.trip[state.node["trip"][u]]
                if trip["room_down"] < board.load[c, 0, 0] or trip["room_up"] < board.load[c, 0, 1]:
                    assert detour(board, state, c, u, 0) >= NEVER - (1 << 50)
                    full += 1
    assert full


@pytest.mark.slow
def test_what_is_overlooked_stays_so_though_it_is_judged_from_both_sides():
    board, state = walked(town(60), 1)
    c = 7
    remove(board, state, c)
    for van in np.flatnonzero(state.van["trips"] > 0).tolist():
        refresh(board, state, van, False, NOWHERE)
    taken = 0
    for w in board.beside[c]:
        best = better(board, state, c, w, (NEVER, NOWHERE, NOWHERE), 0.0)[1]
        assert better(board, state, c, w, (NEVER, NOWHERE, NOWHERE), 1.0)[:2] == (NEVER, NOWHERE)
        assert best == NOWHERE or better(board, state, c, w, (NEVER, NOWHERE, best), 0.0)[1] != best
        taken += best != NOWHERE
    assert taken


def test_a_day_on_which_nothing_is_weighed():
    data = town(60)
    clients = [pyvrp.Client(client.location) for client in data.clients()]
    kinds = [kind.replace(capacity=[], initial_load=[]) for kind in data.vehicle_types()]
    data = data.replace(clients=clients, vehicle_types=kinds)
    assert (data.num_load_dimensions, is_full(data)) == (0, False)
    _, state = walked(data, 1)
    assert state.length[LOST] == 0
