"""Named instances: `tiny` solved by hand, `county` at a county's size, `stuck` impossible on purpose."""

from datetime import date, timedelta
from itertools import pairwise
from math import degrees

import numpy as np

from lilian.kernel.geo import EARTH_RADIUS_KM
from lilian.planning import assignment, facility, packing, storage, transport, two_stage

FIRST = date(2024, 9, 18)
PEAR, CRISP = "玉露香梨", "酥梨"
TONNE = 1_000_000
KM = degrees(1 / EARTH_RADIUS_KM)  # degrees of latitude in one km


def transport_tiny() -> transport.Problem:
    """Two rows of 5 and 4, columns of 6 and 5. Row 0 likes column 0 by 1 a unit, row 1 by 3 a unit.

    Column 0 first serves row 1 (4 units), then 2 of row 0; 3 of row 0 go to column 1: 4*1 + 2*2 + 3*3 = 17.
    Prices: column 0 costs 1, what moving a unit of row 0 costs; column 1 has room and costs 0.
    """
    return transport.Problem(cost=[[2, 3], [1, 4]], supply=[5, 4], capacity=[6, 5])


def transport_stuck() -> transport.Problem:
    """Row 0 may use nothing; rows 1 and 2 share 5 units of room: at least 3 + 4 units stay."""
    forbidden = transport.FORBIDDEN
    return transport.Problem(
        cost=[[forbidden, forbidden], [1, forbidden], [2, forbidden]], supply=[3, 4, 5], capacity=[5, 9]
    )


def transport_county(n: int = 2000, m: int = 150, seed: int = 0, room: float = 1.1) -> transport.Problem:
    """Lots and stores at random in a county 40 km wide; fees matter as much as the road."""
    random = np.random.default_rng(seed)
    lots, stores = random.random((n, 1, 2)) * 40, random.random((1, m, 2)) * 40
    km = np.sqrt(((lots - stores) ** 2).sum(axis=2)) * 1.4
    cost = np.rint((98 * km + 1800 + random.integers(40, 71, m) * 400) * 1000).astype(np.int64)
    supply = random.integers(100, 2000, n) * 10
    share = random.random(m) + 0.3
    capacity = np.floor(share / share.sum() * supply.sum() * room).astype(np.int64) + 1
    return transport.Problem(cost=cost, supply=supply, capacity=capacity)


def lot(code: str, km: float, tonnes: float, *, variety: str = PEAR, harvested: int = 0) -> storage.Lot:
    """A lot `km` north of the origin, harvested so many days after the first day."""
    return storage.Lot(code, km * KM, 0.0, variety, round(tonnes * TONNE), FIRST + timedelta(days=harvested))


def store(
    code: str,
    km: float,
    free: float,
    *,
    intake: float = 1000,
    accepts: tuple[str, ...] = (PEAR, CRISP),
    temperature_c: float = 0.0,
    fee: float = 0,
) -> storage.Store:
    """A store `km` north of the origin; tonnes of space and intake."""
    free_g, intake_g = round(free * TONNE), round(intake * TONNE)
    return storage.Store(code, km * KM, 0.0, free_g, intake_g, frozenset(accepts), temperature_c, fee)


def terms(days: int = 1, *, freight: float = 100, delay: float = 0, months: float = 0) -> storage.Terms:
    """Freight 100 fen per tonne and km on roads as the crow flies, unless said otherwise."""
    return storage.Terms(FIRST, days, freight, 0, 1.0, 32.0, delay, months, 1.5)


def tiny(**changes: object) -> storage.Problem:
    """Mei's lot P1 (10 t at km 0) and Qiao's P2 (6 t at km 3); stores K1 (12 t at km 1) and K2 (20 t at km 6).

    By P1: K1 1 km, K2 6 km, 5 dearer. By P2: K1 2 km, K2 3 km, 1 dearer. So P1 goes to K1 whole, and 2 t of P2;
    4 t of P2 go to K2: 10*1 + 2*2 + 4*3 = 26 tonne-km = 2600 fen. A tonne of room in K1 would save 1 km: 100 fen.
    """
    values = {
        "lots": (lot("P1", 0, 10), lot("P2", 3, 6)),
        "stores": (store("K1", 1, 12), store("K2", 6, 20)),
        "terms": terms(),
    }
    return storage.Problem(**(values | changes))  # type: ignore[arg-type]


