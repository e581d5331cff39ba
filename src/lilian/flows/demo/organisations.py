"""The alliance's member organisations: 12 + 4 + 39 firms, 29 villages, 88 co-operatives, 160 stations, 132 shops."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from lilian.flows.demo.geography import Village
from lilian.flows.demo.names import SURNAMES, firm_names
from lilian.flows.demo.numbers import credit_code
from lilian.members.values import KIND_NAMES, OrganisationKind

MARK = "演示数据，不是真实单位"
FOUNDED = date(2019, 4, 1)
BUREAUS = ("联盟办公室", "果业发展中心", "工业和信息化局", "市场监督管理局", "农业农村局", "商务促进中心")
FIRMS = (
    (OrganisationKind.ECOMMERCE, "E", 12, "电子商务有限公司"),
    (OrganisationKind.LOGISTICS, "L", 4, "物流有限公司"),
    (OrganisationKind.PROCESSING, "J", 39, "果品加工有限公司"),
)
SUPPLIERS = ("绿野农资", "丰原农化", "厚土肥业")  # invented
COOPERATIVES, STATIONS, SHOPS = 88, 160, 132
Row = dict[str, Any]


def organisation_rows(random: Random, villages: list[Village]) -> list[Row]:
    """Rows of the organisation table; the note of each says it is a demo."""
    rows = [*_bureaus(), *_firms(random), *_villages(villages), *_cooperatives(random, villages)]
    rows += [*_stations(villages), *_shops(random, villages), *_suppliers()]
    for number, row in enumerate(rows, 1):
        row["uscc"] = credit_code(row["kind"], number)
        row["joined_on"] = FOUNDED + timedelta(days=random.randrange(700))
        row["note"] = MARK
    return rows


def _row(code: str, name: str, kind: OrganisationKind, village: Village | None = None) -> Row:
    place = {"township": village.township, "village": village.name} if village else {"township": "龙泉镇"}
    return {"code": code, "name": name, "kind": KIND_NAMES[kind], **place}


def _bureaus() -> Iterator[Row]:
    for number, name in enumerate(BUREAUS, 1):
        yield _row(f"LM{number:02d}", f"演示县{name}", OrganisationKind.BUREAU)


def _firms(random: Random) -> Iterator[Row]:
    for kind, letter, count, ending in FIRMS:
        for number, name in enumerate(firm_names(random, count, ending), 1):
            yield _row(f"{letter}{number:02d}", name, kind)


def _villages(villages: list[Village]) -> Iterator[Row]:
    for number, village in enumerate(villages, 1):
        yield _row(f"V{number:02d}", f"{village.name}村", OrganisationKind.VILLAGE, village)


def _cooperatives(random: Random, villages: list[Village]) -> Iterator[Row]:
    for number in range(1, COOPERATIVES + 1):
        village = villages[(number - 1) % len(villages)]
        name = f"{village.name}{random.choice(SURNAMES)}家梨果专业合作社"
        yield _row(f"C{number:03d}", name, OrganisationKind.COOPERATIVE, village)


def _stations(villages: list[Village]) -> Iterator[Row]:
    for number in range(1, STATIONS + 1):
        at = (number - 1) % len(villages)
        name = f"{villages[at].name}服务站{(number - 1) // len(villages) + 1}"
        yield _row(f"F{number:03d}", name, OrganisationKind.STATION, villages[at]) | {"parent": f"V{at + 1:02d}"}


def _suppliers() -> Iterator[Row]:
    for number, name in enumerate(SUPPLIERS, 1):
        yield _row(f"N{number:02d}", f"演示{name}", OrganisationKind.SUPPLIER)


def _shops(random: Random, villages: list[Village]) -> Iterator[Row]:
    for number in range(1, SHOPS + 1):
        name = f"{random.choice(SURNAMES)}家梨铺{number:03d}号网店"
        yield _row(f"D{number:03d}", name, OrganisationKind.SHOP, random.choice(villages))
