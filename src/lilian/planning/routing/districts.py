"""Parts of a problem: some routes that lie near each other, with their clients and vehicles, searched on their own.

An iteration of the local search costs as much as the problem is large, while what it changes is small: a part of a
quarter of the clients is searched four times as fast. Parts of one round share no client and no vehicle, so what each
of them wins adds up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyvrp
from numpy.typing import NDArray

from lilian.planning.routing.pool import Column, Key

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """Clients by index, and vehicles: (type, how many), each type once."""

    clients: tuple[int, ...]
    vehicles: tuple[tuple[int, int], ...]

    def data(self, whole: pyvrp.ProblemData) -> pyvrp.ProblemData:
        """The part as a problem of its own, its clients and vehicle types renumbered in order."""
        types = [whole.vehicle_type(k).replace(num_available=count) for k, count in self.vehicles]
        return whole.replace(clients=[whole.client(i) for i in self.clients], vehicle_types=types)

    def inside(self, key: Key) -> Key:
        """A route of the whole as a route of the part."""
        clients = {client: i for i, client in enumerate(self.clients)}
        types = {vehicle_type: k for k, (vehicle_type, _) in enumerate(self.vehicles)}
        return types[key[0]], tuple((kind, clients[i] if kind == 0 else i) for kind, i in key[1])

    def outside(self, key: Key) -> Key:
        """A route of the part as a route of the whole."""
        return self.vehicles[key[0]][0], tuple((kind, self.clients[i] if kind == 0 else i) for kind, i in key[1])

    def column_outside(self, column: Column) -> Column:
        return Column(self.outside(column.key), tuple(sorted(self.clients[i] for i in column.clients)), column.cost)


class Hand(NamedTuple):
    """What one search works on: a part, or the whole (None), and its routes in the numbers of the whole."""

    part: Part | None
    start: tuple[Key, ...]


def hands(data: pyvrp.ProblemData, columns: Sequence[Column], size: int, seed: int) -> list[Hand]:
    """Each part with its routes."""
    made = parts(data, columns, size, seed)
    homes = {client: n for n, part in enumerate(made) for client in part.clients}
    starts: list[list[Key]] = [[] for _ in made]
    for column in columns:
        starts[homes[column.clients[0]]].append(column.key)
    return [Hand(part, tuple(start)) for part, start in zip(made, starts, strict=True)]


def parts(data: pyvrp.ProblemData, columns: Sequence[Column], size: int, seed: int) -> list[Part]:
    """Routes in groups of about `size` clients: from a route at random the nearest ones, until all are in a group.

    Vehicles and clients not in use go to the groups in turn.
    """
    random = np.random.default_rng(seed)
    near = nearness(data, columns)
    left = list(range(len(columns)))
    groups: list[list[int]] = []
    while left:
        middle = left[int(random.integers(len(left)))] if not groups else farthest(near, left, groups[-1])
        order = sorted(left, key=lambda route: (near[middle, route], route))
        group, count = [], 0
        for route in order:
            if count < size:
                group.append(route)
                count += len(columns[route].clients)
        left = [route for route in left if route not in group]
        if sum(len(columns[route].clients) for route in left) < size // 2:
            group, left = group + left, []
        groups.append(group)
    return shared_out(data, columns, groups)


def farthest(near: Floats, left: list[int], group: list[int]) -> int:
    """The route left that lies farthest from the last group, so that groups fill the edges first."""
    return max(left, key=lambda route: (near[route, group].min(), -route))


def nearness(data: pyvrp.ProblemData, columns: Sequence[Column]) -> Floats:
    """(routes, routes): mean over both routes of the distance of each client to the nearest of the other route."""
    metres = np.asarray(data.distance_matrix(0)).astype(np.float64)
    places = np.array([data.client(i).location for column in columns for i in column.clients], np.int64)
    many = np.array([len(column.clients) for column in columns])
    begins = np.cumsum(many) - many
    between = metres[np.ix_(places, places)]
    nearest = np.minimum.reduceat(np.minimum(between, between.T), begins, axis=1)
    means = np.add.reduceat(nearest, begins, axis=0) / many[:, None]
    return np.asarray(means + means.T)


def shared_out(data: pyvrp.ProblemData, columns: Sequence[Column], groups: list[list[int]]) -> list[Part]:
    served = {client for column in columns for client in column.clients}
    waiting = [client for client in range(data.num_clients) if client not in served]
    spare = {k: data.vehicle_type(k).num_available for k in range(data.num_vehicle_types)}
    for column in columns:
        spare[column.key[0]] -= 1
    made = []
    for number, group in enumerate(groups):
        clients = [client for route in group for client in columns[route].clients] + waiting[number :: len(groups)]
        counts = [0] * data.num_vehicle_types
        for route in group:
            counts[columns[route].key[0]] += 1
        for k, count in spare.items():
            counts[k] += len(range(number, count, len(groups)))
        vehicles = tuple((k, count) for k, count in enumerate(counts) if count)
        made.append(Part(tuple(sorted(clients)), vehicles))
    return made
