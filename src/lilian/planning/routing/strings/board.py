"""A routing problem as arrays for the compiled loops."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
import pyvrp
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Roads = NDArray[np.int32]
Numbers = NDArray[np.uint32]
Table = NDArray[Any]  # of named columns
Row = Any  # of a table
FOREVER = 1 << 50  # seconds or metres: sums of some stay far below 2**63
BARRED = (1 << 31) - 1  # metres or seconds: a road as long as that, or longer, is barred
TRIPS = 24  # of a vehicle at most: one that may load again more often is not asked to
BESIDE, AROUND = 40, 120  # clients near one: beside which it may go, with which it may leave
FULL = 0.9  # of what all vehicles carry: room is short from there on
WAIT_PERCENT = 20  # of a second's driving, what a second of waiting counts in who is near


CLIENT = np.dtype(
    [
        (name, np.int64)
        for name in ("place", "service", "opens", "closes", "release", "needed", "missed", "remote", "bulk")
    ],
    align=True,
)
KIND = np.dtype(
    [
        (name, np.int64)
        for name in (
            *("count", "fixed", "per_metre", "per_second", "profile", "trips", "longest", "farthest"),
            *("first", "loading_s", "opens", "closes", "last", "home_opens", "home_closes"),
            *("leaves_from", "leaves_until", "returns", "kin_from", "kin_until", "least_per_metre", "carries"),
        )
    ],
    align=True,
)


class Board(NamedTuple):
    """`client` (n,) of CLIENT, `needed`: must be served, `missed`: the price of leaving it out, `bulk`: its size.
    `load` (n, dimensions, 2): down, up; the dimension with least room first. `beside`, `around` (n, q): near ones,
    nearest first, in `around` itself before all. `road` (profiles, from, to, 1 or 2): metres and, where clocks matter,
    seconds; `back` (profiles, to, from, 1 or 2) the same, so that all ways to a place lie together. `kind` (types,) of
    KIND, `capacity` (types, dimensions). Types unlike in loads, prices and numbers only are kin: a vehicle may turn
    into any of `kin[kin_from:kin_until]`; the `least_per_metre` is theirs, and what the largest `carries` in the first
    dimension. `timed`: clocks matter; `released`: some client is released late; `again`: some vehicle may load again;
    `shared`: so many vans drive all trips in turn, 0 where each has its own."""

    client: Table
    load: Ints
    beside: Numbers
    around: Numbers
    road: Roads
    back: Roads
    kind: Table
    capacity: Ints
    kin: Ints
    timed: bool
    released: bool
    again: bool
    shared: int


def covers(data: pyvrp.ProblemData) -> bool:
    """Whether the search knows all that matters here. It loads again at a vehicle's own depot only, and knows no
    overtime, groups, shipments, or loads on board at the start."""
    plain = not data.num_groups and not data.num_shipments and data.num_clients > 1
    return plain and all(known(kind) for kind in data.vehicle_types())


def known(kind: pyvrp.VehicleType) -> bool:
    home = not kind.reload_depots or list(kind.reload_depots) == [kind.start_depot] == [kind.end_depot]
    return home and not kind.max_overtime and not any(kind.initial_load)


def has_barred_roads(data: pyvrp.ProblemData) -> bool:
    return any(int(matrix.max(initial=0)) >= BARRED for matrix in data.distance_matrices())


def is_full(data: pyvrp.ProblemData) -> bool:
    """Whether clients take or give nearly all that vehicles carry at once, in the dimension with least room."""
    return max(fullness(data), default=0.0) > FULL


def fullness(data: pyvrp.ProblemData) -> list[float]:
    """Of each load dimension, what clients take or give, of what all vehicles carry at once."""
    clients, kinds = data.clients(), data.vehicle_types()
    full = []
    for r in range(data.num_load_dimensions):
        most = max(sum(c.delivery[r] for c in clients), sum(c.pickup[r] for c in clients))
        full.append(most / max(1, sum(kind.num_available * kind.capacity[r] for kind in kinds)))
    return full


def board_of(data: pyvrp.ProblemData, shared: int = 0) -> Board:
    clients, kinds = data.clients(), data.vehicle_types()
    far, drive = (np.stack(tables).astype(np.int64) for tables in (data.distance_matrices(), data.duration_matrices()))
    tight = np.argsort(fullness(data), kind="stable")[::-1]
    load = np.stack([loads([c.delivery for c in clients], tight), loads([c.pickup for c in clients], tight)], axis=2)
    capacity = loads([k.capacity for k in kinds], tight)
    client = table(CLIENT, [client_row(c) for c in clients])
    client["missed"], client["bulk"] = missed(data, far, drive), load.max(axis=2).sum(axis=1)
    places = client["place"]
    client["remote"] = far[0][np.array([depot.location for depot in data.depots()])][:, places].min(axis=0)
    away, there = far[0][np.ix_(places, places)], drive[0][np.ix_(places, places)]
    kind, kin = fleet(data)
    kind["carries"] = [capacity[kin[a:z], 0].max() for a, z in zip(kind["kin_from"], kind["kin_until"], strict=True)]
    timed = data.has_time_windows() or any(k.shift_duration < FOREVER or k.unit_duration_cost for k in kinds)
    road = roads(far, drive) if timed else roads(far)
    return Board(
        client=client,
        load=load,
        beside=nearest(nearness(client, away, there), BESIDE + 1)[:, 1:].copy(),
        around=nearest(np.minimum(away, away.T), AROUND),
        road=road,
        back=backwards(road),
        kind=kind,
        capacity=capacity,
        kin=kin,
        timed=bool(timed),
        released=bool(client["release"].any()),
        again=bool((kind["trips"] > 1).any()),
        shared=shared,
    )


def roads(*tables: Ints) -> Roads:
    """Half as wide as other figures: the tables are the largest of all that is read, and much is read from them."""
    return np.minimum(np.stack(tables, axis=3), BARRED).astype(np.int32)


def backwards(road: Roads) -> Roads:
    """The same table where both directions are alike, so that it is in the processor's cache once."""
    back = road.transpose(0, 2, 1, 3)
    return road if np.array_equal(road, back) else back.copy()