def facility_tiny() -> facility.Problem:
    """Two demands of 5; stores of 6, 10 and 6. Store 1 alone: 12 + 4 + 3 = 19. Stores 0 and 2: 9 + 12 + 2 + 1 = 24, so
    shutting store 1, or opening store 0 or 2, costs 5 more (with all of store 1: 26 and 29)."""
    return facility.Problem([9, 12, 12], [6, 10, 6], [5, 5], [[2, 4, 9], [9, 3, 1]])


def facility_stuck() -> facility.Problem:
    """Ten units wanted; demand 1 may use store 0 only, which holds 3 of its 6: 3 stay unserved.
    Both stores run: 2 + 3 + 4 (demand 0 from store 1) + 3 (half of demand 1) = 12."""
    forbidden = facility.FORBIDDEN
    return facility.Problem([2, 3], [3, 9], [4, 6], [[8, 4], [6, forbidden]])


def facility_county(
    stores: int = 40, demands: int = 120, seed: int = 0, *, single_source: bool = False
) -> facility.Problem:
    """Stores and villages at random in a square of 50 km; half the room would do."""
    random = np.random.default_rng(seed)
    there, here = random.random((demands, 1, 2)) * 50, random.random((1, stores, 2)) * 50
    demand = random.integers(5, 60, demands)
    capacity = random.integers(60, 400, stores) * int(demand.sum() * 2) // (230 * stores)
    cost = np.rint(np.hypot(*np.moveaxis(there - here, 2, 0)) * 90).astype(np.int64) * demand[:, None]
    return facility.Problem(capacity * random.integers(300, 900, stores), capacity, demand, cost, single_source)


def two_stage_tiny() -> two_stage.Problem:
    """Two demands of 3 and 2. Plant 1 and depot 0: 12 + 8 + 5 (in) + 3 + 8 (out) = 36. Plant 0 instead: 9 + 10 in
    place of 12 + 5, 38; depot 1 instead: 12 + 10 + 3 + 2 in place of 8 + 5 + 3 + 8, 39; both instead: 46."""
    return two_stage.Problem([9, 12], [6, 6], [8, 12], [6, 6], [3, 2], [[2, 4], [1, 2]], [[1, 4], [1, 1]])


def two_stage_stuck() -> two_stage.Problem:
    """Nine units wanted; depots hold 20, but the only plant sends 6: 3 stay unserved."""
    return two_stage.Problem([4], [6], [2, 3], [10, 10], [5, 4], [[1, 1]], [[2, 2], [3, 1]])


