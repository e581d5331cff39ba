"""The annealing: what it works out piece by piece is what PyVRP works out from scratch, whatever the problem has."""

from dataclasses import replace

import numpy as np
import pytest
import pyvrp

from lilian.planning.routing.effort import HOT, Effort, Stage
from lilian.planning.routing.pool import Key, column_of, route_of
from lilian.planning.routing.recombine import full_cost
from lilian.planning.routing.search import search
from lilian.planning.routing.strings import annealed, covers, is_full
from lilian.planning.routing.strings.board import BARRED, Board, board_of
from lilian.planning.routing.strings.chain import Routes, written
from lilian.planning.routing.strings.figures import refresh
from lilian.planning.routing.strings.prices import CHEAPER, Prices
from lilian.planning.routing.strings.recreate import recreate
from lilian.planning.routing.strings.ruin import ruin, touch
from lilian.planning.routing.strings.tours import BEST, LOST, NOWHERE, WAITING, State, insert, state_of
from lilian.planning.routing.strings.trade import ruin_vans, soles, turned, walker, with_kinds
from lilian.planning.routing.strings.walk import begin, load, settled, undo, walk, whole
from lilian.planning.routing.task import Task, Tuning
from tests.planning.test_routing_search import town

CLIENTS = 24
SEEDS = range(6)


def mixed(seed: int, required: float = 0.8) -> pyvrp.ProblemData:
    """Two load dimensions, down and up at a stop, windows, late releases, optional clients, two depots, kin and other
    vehicle types, roads barred to one of them, loading again, longest duties, prices for metres and seconds."""
    random = np.random.default_rng(seed)
    points = random.integers(0, 100, (CLIENTS + 2, 2))
    far = np.rint(10 * np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))).astype(np.int64)
    barred = far.copy()
    barred[5], barred[:, 5] = 1 << 32, 1 << 32
    barred[5, 5] = 0
    released = 400 if seed % 2 else 1
    clients = [
        pyvrp.Client(
            place,
            delivery=random.integers(0, 4, 2).tolist(),
            pickup=random.integers(0, 3, 2).tolist(),
            service_duration=int(random.integers(0, 20)),
            tw_early=(opens := int(random.integers(0, 1500))),
            tw_late=opens + int(random.integers(300, 1500)),
            release_time=int(random.integers(0, released)),
            required=(must := bool(random.random() < required)),
            prize=0 if must else int(random.integers(1000, 9000)),
        )
        for place in range(2, CLIENTS + 2)
    ]
    common = {"unit_distance_cost": 3, "unit_duration_cost": 2, "shift_duration": 2500, "tw_early": 50, "tw_late": 4000}
    again = {"reload_depots": [0], "max_reloads": 2}
    kinds = [
        pyvrp.VehicleType(6, [12, 12], fixed_cost=900, **common, **again),
        pyvrp.VehicleType(2, [20, 16], fixed_cost=1300, **common, **again),
        pyvrp.VehicleType(9, [14, 10], 1, 1, fixed_cost=700, profile=1, max_distance=1800, **common),
    ]
    depots = [pyvrp.Depot(0, 0, 5000, 10), pyvrp.Depot(1, 30, 4500, 0)]
    places = [pyvrp.Location(0, 0) for _ in points]
    return pyvrp.ProblemData(places, clients, depots, kinds, [far, barred], [far, barred])


def walked(data: pyvrp.ProblemData, seed: int, rounds: int = 300) -> tuple[Board, State]:
    board = board_of(data)
    state = state_of(board, seed)
    walker(board)(state, rounds, 500.0, 5.0)
    return board, state


def row_of(board: Board, state: State) -> list[int]:
    return state.row[BEST, : whole(board, state, BEST)].tolist()


