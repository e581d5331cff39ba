"""The search's own pieces: parts, pool, recombination, drivers; each against what can be counted or tried out."""

from itertools import permutations

import numpy as np
import pytest
import pyvrp

from lilian.planning.routing.book import Book, Course
from lilian.planning.routing.crew import assigned
from lilian.planning.routing.districts import parts
from lilian.planning.routing.effort import Effort, Stage
from lilian.planning.routing.pool import Pool, column_of, route_of
from lilian.planning.routing.recombine import Budget, full_cost, recombined
from lilian.planning.routing.search import Search, search
from lilian.planning.routing.strings.board import BARRED
from tests.planning.routing_instances import HOUR, driver, stop, tiny, van


def town(clients: int, seed: int = 0, **kind) -> pyvrp.ProblemData:
    """Clients at random around a depot; vans take 10 of what each client wants 1 to 3 of."""
    random = np.random.default_rng(seed)
    points = random.integers(0, 1000, (clients + 1, 2))
    far = np.rint(np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))).astype(np.int64)
    wants = random.integers(1, 4, clients + 1)
    return pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in points],
        [pyvrp.Client(i, [int(wants[i])], [0]) for i in range(1, clients + 1)],
        [pyvrp.Depot(0)],
        [pyvrp.VehicleType(clients, [10], **kind), pyvrp.VehicleType(2, [5], fixed_cost=9)],
        [far],
        [far],
    )


def one_by_one(data: pyvrp.ProblemData) -> pyvrp.Solution:
    return pyvrp.Solution(data, [[i] for i in range(data.num_clients)])


def test_parts_share_no_client_and_no_vehicle_and_leave_none_out():
    data = town(40)
    columns = [column_of(route) for route in one_by_one(data).routes()]
    made = parts(data, columns, 12, seed=1)
    assert len(made) > 2
    assert sorted(client for part in made for client in part.clients) == list(range(40))
    for k in range(data.num_vehicle_types):
        offered = sum(count for part in made for kind, count in part.vehicles if kind == k)
        assert offered == data.vehicle_type(k).num_available


def test_a_route_of_a_part_is_the_same_route_of_the_whole():
    data = town(20)
    part = parts(data, [column_of(route) for route in one_by_one(data).routes()], 6, seed=0)[1]
    key = (0, ((0, part.clients[2]), (0, part.clients[0])))
    assert part.outside(part.inside(key)) == key
    inside = route_of(part.data(data), part.inside(key))
    assert inside.distance() == route_of(data, key).distance()


def test_searching_parts_only_makes_a_start_better():
    data = town(60)
    start = one_by_one(data)
    effort = Effort(iterations=400, size=20, relay=(Stage(20, True), Stage(40, True), Stage(40, True)))
    found = search(data, effort, (start,))
    assert found.best.is_feasible()
    assert full_cost(found.best) < full_cost(start)


@pytest.mark.parametrize(
    ("kinds", "closes_s", "stages"),
    [
        ([{}], None, "relay"),
        ([{"num_available": 1, "capacity": [24]}], None, "narrow"),
        ([{}], 5_000, "narrow"),
        ([{"reload_depots": [0], "max_reloads": 1}], 5_000, "alone"),
        ([{}, {"capacity": [5]}], 5_000, "alone"),
        ([{}, {"capacity": [5]}], None, "relay"),
    ],
)
def test_which_search_leads_depends_on_windows_room_sizes_and_loading_again(kinds, closes_s, stages):
    data = town(12)
    vans = [data.vehicle_type(0).replace(**changes) for changes in kinds]
    hours = {} if closes_s is None else {"tw_late": closes_s}
    clients = [pyvrp.Client(c.location, c.delivery, c.pickup, **hours) for c in data.clients()]
    effort = Effort()
    asked = Search(data.replace(clients=clients, vehicle_types=vans), effort, ())
    assert asked.stages() is getattr(effort, stages)


def test_where_roads_are_barred_the_annealing_begins_milder():
    data = town(12)
    far = data.distance_matrix(0).copy()
    far[0, 3] = BARRED
    effort = Effort()
    assert Search(data.replace(distance_matrices=[far]), effort, ()).stages() is effort.barred_roads


def test_two_solutions_each_good_on_one_side_make_one_good_on_both():
    data = town(30)
    good = search(data, Effort(iterations=200)).best
    sides = [good.routes()[::2], good.routes()[1::2]]
    pool, solutions = Pool(100), []
    for side in sides:
        served = {client for route in side for client in column_of(route).clients}
        alone = [pyvrp.Route(data, [i], 0) for i in range(30) if i not in served]
        solutions.append(pyvrp.Solution(data, [*side, *alone]))
        pool.add_solution(solutions[-1], full_cost(solutions[-1]))
    joined = recombined(data, pool.best(100, set()), min(solutions, key=full_cost), Budget())
    assert joined is not None
    assert full_cost(joined) <= full_cost(good)


def test_a_client_in_two_chosen_routes_is_taken_out_of_one():
    data = town(6)
    pool = Pool(100)
    for visits in ([0, 1, 2], [2, 3], [4, 5], [0], [1], [3], [4], [5]):
        route = pyvrp.Route(data, visits, 0)
        if route.is_feasible():
            pool.add(column_of(route), 1)
    start = one_by_one(data)
    pool.add_solution(start, full_cost(start))
    joined = recombined(data, pool.best(100, set()), start, Budget())
    assert joined is not None
    served = [visit.idx for route in joined.routes() for visit in route if visit.is_client()]
    assert sorted(served) == list(range(6))


def test_a_full_pool_keeps_the_routes_of_cheap_solutions():
    data, pool = town(6), Pool(2)
    found = [(column_of(pyvrp.Route(data, [i], 0)), cost) for i, cost in ((0, 5), (1, 3), (2, 9), (1, 1))]
    pool.merge(found)
    assert [(column.clients, cost) for column, cost in pool.listed()] == [((1,), 1), ((0,), 5)]


@pytest.mark.parametrize("seed", range(4))
def test_drivers_are_assigned_as_cheaply_as_any_order_would(seed):
    random = np.random.default_rng(seed)
    drivers = tuple(driver(f"D{n}", worked_s=int(random.integers(0, 40)) * HOUR) for n in range(4))
    stops = tuple(stop(f"S{n}", n + 1, usual_driver=f"D{random.integers(4)}") for n in range(3))
    rules = {"fair_week_s": 20 * HOUR, "fair_fen_per_hour": 900, "change_fen": 400, "stretch_s": 9 * HOUR}
    made = tiny(drivers=drivers, stops=stops, vans=tuple(van(f"V{n}") for n in range(3)))
    book = Book(type(made)(**{**vars(made), "rules": type(made.rules)(**rules)}))
    courses = [Course(0, 0, (n,)) for n in range(3)]

    def cost(course: Course, who: int) -> int:
        found = book.timing(course, who)
        return 10**9 if found is None else book.cost(course, who, found).total_fen

    least = min(sum(map(cost, courses, order)) for order in permutations(range(4), 3))
    chosen = assigned(book, courses, [10**6] * 3)
    assert sum(map(cost, courses, chosen)) == least


@pytest.mark.slow
def test_an_annealing_dealt_out_makes_a_start_better():
    data = town(60).replace(vehicle_types=[pyvrp.VehicleType(60, [10])])
    start = one_by_one(data)
    found = search(data, Effort(iterations=120), (start,)).best
    assert found.is_feasible()
    assert full_cost(found) < full_cost(start) // 2
