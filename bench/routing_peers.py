"""What a good engineer gets by calling the libraries directly: a PyVRP run, OR-Tools, drivers one after another."""

from time import process_time
from typing import Any

import numpy as np
import pyvrp
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from lilian.planning.routing.answer import Draft
from lilian.planning.routing.book import NOBODY, Book
from lilian.planning.routing.fleet import open_fleet
from lilian.planning.routing.recombine import full_cost
from lilian.planning.routing.task import ProcessorTime

FAR = 1 << 30


def one_run(data: pyvrp.ProblemData, seconds: float, seed: int) -> int | None:
    """PyVRP as it comes, for so much processor time; its cost, None if infeasible."""
    best = pyvrp.solve(data, ProcessorTime(seconds), seed=seed, collect_stats=False, display=False).best
    return full_cost(best) if best.is_feasible() else None


def run_then_assign(book: Book, seconds: float, seed: int) -> Draft:
    """One PyVRP run on vans and shifts that leave time for breaks, as ours do, then each duty, the longest first, to
    the driver who costs least. A duty nobody can drive is not driven."""
    fleet = open_fleet(book)
    best = pyvrp.solve(fleet.data, ProcessorTime(seconds), seed=seed, collect_stats=False, display=False).best
    able = [(book.timing(course, NOBODY), course) for course in fleet.courses(best)]
    longest = sorted((-found.length_s, course) for found, course in able if found is not None)
    kept, drivers = [], []
    for _, course in longest:
        costs = []
        for driver in range(len(book.problem.drivers)):
            found = book.timing(course, driver) if driver not in drivers else None
            if found is not None:
                costs.append((book.cost(course, driver, found).total_fen, driver))
        if costs:
            kept.append(course)
            drivers.append(min(costs)[1])
    return Draft(tuple(kept), tuple(drivers))


def or_tools(data: pyvrp.ProblemData, seconds: float) -> int | None:
    """Guided local search for so much processor time. None where this model does not know the problem (loading again,
    release times, delivery and pickup at one stop), or where nothing is found."""
    both = any(client.delivery[0] and client.pickup[0] for client in data.clients())
    reloads = any(kind.reload_depots for kind in data.vehicle_types())
    if both or reloads or any(client.release_time for client in data.clients()):
        return None
    vans = vehicles(data)
    types = [data.vehicle_type(k) for k in vans]
    ends = [int(data.depot(kind.start_depot).location) for kind in types]
    manager = pywrapcp.RoutingIndexManager(data.num_locations, len(vans), ends, ends)
    model = pywrapcp.RoutingModel(manager)
    node = [manager.IndexToNode(i) for i in range(model.Size() + len(vans))]
    for van, kind in enumerate(types):
        matrix = np.minimum(np.asarray(data.distance_matrix(kind.profile)), FAR)
        call = model.RegisterTransitCallback(
            lambda a, b, matrix=matrix, unit=kind.unit_distance_cost: int(matrix[node[a], node[b]]) * unit
        )
        model.SetArcCostEvaluatorOfVehicle(call, van)
        model.SetFixedCostOfVehicle(int(kind.fixed_cost), van)
    add_loads(data, model, node, types)
    if data.has_time_windows() or any(kind.shift_duration < FAR for kind in types):
        add_times(data, manager, model, node, types)
    idle_depots = set(range(data.num_depots)) - set(ends)
    for depot in idle_depots:
        model.AddDisjunction([manager.NodeToIndex(depot)], 0)
    until = process_time() + seconds
    model.AddSearchMonitor(model.solver().CustomLimit(lambda: process_time() > until))
    options = pywrapcp.DefaultRoutingSearchParameters()
    options.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    options.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    options.time_limit.FromSeconds(int(20 * seconds) + 60)
    found = model.SolveWithParameters(options)
    return None if found is None or found.ObjectiveValue() >= FAR * 64 else int(found.ObjectiveValue())


def vehicles(data: pyvrp.ProblemData) -> list[int]:
    """Types of the vans offered: of an unlimited fleet, as many of each type as carry everything, and half again."""
    down = sum(client.delivery[0] for client in data.clients())
    up = sum(client.pickup[0] for client in data.clients())
    offered = []
    for k in range(data.num_vehicle_types):
        kind = data.vehicle_type(k)
        enough = 3 * max(down, up) // (2 * kind.capacity[0]) + 2
        offered += [k] * min(kind.num_available, enough)
    return offered


def add_loads(data: pyvrp.ProblemData, model: Any, node: list[int], types: list[Any]) -> None:
    """Deliveries and pickups each within the capacity: enough where all deliveries come before all pickups."""
    most = [int(kind.capacity[0]) for kind in types]
    for name in ("delivery", "pickup"):
        amounts = {client.location: int(getattr(client, name)[0]) for client in data.clients()}
        call = model.RegisterUnaryTransitCallback(lambda a, amounts=amounts: amounts.get(node[a], 0))
        model.AddDimensionWithVehicleCapacity(call, 0, most, True, name)


def add_times(data: pyvrp.ProblemData, manager: Any, model: Any, node: list[int], types: list[Any]) -> None:
    seconds = np.minimum(np.asarray(data.duration_matrix(0)), FAR)
    service = {client.location: int(client.service_duration) for client in data.clients()}
    call = model.RegisterTransitCallback(lambda a, b: int(seconds[node[a], node[b]]) + service.get(node[a], 0))
    model.AddDimension(call, FAR, FAR, False, "time")
    time = model.GetDimensionOrDie("time")
    for client in data.clients():
        index = manager.NodeToIndex(client.location)
        time.CumulVar(index).SetRange(int(client.tw_early), min(int(client.tw_late), FAR))
    for van, kind in enumerate(types):
        time.SetSpanUpperBoundForVehicle(min(int(kind.shift_duration), FAR), van)
        for index in (model.Start(van), model.End(van)):
            time.CumulVar(index).SetRange(int(kind.tw_early), min(int(kind.tw_late), FAR))