def two_stage_county(plants: int = 12, depots: int = 40, demands: int = 120, seed: int = 0) -> two_stage.Problem:
    """Packhouses, stores and villages at random in a square of 50 km; half the room of each kind would do."""
    random = np.random.default_rng(seed)
    spots = [random.random((count, 2)) * 50 for count in (plants, depots, demands)]
    legs = [np.rint(np.linalg.norm(a[:, None] - b[None], axis=2) * 90) for a, b in pairwise(spots)]
    demand = random.integers(5, 60, demands)
    rooms = [random.integers(60, 400, count) * int(demand.sum() * 2) // (230 * count) for count in (plants, depots)]
    fixed = [room * random.integers(300, 900, len(room)) for room in rooms]
    inbound, outbound = (leg.astype(np.int64) for leg in legs)
    return two_stage.Problem(fixed[0], rooms[0], fixed[1], rooms[1], demand, inbound, outbound)


def assignment_tiny() -> assignment.Problem:
    """Lots of 3, 3 and 2 into rooms of 5. Lots 0 and 1 cannot share one: 2 + 6 (or 5 + 4); lot 2 costs 3 in either and
    fits beside one of them: 2 + 6 + 3 = 11."""
    return assignment.Problem([[2, 5], [4, 6], [3, 3]], [3, 3, 2], [5, 5])


def assignment_stuck() -> assignment.Problem:
    """Lot 0 may go nowhere; lots of 4 and 5 want into one room of 6: the lot of 5 goes in, 3 + 4 stay out."""
    forbidden = assignment.FORBIDDEN
    return assignment.Problem([[forbidden], [1], [2]], [3, 4, 5], [6])


def assignment_county(lots: int = 60, rooms: int = 8, seed: int = 0) -> assignment.Problem:
    """Lots and rooms at random in a square of 50 km, a tenth more room than fruit; two doors lead into each pair of
    rooms."""
    random = np.random.default_rng(seed)
    here, there = random.random((lots, 1, 2)) * 50, random.random((1, rooms, 2)) * 50
    weight = random.integers(5, 60, lots)
    cost = np.rint(np.hypot(*np.moveaxis(here - there, 2, 0)) * 9).astype(np.int64) * weight[:, None]
    capacity = np.full(rooms, int(weight.sum() * 1.4) // rooms)
    pools = np.full(rooms // 2, int(weight.sum() * 1.1) // (rooms // 2))
    return assignment.Problem(cost, weight, capacity, np.arange(rooms) // 2, pools)


def packing_tiny(**changes: object) -> packing.Problem:
    """Three fruit to 750 g from 240, 245, 250, 252 and 270 g. Without the last at most 245 + 250 + 252 = 747, too
    light; with it and the two lightest others: 240 + 245 + 270 = 755, 5 g given away."""
    values = {"spec": packing.PackSpec(750, 3, 3), "weight_g": [240, 245, 250, 252, 270]}
    return packing.Problem(**(values | changes))  # type: ignore[arg-type]


def packing_stuck() -> packing.Problem:
    """The three heaviest weigh 247 + 245 + 244 = 736 g, 14 less than the label: the lightest is diverted."""
    return packing.Problem(packing.PackSpec(750, 3, 3), [247, 240, 245, 244], divert_mg=[7, 0, 5, 4])


def packing_county(seed: int = 0, heads: int = 16) -> packing.Problem:
    """A combination weigher's heads with fruit of a mean of 250 g, ten to a box of 2.5 kg."""
    random = np.random.default_rng(seed)
    weight, waited = np.rint(random.normal(250, 25, heads)).astype(np.int64), random.integers(0, 5, heads)
    return packing.Problem(packing.PackSpec(2500, 10, 10), weight, waited=waited)


def stuck() -> storage.Problem:
    """16 t want in, 9 t fit: K1 takes 9 t, K2 is too warm, K3 takes crisp pears only."""
    return tiny(stores=(store("K1", 1, 9), store("K2", 6, 20, temperature_c=2.0), store("K3", 6, 20, accepts=(CRISP,))))


def county(lots: int = 640, stores: int = 62, days: int = 3, seed: int = 0, **changes: object) -> storage.Problem:
    """A county's peak at random, space and intake scarce."""
    random = np.random.default_rng(seed)
    made_lots = tuple(
        storage.Lot(
            f"P{i:05d}",
            36.5 + float(random.random()) * 0.4,
            110.7 + float(random.random()) * 0.5,
            CRISP if random.random() < 0.1 else PEAR,
            int(random.integers(20, 1200)) * 10_000,
            FIRST + timedelta(days=int(random.integers(-1, days))),
        )
        for i in range(lots)
    )
    each = sum(made.weight_g for made in made_lots) / stores / TONNE
    made_stores = tuple(
        storage.Store(
            f"K{i:03d}",
            36.5 + float(random.random()) * 0.4,
            110.7 + float(random.random()) * 0.5,
            int(each * random.uniform(0.5, 1.8)) * TONNE,
            int(each * random.uniform(0.3, 0.9) + 1) * TONNE,
            frozenset((PEAR, CRISP) if random.random() < 0.7 else (PEAR,)),
            float(round(random.uniform(-1, 1.7), 1)),
            int(random.integers(40, 71)) * 100,
        )
        for i in range(stores)
    )
    made_terms = storage.Terms(FIRST, days, 90, 1800, 1.4, 32, 250, 4, 1.5)
    values = {"lots": made_lots, "stores": made_stores, "terms": made_terms}
    return storage.Problem(**(values | changes))  # type: ignore[arg-type]