def key_of(data: pyvrp.ProblemData, board: Board, state: State, van: int) -> Key:
    outs = np.flatnonzero(state.van["trips"] > 0).tolist()
    end = whole(board, state, BEST)
    return list(Routes(data, 0).keys(state.row[BEST, :end]))[outs.index(van)]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_route_is_feasible_and_costs_what_pyvrp_says(seed):
    data = mixed(seed)
    board, state = walked(data, seed)
    cost = 0
    for van in np.flatnonzero(state.van["trips"] > 0).tolist():
        route = route_of(data, key_of(data, board, state, van))
        assert route.is_feasible()
        assert (route.distance(), route.duration()) == (state.van["metres"][van], state.van["seconds"][van])
        assert column_of(route).cost == state.van["cost"][van]
        cost += column_of(route).cost
    lost = state.queue[LOST, : state.length[LOST]]
    assert state.total["now"][0] == cost + board.client["missed"][lost].sum()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_client_is_in_one_route_or_lost(seed):
    board, state = walked(mixed(seed), seed)
    row = row_of(board, state)
    served = [figure for at, figure in enumerate(row) if figure >= 0 and row[at - 1] != -1]
    assert sorted([*served, *state.queue[LOST, : state.length[LOST]].tolist()]) == list(range(CLIENTS))


@pytest.mark.parametrize("seed", SEEDS)
def test_types_are_used_no_oftener_than_there_are_vehicles(seed):
    board, state = walked(mixed(seed), seed)
    out = state.van["kind"][state.van["trips"] > 0]
    assert np.bincount(out, minlength=3).tolist() == state.used.tolist()
    assert (state.used <= board.kind["count"]).all()


@pytest.mark.parametrize("removed", [ruin, ruin_vans])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_round_that_is_undone_leaves_everything_as_it_was(seed, removed):
    board, state = walked(mixed(seed), seed)
    before = sorted_routes(board, state), state.used.tolist(), sorted(state.queue[LOST, : state.length[LOST]].tolist())
    for _ in range(20):
        begin(board, state, 50.0)
        removed(board, state)
        settled(board, state)
        recreate(board, state)
        undo(board, state)
        after = sorted_routes(board, state), state.used.tolist()
        assert (*after, sorted(state.queue[LOST, : state.length[LOST]].tolist())) == before


@pytest.mark.parametrize("seed", SEEDS)
def test_a_round_stops_before_it_leads_over_its_limit(seed):
    """With no heat nothing dearer is left standing, and what is left standing costs less than the limit said."""
    board, state = walked(mixed(seed), seed)
    stopped = kept = 0
    for _ in range(60):
        before = int(state.total["now"][0])
        begin(board, state, 1e-9)
        assert state.total["limit"][0] == before
        ruin(board, state)
        settled(board, state)
        if recreate(board, state):
            assert state.total["now"][0] < before
            kept += 1
        else:
            undo(board, state)
            state.total["now"] = before
            stopped += 1
    assert stopped > kept


def backhauls() -> pyvrp.ProblemData:
    """Every third of 24 clients only gives: barred from the depot, and from there to those who only take."""
    random = np.random.default_rng(0)
    points = random.integers(0, 100, (CLIENTS + 1, 2))
    far = np.rint(10 * np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))).astype(np.int64)
    gives = np.arange(CLIENTS + 1) % 3 == 1
    takes = ~gives
    takes[0] = False
    far[0, gives] = BARRED
    far[np.ix_(gives, takes)] = BARRED
    places = [pyvrp.Location(0, 0) for _ in points]
    clients = [pyvrp.Client(c, [int(takes[c])], [int(gives[c])]) for c in range(1, CLIENTS + 1)]
    return pyvrp.ProblemData(places, clients, [pyvrp.Depot(0)], [pyvrp.VehicleType(9, [3])], [far], [far])


def test_a_table_of_roads_is_kept_once_where_both_ways_are_alike_and_has_no_seconds_where_no_clock_matters():
    one, other = board_of(mixed(0)), board_of(backhauls())
    assert one.back is one.road
    assert (one.road.shape[3], other.road.shape[3]) == (2, 1)
    assert (other.back == other.road.transpose(0, 2, 1, 3)).all()
    assert (other.back != other.road).any()


