"""Routing instances: `tiny` solved by hand, `county` at a county's size, `stuck` impossible on purpose."""

from dataclasses import replace

import numpy as np

from lilian.planning.routing import Depot, Driver, Problem, Roads, Rules, Shift, Stop, Van

HOUR, MINUTE = 3600, 60
KM_S = 120  # 30 km/h


def line(*km: float, code: str = "any") -> Roads:
    """Places on one straight road, at these kilometres; 30 km/h."""
    metres = tuple(tuple(round(abs(a - b) * 1000) for b in km) for a in km)
    return Roads(code, metres, tuple(tuple(m * KM_S // 1000 for m in row) for row in metres))


def stop(code: str, place: int, down: int = 1, up: int = 0, **changes) -> Stop:
    return Stop(code, place, (down,), (up,), **({"service_s": 10 * MINUTE} | changes))


def van(code: str, capacity: int = 10, **changes) -> Van:
    values = {"roads": "any", "licence": "C1", "shifts": ("am",), "fixed_fen": 1000, "fen_per_km": 100}
    return Van(code, "centre", (capacity,), **(values | changes))


def driver(code: str, **changes) -> Driver:
    return Driver(code, **({"licences": frozenset({"C1"}), "max_duty_s": 8 * HOUR} | changes))


def tiny(**changes) -> Problem:
    """Centre at km 0; Mei at km 10, Qiao at km 20 on the same road, Hai at km -5 the other way. Two vans, two drivers.

    One van: centre, Mei, Qiao, centre, Hai, centre: 2 x 20 + 2 x 5 = 50 km, 10 (fixed) + 50 = 60 yuan. Two vans
    drive the same 50 km and cost a second fixed cost, 70 yuan. The best costs 6000 fen.
    """
    values = {
        "dimensions": ("crates",),
        "roads": (line(0, 10, 20, -5),),
        "depots": (Depot("centre", 0),),
        "stops": (stop("Mei", 1), stop("Qiao", 2), stop("Hai", 3)),
        "shifts": (Shift("am", 6 * HOUR, 14 * HOUR),),
        "vans": (van("V1"), van("V2")),
        "drivers": (driver("Guo"), driver("Lin")),
    }
    return Problem(**(values | changes))


def stuck() -> Problem:
    """Four stops that cannot be served: too much, no road, too far for the shift, and one for which nobody has the
    licence."""
    roads, small = line(0, 10, 20, 200, 30), line(0, 10, 20, 200, 30, code="small")
    far = tuple(
        tuple(None if 2 in (i, j) and i != j else m for j, m in enumerate(row)) for i, row in enumerate(small.metres)
    )
    slow = tuple(
        tuple(None if 2 in (i, j) and i != j else s for j, s in enumerate(row)) for i, row in enumerate(small.seconds)
    )
    blocked = Roads("small", far, slow)
    return tiny(
        roads=(roads, blocked),
        stops=(stop("much", 1, down=99), stop("steep", 2), stop("far", 3), stop("heavy", 4, down=15)),
        vans=(van("V1", roads="small"), van("V2", 20, licence="B2", roads="small")),
    )


def county(stops: int = 450, vans: int = 30, drivers: int = 50, seed: int = 0) -> Problem:
    """A day of a county 40 km wide with a centre and a station in the north: inputs up, fruit down, a cold box,
    three kinds of vans, two shifts, mountain villages barred to large vans, some stops optional, drivers who have
    worked unlike hours."""
    random = np.random.default_rng(seed)
    villages = random.random((max(10, stops // 3), 2)) * 40
    home = villages[random.integers(0, len(villages), stops)] + random.normal(0, 0.6, (stops, 2))
    points = np.vstack([[[20.0, 18.0], [22.0, 33.0]], home])
    high = np.zeros(stops + 2, np.bool_)
    high[2:] = (np.abs(home - 20) > 15).any(axis=1) & (random.random(stops) < 0.6)
    kinds = [kind(n, vans) for n in range(vans)]
    return Problem(
        dimensions=("weight_g", "crates", "cold_boxes"),
        roads=(road("small", points, None, 36), road("large", points, high, 30)),
        depots=(
            Depot("centre", 0, 5 * HOUR, 23 * HOUR, 12 * MINUTE),
            Depot("north", 1, 5 * HOUR, 23 * HOUR, 12 * MINUTE),
        ),
        stops=tuple(village_stop(random, n, drivers) for n in range(stops)),
        shifts=(Shift("am", 6 * HOUR, 14 * HOUR), Shift("pm", 14 * HOUR, 22 * HOUR)),
        vans=tuple(kinds),
        drivers=tuple(county_driver(random, n) for n in range(drivers)),
        rules=Rules(
            stretch_s=4 * HOUR, break_s=20 * MINUTE, fair_week_s=24 * HOUR, fair_fen_per_hour=600, change_fen=150
        ),
    )


def road(code: str, points, barred, km_per_h: int) -> Roads:
    metres = np.rint(np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2)) * 1350).astype(np.int64)
    seconds = metres * 36 // (10 * km_per_h)
    closed = np.zeros(metres.shape, np.bool_) if barred is None else barred[:, None] | barred[None]
    np.fill_diagonal(closed, False)
    tables = (
        tuple(
            tuple(None if no else int(v) for v, no in zip(*row, strict=True)) for row in zip(table, closed, strict=True)
        )
        for table in (metres, seconds)
    )
    return Roads(code, *tables)


def kind(number: int, vans: int) -> Van:
    """Two fifths small, two fifths middle, the rest large; every sixth van belongs to the station in the north."""
    share, depot = number * 5 // vans, "north" if number % 6 == 5 else "centre"
    code = f"V{number:02d}"
    common = {"shifts": ("am", "pm"), "reload_depots": (depot,), "max_reloads": 2}
    if share < 2:
        return Van(
            code, depot, (800_000, 45, 6), "small", "C1", fixed_fen=6000, fen_per_km=90, fen_per_hour=2600, **common
        )
    if share < 4:
        return Van(
            code, depot, (1_600_000, 90, 8), "small", "C1", fixed_fen=9000, fen_per_km=130, fen_per_hour=2600, **common
        )
    return Van(
        code, depot, (4_000_000, 220, 16), "large", "B2", fixed_fen=15000, fen_per_km=210, fen_per_hour=3200, **common
    )


def village_stop(random, number: int, drivers: int) -> Stop:
    down, up = int(random.integers(1, 9)), int(random.integers(0, 13)) if random.random() < 0.6 else 0
    opens = int(random.choice([6, 6, 8, 10, 13, 14, 16]))
    width = int(random.choice([3, 4, 6, 12]))
    return Stop(
        f"S{number:03d}",
        number + 2,
        (down * 20_000, down, int(random.random() < 0.25)),
        (up * 18_000, up, 0),
        service_s=int(random.integers(4, 13)) * MINUTE,
        opens_s=opens * HOUR,
        closes_s=min(opens + width, 21) * HOUR,
        price_fen=int(random.integers(30, 121)) * 100 if random.random() < 0.15 else None,
        usual_driver=f"D{number * drivers // max(1, number + 1) % drivers:02d}" if random.random() < 0.3 else None,
    )


def county_driver(random, number: int) -> Driver:
    licences = {"C1", "B2"} if random.random() < 0.3 else {"C1"}
    return Driver(
        f"D{number:02d}",
        frozenset(licences),
        max_duty_s=int(random.choice([6, 8, 8, 9])) * HOUR,
        worked_s=int(random.integers(12, 39)) * HOUR,
        last_end_s=None if random.random() < 0.2 else int(random.choice([-8, -7, -2])) * HOUR,
    )


def without_prices(problem: Problem) -> Problem:
    return replace(problem, stops=tuple(replace(stop, price_fen=None) for stop in problem.stops))
