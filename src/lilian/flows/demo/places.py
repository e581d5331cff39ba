"""Where the county's fruit grows, is bought and stored."""

from collections.abc import Iterator
from random import Random
from typing import Any

from lilian.flows.demo.geography import CENTRE, Village, near
from lilian.flows.demo.organisations import MARK
from lilian.members.values import PLACE_KIND_NAMES, PlaceKind

BLOCKS_PER_COOPERATIVE = 5
M2_PER_MU = 666.67
Row = dict[str, Any]


def place_rows(random: Random, villages: list[Village], organisations: list[Row], owners: list[str]) -> list[Row]:
    """Rows of the place table: villages, two or three collection points each, stores of `owners`, blocks, centre."""
    homes = {village.name: village for village in villages}
    cooperatives = [row for row in organisations if row["code"].startswith("C")]
    rows = [*_central(), *_villages(villages), *_points(random, cooperatives, homes)]
    rows += [*_stores(random, owners, organisations, homes), *_blocks(random, cooperatives, homes)]
    return rows


def with_households(places: list[Row], households: list[Row]) -> list[Row]:
    """The blocks of a co-operative go round its households."""
    homes: dict[str, list[str]] = {}
    for one in households:
        homes.setdefault(one["organisation"], []).append(one["code"])
    blocks = [row for row in places if row["kind"] == PLACE_KIND_NAMES[PlaceKind.BLOCK]]
    for number, row in enumerate(blocks):
        own = homes[row["organisation"]]
        row["household"] = own[number % BLOCKS_PER_COOPERATIVE % len(own)]
    return places


def _row(code: str, name: str, kind: PlaceKind, point: tuple[float, float], village: Village | None = None) -> Row:
    place = {"township": village.township, "village": village.name} if village else {"township": "龙泉镇"}
    lat, lon = point
    return {"code": code, "name": name, "kind": PLACE_KIND_NAMES[kind], "lat": lat, "lon": lon, "note": MARK, **place}


def _central() -> Iterator[Row]:
    yield _row("Z01", "县配送中心", PlaceKind.CENTRE, CENTRE) | {"organisation": "L01"}
    yield _row("Z02", "联盟办公室", PlaceKind.OFFICE, (36.6948, 110.9425)) | {"organisation": "LM01"}


def _villages(villages: list[Village]) -> Iterator[Row]:
    for number, one in enumerate(villages, 1):
        point = round(one.lat, 5), round(one.lon, 5)
        yield _row(f"CZ{number:02d}", f"{one.name}村", PlaceKind.VILLAGE, point, one) | {
            "organisation": f"V{number:02d}"
        }


def _points(random: Random, cooperatives: list[Row], homes: dict[str, Village]) -> Iterator[Row]:
    for number, owner in enumerate(cooperatives, 1):
        home = homes[owner["village"]]
        name = f"{home.name}收购点{(number - 1) // len(homes) + 1}"
        yield _row(f"SG{number:03d}", name, PlaceKind.COLLECTION_POINT, near(random, home), home) | {
            "organisation": owner["code"]
        }


def _stores(random: Random, owners: list[str], organisations: list[Row], homes: dict[str, Village]) -> Iterator[Row]:
    """A co-operative's store stands in its village, a firm's anywhere."""
    rows = {row["code"]: row for row in organisations}
    for number, owner in enumerate(owners, 1):
        home = homes.get(rows[owner].get("village", "")) or random.choice(list(homes.values()))
        name = f"{home.name}{'合作社冷库' if owner.startswith('C') else '果品恒温库'}{number}"
        yield _row(f"K{number:03d}", name, PlaceKind.STORE, near(random, home, 0.02), home) | {"organisation": owner}


def _blocks(random: Random, cooperatives: list[Row], homes: dict[str, Village]) -> Iterator[Row]:
    for owner in cooperatives:
        home = homes[owner["village"]]
        for number in range(1, BLOCKS_PER_COOPERATIVE + 1):
            code, area = f"DK{owner['code'][1:]}{number}", round(random.uniform(3, 40) * M2_PER_MU)
            row = _row(code, f"{home.name}{owner['code']}地块{number}", PlaceKind.BLOCK, near(random, home), home)
            yield row | {"organisation": owner["code"], "area_m2": area}
