"""Where a box's fruit grew: by village, with the names of those who agreed to be named and of nobody else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.packing.queries import Labelled
from lilian.passport.queries.consents import consenting
from lilian.passport.queries.reader import READER
from lilian.passport.values import Origin, Town
from lilian.stock import queries as stock
from lilian.stock.values import Origin as Grew

MOST_VILLAGES, MOST_NAMES = 6, 8
DECIMALS = 2  # of a degree: about a kilometre, so that a point is a village and never an orchard


@dataclass(frozen=True)
class Home:
    """A village as what grew there says it: by name, and in which township, by key; '' and None where nobody knows."""

    village: str
    township_id: int | None
    township: str
    organisation: str


@dataclass(frozen=True)
class Found:
    """A village of the register, its own point good to a kilometre."""

    place_id: int
    lat: float
    lon: float


NOWHERE = (None, None, None)


def origins(box: Labelled) -> tuple[Origin, ...]:
    """Villages the fruit came from, the most first; where its blocks are not known, its co-operative."""
    grew = _shares(box)
    whole_g = sum(grew.values())
    homes = _homes(grew)
    by_home: dict[Home, list[Grew]] = defaultdict(list)
    for origin in grew:
        by_home[homes[origin]].append(origin)
    names = consenting({origin.household_id for origin in grew if origin.household_id})
    villages = _villages(by_home)
    found = [
        _origin(home, sum(grew[each] for each in some) * 1000 // whole_g, villages.get(home), _named(some, names))
        for home, some in by_home.items()
    ]
    return tuple(sorted(found, key=lambda origin: -origin.permille)[:MOST_VILLAGES])


def _shares(box: Labelled) -> dict[Grew, int]:
    """Of the lot its packing's boxes became; while it is open, of what went in."""
    found: dict[Grew, int] = defaultdict(int)
    for lot_id in [box.lot_id] if box.lot_id else box.input_ids:
        for origin, weight_g in stock.shares(lot_id).items():
            found[origin] += weight_g
    return found


def _homes(grew: Iterable[Grew]) -> dict[Grew, Home]:
    """A block's own village, else its household's, else its organisation's."""
    every = list(grew)
    blocks = members.places(READER, closed=None).in_bulk([each.block_id for each in every if each.block_id])
    houses = members.households(READER, closed=None).in_bulk([each.household_id for each in every if each.household_id])
    owners = members.organisations(READER).select_related("township").in_bulk({each.organisation_id for each in every})
    found = {}
    for each in every:
        block, house, owner = blocks.get(each.block_id), houses.get(each.household_id), owners.get(each.organisation_id)
        near = block.township if block and block.township else owner.township if owner else None
        village = (
            (block.village if block else "") or (house.village if house else "") or (owner.village if owner else "")
        )
        found[each] = Home(village, near.pk if near else None, near.name if near else "", owner.name if owner else "")
    return found


def villages_by_town() -> tuple[Town, ...]:
    """The county as a map shows it, the townships in the order of their codes."""
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    rows = members.places(READER, kind=PlaceKind.VILLAGE).filter(township__isnull=False)
    for name, lat, lon in rows.order_by("township__code", "pk").values_list("township__name", "lat", "lon"):
        towns[name].append((round(lat, DECIMALS), round(lon, DECIMALS)))
    return tuple((name, tuple(points)) for name, points in towns.items())


def _villages(homes: Iterable[Home]) -> dict[Home, Found]:
    """Those of the register, by name and township: two of one name may lie in different ones."""
    every = [home for home in homes if home.village]
    rows = members.places(READER, kind=PlaceKind.VILLAGE).filter(village__in={home.village for home in every})
    by_name: dict[str, list[tuple[int | None, Found]]] = defaultdict(list)
    for key, name, township_id, lat, lon in rows.values_list("pk", "village", "township_id", "lat", "lon"):
        by_name[name].append((township_id, Found(key, round(lat, DECIMALS), round(lon, DECIMALS))))
    return {home: found for home in every if (found := _the_one(by_name[home.village], home.township_id))}


def _the_one(named: Sequence[tuple[int | None, Found]], township_id: int | None) -> Found | None:
    """In this township; where one of the two is not known, the only one there can be."""
    here = [found for town, found in named if township_id is not None and town == township_id]
    maybe = [found for town, found in named if township_id is None or town is None]
    some = here or maybe
    return some[0] if len(some) == 1 else None


def _named(some: Iterable[Grew], names: Mapping[int, str]) -> tuple[str, ...]:
    found = dict.fromkeys(names[each.household_id or 0] for each in some if each.household_id in names)
    return tuple(found)[:MOST_NAMES]


def _origin(home: Home, permille: int, found: Found | None, growers: tuple[str, ...]) -> Origin:
    place_id, lat, lon = (found.place_id, found.lat, found.lon) if found else NOWHERE
    return Origin(home.village, home.township, home.organisation, permille, lat, lon, growers, place_id)
