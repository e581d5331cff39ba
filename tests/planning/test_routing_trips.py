"""Vans that are alike and load again: trips are known, chosen and packed without a van, and fit into vans after."""

import numpy as np
import pytest
import pyvrp
from hypothesis import given
from hypothesis import strategies as st

from lilian.planning.fan import fan_over
from lilian.planning.routing.effort import Effort
from lilian.planning.routing.pool import column_of, route_of, trips_of
from lilian.planning.routing.recombine import Budget, full_cost
from lilian.planning.routing.search import search, searched
from lilian.planning.routing.strings.board import board_of
from lilian.planning.routing.strings.chain import Routes
from lilian.planning.routing.strings.sharing import lateness
from lilian.planning.routing.strings.tours import BEST, LOG, state_of
from lilian.planning.routing.strings.walk import walk, whole
from lilian.planning.routing.trips import Trip, are_alike, in_vans, loosened, packed, rejoined
from tests.planning.test_routing_search import town

LONG = 5_000


def shuttle(clients: int = 20, vans: int = 3, closes: int = 9_000, seed: int = 1) -> pyvrp.ProblemData:
    """A town of few vans that load again, with windows and late releases."""
    data = town(clients, seed)
    random = np.random.default_rng(seed)
    kind = data.vehicle_type(0).replace(num_available=vans, reload_depots=[0])
    stops = [
        pyvrp.Client(c.location, c.delivery, tw_late=closes, release_time=int(random.integers(0, 1_500)))
        for c in data.clients()
    ]
    return data.replace(clients=stops, vehicle_types=[kind])


def idle(spans: list[tuple[int, int, int]], vans: int) -> pyvrp.ProblemData:
    """Clients at the depot, each filling a van, served from the first to the second time for as long as the third."""
    count = len(spans) + 1
    none = np.zeros((count, count), np.int64)
    places = [pyvrp.Location(0, 0) for _ in range(count)]
    clients = [
        pyvrp.Client(i, [1], service_duration=lasts, tw_early=earliest, tw_late=latest)
        for i, (earliest, latest, lasts) in enumerate(spans, 1)
    ]
    van = pyvrp.VehicleType(vans, [1], reload_depots=[0])
    return pyvrp.ProblemData(places, clients, [pyvrp.Depot(0)], [van], [none], [none])


def trips(spans: list[tuple[int, int, int]]) -> list[Trip]:
    return [Trip((0, ((0, i),)), (i,), 0, *span) for i, span in enumerate(spans)]


@pytest.mark.parametrize(
    ("changes", "alike"),
    [
        ({}, True),
        ({"reload_depots": []}, False),
        ({"max_reloads": 1}, False),
        ({"fixed_cost": 5}, False),
        ({"unit_duration_cost": 1}, False),
        ({"shift_duration": LONG}, False),
        ({"max_distance": LONG}, False),
    ],
)
def test_vans_are_alike_where_it_does_not_matter_which_drives_a_trip(changes, alike):
    data = shuttle()
    assert are_alike(data.replace(vehicle_types=[data.vehicle_type(0).replace(**changes)])) is alike


def test_a_second_type_of_van_or_a_stop_that_may_be_left_out_is_not_alike():
    data = shuttle()
    kind = data.vehicle_type(0)
    left_out = pyvrp.Client(1, [1], required=False, prize=9)
    assert not are_alike(data.replace(vehicle_types=[kind, kind.replace(capacity=[7])]))
    assert not are_alike(data.replace(clients=[left_out, *data.clients()[1:]]))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)), min_size=1, max_size=12))
def test_trips_at_fixed_times_fit_into_as_many_vans_as_are_ever_under_way(spans):
    most = max(sum(b <= begins < b + lasts for b, lasts in spans) for begins, _ in spans)
    fixed = [(begins, begins, lasts) for begins, lasts in spans]
    assert packed(idle(fixed, most), trips(fixed)) is not None
    assert most == 1 or packed(idle(fixed, most - 1), trips(fixed)) is None


def test_a_trip_that_can_wait_waits_for_a_van():
    spans = [(0, 0, 10), (0, 10, 10)]
    found = packed(idle(spans, 1), trips(spans))
    assert found is not None
    assert [len(trips_of(column_of(route).key)) for route in found.routes()] == [2]


def test_a_better_choice_is_put_together_from_trips_whatever_vans_they_were_seen_in():
    data = shuttle()
    good = search(data, Effort(iterations=200)).best
    known = [trip for route in good.routes() for trip in trips_of(column_of(route).key)]
    poor = in_vans(data, pyvrp.Solution(loosened(data), [[i] for i in range(data.num_clients)]))
    assert poor is not None
    joined = rejoined(data, [column_of(route_of(data, trip)) for trip in known], poor, Budget())
    assert joined is not None
    assert full_cost(joined) <= full_cost(good) < full_cost(poor)


@pytest.mark.parametrize("price", [0.0, 3.0])
def test_the_annealing_counts_as_late_what_cannot_be_dealt_out_and_keeps_what_can(price):
    """Solutions on the way of a town that is busy for two vans; both kinds are met."""
    data = shuttle(vans=2, closes=4_000)
    loose, kept, met = loosened(data), 1 << 60, set()
    board = board_of(loose, 2)
    state = state_of(board, 1)
    state.total["per_second"] = price
    for _ in range(60):
        walk(board, state, 20, 60.0, 60.0)
        solution = Routes(loose, 0).solution(state.row[LOG, : whole(board, state, LOG)])
        late = int(state.total["late"][0])
        assert lateness(board, state) == late
        if solution.is_feasible():
            met.add(in_vans(data, solution) is not None)
            assert (in_vans(data, solution) is not None) is (late == 0)
        kept = min(kept, full_cost(solution)) if solution.is_feasible() and not late else kept
    best = Routes(loose, 0).solution(state.row[BEST, : state.total["best"][0]])
    assert met == {True, False}
    assert in_vans(data, best) is not None
    assert full_cost(best) <= kept


@pytest.mark.parametrize("vans", [2, 4])
def test_searching_trips_on_their_own_costs_no_more_than_searching_routes(vans):
    data, effort = shuttle(vans=vans), Effort(iterations=300)
    with fan_over(1) as fan:
        as_it_is = searched(fan, data, effort).best
    found = search(data, effort).best
    assert found.is_feasible()
    assert not as_it_is.is_feasible() or full_cost(found) <= full_cost(as_it_is)


@pytest.mark.slow
def test_it_is_the_same_on_one_process_and_on_two():
    data = shuttle(closes=2_500)
    one, two = (search(data, Effort(iterations=60, workers=workers)).best for workers in (1, 2))
    assert [column_of(route).key for route in one.routes()] == [column_of(route).key for route in two.routes()]
