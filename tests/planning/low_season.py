"""Low-season instances: `tiny` by hand, `county` at a county's size, `stuck` with too little of everything."""

import numpy as np

from lilian.planning.consolidation import EnergyModel, Link, Problem, Room, Stock, Terms, Withdrawal

TONNE = 1_000_000
PEAR, CRISP = "玉露香梨", "酥梨"
OUTSIDE_C = (12.0, 18.0, 23.0, 26.0, 25.0, 19.0)  # a northern county, March to August


def room(code: str, store: str, tonnes: int, kwh: int, months: int = 2, **changes: object) -> Room:
    values = {
        "code": code,
        "store": store,
        "capacity_g": tonnes * TONNE,
        "accepts": frozenset((PEAR,)),
        "running_wh": (kwh * 1000,) * months,
        "per_tonne_wh": (0,) * months,
        "start_fen": 0,
        "stop_fen": 0,
    }
    return Room(**(values | changes))  # type: ignore[arg-type]


def terms(months: int = 2, **changes: object) -> Terms:
    values = {
        "months": months,
        "fen_per_kwh": 1,
        "loaded_wh_per_tonne": 0,
        "loss_per_mille": 0,
        "value_fen_per_tonne": 100_000,
        "missing_fen_per_tonne": 200_000,
    }
    return Terms(**(values | changes))  # type: ignore[arg-type]


def tiny(**changes: object) -> Problem:
    """Rooms A and B of 10 t, each half full, at 1,000 fen a month running; two months, 5 t leave after each.

    As today: one room serves the first 5 t and is empty, the other stands the second month: 2,000 + 1,000 = 3,000.
    Moving 5 t at 100 fen a tonne at once leaves one room for two months: 2,000 + 500 = 2,500. Nothing is cheaper: some
    room must run each month (2,000), and in the first month either both do (1,000) or 5 t were moved (500)."""
    values = {
        "rooms": (room("A", "S1", 10, 1000), room("B", "S2", 10, 1000)),
        "stock": (Stock("A", PEAR, 9, 5 * TONNE), Stock("B", PEAR, 9, 5 * TONNE)),
        "withdrawals": (Withdrawal(0, PEAR, 5 * TONNE), Withdrawal(1, PEAR, 5 * TONNE)),
        "links": (Link("S1", "S2", 100), Link("S2", "S1", 100)),
        "terms": terms(),
    }
    return Problem(**(values | changes))  # type: ignore[arg-type]


def stuck() -> Problem:
    """4 t of crisp pears stand where only 玉露香 may, 3 t keep no month: both are lost. 20 t planned, 10 are there."""
    return tiny(
        stock=(
            Stock("A", PEAR, 9, 5 * TONNE),
            Stock("B", PEAR, 9, 5 * TONNE),
            Stock("A", CRISP, 9, 4 * TONNE),
            Stock("B", PEAR, 0, 3 * TONNE),
        ),
        withdrawals=(Withdrawal(0, PEAR, 5 * TONNE), Withdrawal(1, PEAR, 15 * TONNE)),
    )


def county(stores: int = 62, rooms: int = 145, months: int = 6, seed: int = 0) -> Problem:
    """Stores at random in a square of 40 km, rooms a third to two thirds full in March, nearly all sold by August."""
    random = np.random.default_rng(seed)
    place = random.random((stores, 2)) * 40
    energy = EnergyModel(wall_mwh=12_000, base_wh=18_000, kept_wh=400, loaded_wh=9_000)
    made, stock = [], []
    for number in range(rooms):
        store = number if number < stores else int(random.integers(stores))
        tonnes = int(random.integers(40, 320))
        wall_m2 = 6 * (tonnes * 5) ** (2 / 3) * random.uniform(0.9, 1.3)
        wh = tuple(energy.running_wh(wall_m2, outside, 0.0, 30) for outside in OUTSIDE_C[:months])
        made.append(
            Room(
                f"R{number:03d}",
                f"K{store:02d}",
                tonnes * TONNE,
                frozenset((PEAR, CRISP) if random.random() < 0.6 else (PEAR,)),
                wh,
                (energy.per_tonne_wh(30),) * months,
                start_fen=40_000,
                stop_fen=10_000,
            )
        )
        variety = CRISP if CRISP in made[-1].accepts and random.random() < 0.3 else PEAR
        weight = int(tonnes * random.uniform(0.2, 0.65)) * TONNE
        stock.append(Stock(made[-1].code, variety, int(random.integers(3, months + 2)), weight))
    links = [Link(f"K{s:02d}", f"K{s:02d}", 1800) for s in range(stores)]
    for s in range(stores):
        road = np.hypot(*(place - place[s]).T) * 1.4
        links += [Link(f"K{s:02d}", f"K{t:02d}", int(3600 + 90 * road[t])) for t in np.argsort(road)[1:6]]
    withdrawals = []
    for variety in (PEAR, CRISP):
        total = sum(lot.weight_g for lot in stock if lot.variety == variety)
        withdrawals += [Withdrawal(t, variety, total * (19 - t) // (20 * months)) for t in range(months)]
    season = Terms(months, 60, energy.loaded_wh, 5, 300_000, 400_000, idle_months=2)
    return Problem(tuple(made), tuple(stock), tuple(withdrawals), tuple(links), season)