def client_row(client: pyvrp.Client) -> dict[str, int]:
    return {
        "place": client.location,
        "service": client.service_duration,
        "opens": client.tw_early,
        "closes": client.tw_late,
        "release": client.release_time,
        "needed": client.required,
    }


def fleet(data: pyvrp.ProblemData) -> tuple[Table, Ints]:
    """The types and who is kin."""
    kinds = data.vehicle_types()
    groups: dict[tuple[Any, ...], list[int]] = {}
    for number, kind in enumerate(kinds):
        groups.setdefault(traits(kind), []).append(number)
    begins = dict(zip(groups, accumulate([0, *map(len, groups.values())]), strict=False))
    rows = []
    for kind in kinds:
        begin = begins[traits(kind)]
        row = kind_row(kind, data.depot(kind.start_depot), data.depot(kind.end_depot))
        kin = groups[traits(kind)]
        rows.append(
            row
            | {
                "kin_from": begin,
                "kin_until": begin + len(kin),
                "least_per_metre": min(kinds[k].unit_distance_cost for k in kin),
            }
        )
    return table(KIND, rows), np.array([k for group in groups.values() for k in group], np.int64)


def kind_row(kind: pyvrp.VehicleType, start: pyvrp.Depot, end: pyvrp.Depot) -> dict[str, int]:
    return {
        "count": kind.num_available,
        "fixed": kind.fixed_cost,
        "per_metre": kind.unit_distance_cost,
        "per_second": kind.unit_duration_cost,
        "profile": kind.profile,
        "trips": trips(kind),
        "longest": kind.shift_duration,
        "farthest": kind.max_distance,
        "first": start.location,
        "loading_s": start.service_duration,
        "opens": start.tw_early,
        "closes": start.tw_late,
        "last": end.location,
        "home_opens": end.tw_early,
        "home_closes": end.tw_late,
        "leaves_from": kind.tw_early,
        "leaves_until": min(kind.start_late, kind.tw_late),
        "returns": kind.tw_late,
    }


def traits(kind: pyvrp.VehicleType) -> tuple[Any, ...]:
    """All that a type decides besides loads and prices."""
    clock = (kind.tw_early, kind.tw_late, kind.start_late, kind.shift_duration)
    return (kind.profile, kind.start_depot, kind.end_depot, *clock, kind.max_distance, trips(kind))


def trips(kind: pyvrp.VehicleType) -> int:
    return min(TRIPS, 1 + kind.max_reloads) if kind.reload_depots else 1


def missed(data: pyvrp.ProblemData, far: Ints, drive: Ints) -> Ints:
    """A client's prize; of one that must be served more than any journey costs that uses no barred road."""
    metres, seconds = (int(matrix[matrix < BARRED].max(initial=0)) for matrix in (far, drive))
    journeys = [
        k.fixed_cost + 2 * metres * k.unit_distance_cost + 2 * seconds * k.unit_duration_cost
        for k in data.vehicle_types()
    ]
    return np.array([8 * (1 + max(journeys)) if c.required else c.prize for c in data.clients()], np.int64)


def nearness(client: Table, away: Ints, there: Ints) -> Ints:
    """(n, n): metres, and the waiting and coming late that cannot be avoided, in the better direction."""
    gap = there + client["service"][:, None]
    wait = np.maximum(0, client["opens"][None] - gap - client["closes"][:, None])
    late = np.maximum(0, client["opens"][:, None] + gap - client["closes"][None])
    cost = away + wait * WAIT_PERCENT // 100 + late
    return np.asarray(np.minimum(cost, cost.T), np.int64)


def nearest(cost: Ints, count: int) -> Numbers:
    """(n, at most count): each one's nearest, itself first."""
    cost = cost.copy()
    np.fill_diagonal(cost, -1)
    return np.argsort(cost, axis=1, kind="stable")[:, :count].astype(np.uint32)


def table(dtype: np.dtype[Any], rows: Sequence[dict[str, int]]) -> Table:
    """Figures are capped, so that "without limit" can be added to."""
    made = np.zeros(len(rows), dtype)
    for name in rows[0]:
        made[name] = [min(row[name], FOREVER) for row in rows]
    return made


def loads(rows: Sequence[Sequence[int]], order: Ints) -> Ints:
    """(rows, dimensions in that order); where nothing is weighed, one of zeros."""
    capped = np.array([[min(int(value), FOREVER) for value in row] for row in rows], np.int64).reshape(len(rows), -1)
    return capped[:, order].copy() if len(order) else np.zeros((len(rows), 1), np.int64)
