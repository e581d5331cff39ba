"""Provinces to plan, made from a seed: counties side by side, each with its lots and stores, and stores on the borders.

    python bench/provinces.py FOLDER --counties 6 --lots 600 --stores 60 --shared 5

writes one as `lilian plan province FOLDER` reads it. Room is short in every other county and plenty in the others, so
that the stores on the borders are what matters.
"""

import argparse
from datetime import date, timedelta
from math import ceil, sqrt
from pathlib import Path

import numpy as np

from lilian.planning import province, storage

FIRST = date(2024, 9, 18)
PEAR, CRISP = "玉露香梨", "酥梨"
TONNE_G = 1_000_000
SIDE_DEG = 0.5
UNIT_G = 10_000


def made(
    counties: int = 4, lots: int = 300, stores: int = 40, shared: int = 4, seed: int = 0, **more: float
) -> province.Problem:
    """`lots` and `stores` per county; `more`: `days` (3), `room` (how much of all fruit the counties' own stores hold,
    0.95), `border` (how much of all fruit the shared stores hold, 0.1)."""
    random = np.random.default_rng(seed)
    width = ceil(sqrt(counties))
    corners = [(36.0 + SIDE_DEG * (k // width), 110.0 + SIDE_DEG * (k % width)) for k in range(counties)]
    days, room = int(more.get("days", 3)), more.get("room", 0.95)
    found = [
        province.County(
            f"county-{k + 1:02d}", county(random, corner, (lots, stores, days), room * (0.8 if k % 2 else 1.2))
        )
        for k, corner in enumerate(corners)
    ]
    fruit_g = sum(lot.weight_g for each in found for lot in each.problem.lots)
    each_g = fruit_g * more.get("border", 0.1) / max(1, shared)
    border = tuple(on_border(random, found, corners, place, each_g) for place in range(shared))
    return province.Problem(tuple(found), border)


def county(
    random: np.random.Generator, corner: tuple[float, float], size: tuple[int, int, int], room: float
) -> storage.Problem:
    lots, stores, days = size
    waiting = tuple(
        storage.Lot(
            f"P{place + 1:05d}",
            *point(random, corner),
            CRISP if random.random() < 0.1 else PEAR,
            int(random.integers(20, 1200)) * UNIT_G,
            FIRST + timedelta(days=int(random.integers(-1, days))),
        )
        for place in range(lots)
    )
    each_g = sum(lot.weight_g for lot in waiting) * room / max(1, stores)
    rooms = tuple(store(random, f"K{place + 1:03d}", point(random, corner), each_g) for place in range(stores))
    terms = storage.Terms(FIRST, days, 90, 1800, 1.4, 32.0, 250, 4, 1.5)
    return storage.Problem(waiting, rooms, terms)


def point(random: np.random.Generator, corner: tuple[float, float]) -> tuple[float, float]:
    lat, lon = (float(round(at + SIDE_DEG * random.random(), 5)) for at in corner)
    return lat, lon


def store(random: np.random.Generator, code: str, at: tuple[float, float], each_g: float) -> storage.Store:
    return storage.Store(
        code,
        *at,
        int(each_g * random.uniform(0.5, 1.5) / UNIT_G) * UNIT_G,
        int(each_g * random.uniform(0.3, 0.9) / UNIT_G + 1) * UNIT_G,
        frozenset((PEAR, CRISP) if random.random() < 0.7 else (PEAR,)),
        float(round(random.uniform(-1, 1.5), 1)),
        int(random.integers(40, 71)) * 100,
    )


def on_border(
    random: np.random.Generator,
    counties: list[province.County],
    corners: list[tuple[float, float]],
    place: int,
    each_g: float,
) -> province.SharedStore:
    """On an edge of one county; those no more than half a county away may use it."""
    lat, lon = corners[place % len(corners)]
    along = SIDE_DEG * float(random.random())
    at = (lat + along, lon + SIDE_DEG) if place % 2 else (lat + SIDE_DEG, lon + along)
    reach = SIDE_DEG * 1.1
    near = [
        each.name
        for each, corner in zip(counties, corners, strict=True)
        if max(abs(at[0] - corner[0] - SIDE_DEG / 2), abs(at[1] - corner[1] - SIDE_DEG / 2)) <= reach
    ]
    return province.SharedStore(store(random, f"G{place + 1:02d}", at, each_g), tuple(near))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    for name, value in {"counties": 6, "lots": 600, "stores": 60, "shared": 5, "seed": 0}.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    given = parser.parse_args()
    write(made(given.counties, given.lots, given.stores, given.shared, given.seed), given.folder)


def write(problem: province.Problem, folder: Path) -> None:
    """One JSON a county, and `shared.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in problem.counties:
        (folder / f"{each.name}.json").write_bytes(storage.to_json(each.problem))
    (folder / "shared.json").write_bytes(province.shared_to_json(problem.shared))


if __name__ == "__main__":
    main()