def test_a_road_too_long_to_be_written_down_is_barred():
    data = backhauls()
    far = np.array(data.distance_matrix(0))
    far[far >= BARRED] *= 1000
    board = board_of(data.replace(distance_matrices=[far]))
    assert (board.road == board_of(data).road).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_who_cannot_be_driven_without_those_removed_leaves_with_them(seed):
    """Nobody is on a barred road then, whoever left waits once, and putting all back and undoing work as ever."""
    board, state = walked(backhauls(), seed)
    assert not state.length[LOST]
    followed = 0
    for _ in range(60):
        before = sorted_routes(board, state)
        begin(board, state, 50.0)
        ruin(board, state)
        removed = int(state.length[WAITING])
        settled(board, state)
        waiting = state.queue[WAITING, : state.length[WAITING]].tolist()
        assert (state.van["metres"][state.van["trips"] > 0] < BARRED).all()
        assert sorted(waiting) == np.flatnonzero(state.node["trip"][:CLIENTS] == NOWHERE).tolist()
        followed += len(waiting) > removed
        undo(board, state)
        assert sorted_routes(board, state) == before
        state.total["now"] = state.van["cost"][state.van["trips"] > 0].sum()
    assert followed


def sorted_routes(board: Board, state: State) -> list[str]:
    return sorted(" ".join(map(str, row_of(board, state))).split("-1 "))


