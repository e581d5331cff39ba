"""The county's townships, and villages scattered around its centre.

Division codes are public; township points are not to be had, so villages are placed at random (synthetic).
"""

from dataclasses import dataclass
from datetime import date
from math import cos, pi, radians, sin, sqrt
from random import Random

from lilian.flows.demo.names import village_names
from lilian.members.values import TownshipDraft

CENTRE = (36.6933, 110.9406)
SPREAD_DEG = 0.17
TOWNSHIPS = (
    TownshipDraft("141031100", "龙泉镇", ("龙泉",)),
    TownshipDraft("141031101", "午城镇", ("午城",)),
    TownshipDraft("141031102", "黄土镇", ("黄土",)),
    TownshipDraft("141031200", "阳头升乡", ("阳头升",)),
    TownshipDraft("141031201", "寨子乡", ("寨子",)),
    TownshipDraft("141031202", "陡坡乡", ("陡坡",), valid_until=date(2021, 12, 31), merged_into="141031201"),
    TownshipDraft("141031203", "下李乡", ("下李",)),
    TownshipDraft("141031204", "城南乡", ("城南",)),
)
# Rough directions as the names and neighbours suggest, in degrees counter-clockwise from east.
DIRECTIONS = {"黄土镇": 60, "下李乡": 20, "城南乡": 270, "午城镇": 235, "阳头升乡": 165, "寨子乡": 115}


@dataclass(frozen=True)
class Village:
    name: str
    township: str
    lat: float
    lon: float


def villages(random: Random, count: int) -> list[Village]:
    """Villages by township: those of 龙泉镇 near the seat, the others in their direction."""
    names = village_names(random, count)
    towns = ["龙泉镇", *DIRECTIONS]
    return [_village(random, name, towns[number % len(towns)]) for number, name in enumerate(names)]


def _village(random: Random, name: str, town: str) -> Village:
    near = town not in DIRECTIONS
    angle = random.uniform(0, 2 * pi) if near else radians(DIRECTIONS[town] + random.uniform(-28, 28))
    reach = SPREAD_DEG * (0.3 * sqrt(random.random()) if near else random.uniform(0.4, 1.0))
    return Village(name, town, CENTRE[0] + reach * sin(angle), CENTRE[1] + reach * cos(angle) / cos(radians(CENTRE[0])))


def near(random: Random, village: Village, spread_deg: float = 0.012) -> tuple[float, float]:
    """A point close by, in degrees to five decimals."""
    lat = village.lat + random.uniform(-spread_deg, spread_deg)
    return round(lat, 5), round(village.lon + random.uniform(-spread_deg, spread_deg), 5)