def test_the_same_seed_walks_the_same_way():
    first, again, other = (row_of(*walked(mixed(1), seed)) for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_routes_written_and_loaded_are_the_same_routes():
    data = mixed(2)
    board, state = walked(data, 2)
    row = state.row[BEST, : whole(board, state, BEST)].copy()
    keys = tuple(Routes(data, 0).keys(row))
    assert written(keys).tolist() == row.tolist()
    cost, fresh = int(state.total["now"][0]), state_of(board, 9)
    load(board, fresh, written(keys))
    assert (row_of(board, fresh), fresh.total["now"][0]) == (row.tolist(), cost)


def test_a_route_that_cannot_be_driven_is_not_loaded():
    data = mixed(2)
    board = board_of(data)
    state = state_of(board, 0)
    load(board, state, written(((0, tuple((0, client) for client in range(CLIENTS))),)))
    assert (row_of(board, state), state.length[LOST]) == ([], CLIENTS)


@pytest.mark.slow
def test_a_van_becomes_the_cheapest_of_its_kin_that_carries_the_load():
    data = mixed(2)
    data = data.replace(clients=[pyvrp.Client(2, [9, 0]), pyvrp.Client(3, [9, 0])])
    board = board_of(data)
    state = state_of(board, 0)
    load(board, state, np.array([-1, 1, 0], np.int64))
    assert state.van["kind"][0] == 1
    refresh(board, state, 0, False, NOWHERE)
    assert state.van["kind"][0] == 0
    touch(board, state, 0)
    insert(board, state, 1, 0)
    assert refresh(board, state, 0, False, NOWHERE)
    assert state.van["kind"][0] == 1


def crowded() -> pyvrp.ProblemData:
    """A town with hardly a vehicle more than its loads fill."""
    data = town(60)
    loads = sum(client.delivery[0] for client in data.clients())
    return data.replace(vehicle_types=[pyvrp.VehicleType(-(-loads // 10), [10])])


def test_a_client_left_out_costs_more_while_one_is_left_out_and_less_while_none_is():
    """Once all have been in a solution, and never less than half the temperature; the books follow the price."""
    board = board_of(crowded())
    state = state_of(board, 1)
    full = int(board.client["missed"][0])
    prices = Prices(board, state, 50.0, short_of_room=True)
    prices.follow(1.0)
    assert board.client["missed"].tolist() == [full] * 60
    walk(board, state, 1, 1.0, 1.0)
    assert not state.length[LOST]
    prices.follow(1.0)
    assert board.client["missed"].tolist() == [int(500 * CHEAPER)] * 60
    prices.follow(2000.0)
    assert board.client["missed"].tolist() == [1000] * 60
    touch(board, state, 0)
    ruin(board, state)
    settled(board, state)
    taken = state.queue[WAITING, : state.length[WAITING]]
    state.queue[LOST, : len(taken)], state.length[LOST] = taken, len(taken)
    state.total["now"] += board.client["missed"][taken].sum()
    prices.follow(1.0)
    assert board.client["missed"].tolist() == [1100] * 60
    assert state.total["now"][0] == state.van["cost"].sum() + len(taken) * 1100


@pytest.mark.parametrize("seed", SEEDS)
def test_where_room_is_short_clients_are_left_out_on_the_way_and_never_in_the_best(seed):
    data = crowded()
    assert is_full(data)
    assert not is_full(town(60))
    board, state = walked(data, seed, 1)
    prices, lacked = Prices(board, state, 50.0, short_of_room=True), 0
    for _ in range(40):
        walk(board, state, 50, 500.0, 5.0)
        prices.follow(5.0)
        lacked += int(state.length[LOST] > 0)
        solution = Routes(data, 0).solution(state.row[BEST, : state.total["best"][0]])
        assert (solution.is_feasible(), full_cost(solution)) == (True, state.total["least"][0])
    assert lacked


def six_clients() -> pyvrp.ProblemData:
    """At one place, 5 m from the depot. Two vans of three cost 2 x (160 + 10), three of two 3 x (100 + 10). For the
    third client of a van of two a van of three costs 60 more, another van 110."""
    far = np.full((7, 7), 0)
    far[0, 1:] = far[1:, 0] = 5
    kinds = [pyvrp.VehicleType(6, [2], fixed_cost=100), pyvrp.VehicleType(6, [3], fixed_cost=160)]
    places = [pyvrp.Location(0, 0) for _ in far]
    return pyvrp.ProblemData(places, [pyvrp.Client(c, [1]) for c in range(1, 7)], [pyvrp.Depot(0)], kinds, [far], [far])


def test_vans_become_of_another_size_where_no_single_stop_pays_for_it():
    board = board_of(six_clients())
    state = state_of(board, 0)
    load(board, state, np.array([-1, 1, 0, 1, 2, -1, 1, 3, 4, 5], np.int64))
    assert state.total["now"][0] == 340
    walker(board)(state, 500, 5.0, 1.0)
    assert (state.total["least"][0], state.used.tolist()) == (330, [3, 0])


@pytest.mark.parametrize("seed", SEEDS)
def test_vans_that_go_out_after_others_were_emptied_end_as_the_cheapest_of_their_kin(seed):
    data = mixed(seed)
    kinds = [kind.replace(num_available=CLIENTS) for kind in data.vehicle_types()]
    board, state = walked(data.replace(vehicle_types=kinds), seed)
    for _ in range(40):
        begin(board, state, 1e9)
        before, only = state.used.copy(), ruin_vans(board, state)
        settled(board, state)
        assert recreate(with_kinds.py_func(board, soles(board)[only]), state)
        assert np.flatnonzero(state.used > before).tolist() in ([], [only])
        turned(board, state)
        costs = state.van["cost"][state.van["trips"] > 0].tolist()
        for van in np.flatnonzero(state.van["trips"] > 0).tolist():
            assert refresh(board, state, van, False, NOWHERE)
        assert state.van["cost"][state.van["trips"] > 0].tolist() == costs


@pytest.mark.parametrize(
    "changes",
    [
        {"max_overtime": 10},
        {"initial_load": [1, 0]},
        {"reload_depots": [1]},
        {"reload_depots": [0, 1]},
    ],
)
def test_it_says_what_it_does_not_know(changes):
    data = mixed(0)
    assert covers(data)
    assert not covers(data.replace(vehicle_types=[data.vehicle_type(0).replace(**changes)]))


def test_a_chain_makes_its_start_cheaper_and_keeps_feasible_routes_only():
    data = mixed(3, required=0.0)
    task = Task(None, (), HOT, None, 5, 40, 0.0, Tuning())
    first = annealed(data, task)
    assert first.feasible
    cost = full_cost(pyvrp.Solution(data, [route_of(data, key) for key in first.best]))
    again = annealed(data, replace(task, start=first.best, seed=6))
    assert full_cost(pyvrp.Solution(data, [route_of(data, key) for key in again.best])) <= cost
    assert all(route_of(data, column.key).is_feasible() for column, _ in again.columns)


@pytest.mark.slow
@pytest.mark.parametrize("data", [mixed(4), town(60).replace(vehicle_types=[pyvrp.VehicleType(60, [10])])])
def test_the_search_is_the_same_on_one_process_and_on_two(data):
    both = (Stage(50, heats=(None, HOT)),)
    stages = {"alone": both, "narrow": both, "relay": (*both, Stage(50, heats=(HOT,), deals=2))}
    efforts = [Effort(iterations=40, workers=n, **stages) for n in (1, 2)]
    one, two = (search(data, effort) for effort in efforts)
    assert [column_of(r).key for r in one.best.routes()] == [column_of(r).key for r in two.best.routes()]
