"""The pieces bodies are made of: times, quantities, places, parties, papers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lilian.epcis.documents import Body
from lilian.epcis.times import micros_of, written
from lilian.retelling.rules.facts import BoxCode, LotFacts, Paper, Place
from lilian.retelling.values import Names

GRAMS = 1000  # in a kilogram


@dataclass(frozen=True)
class Draft:
    """An event to be told, and which member organisations take part in it."""

    body: Body
    parties: frozenset[int]


def whole(body: Body, at: datetime, offset: timedelta) -> Body:
    """With its time; what is empty is left out."""
    minutes = int(offset.total_seconds()) // 60
    zone = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    said = {name: value for name, value in body.items() if value}
    return said | {"eventTime": moment(at), "eventTimeZoneOffset": zone}


def moment(at: datetime) -> str:
    return written(micros_of(at))


def quantity(names: Names, lot: LotFacts, weight_g: int, pieces: int = 0) -> Body:
    """Kilograms, to the gram; where nothing but the count changed, pieces."""
    if weight_g:
        return {"epcClass": names.lot(lot.name), "quantity": abs(weight_g) / GRAMS, "uom": "KGM"}
    return {"epcClass": names.lot(lot.name), "quantity": abs(pieces)}


def boxes(names: Names, codes: Iterable[BoxCode]) -> list[str]:
    return [names.box(gtin, code) for gtin, code in codes]


def at_place(names: Names, place: Place | None) -> Body | None:
    return {"id": names.place(place.location_id)} if place else None


def papers(names: Names, about: tuple[str, object], more: Sequence[Paper] = ()) -> list[Body]:
    """The row an event was made of, which makes it unlike any other, and the documents people know it by."""
    listed: list[Body] = [{"bizTransaction": names.own(*about)}]
    for paper in more:
        listed.append({"type": paper.type} if paper.type else {})
        listed[-1]["bizTransaction"] = names.own(paper.kind, paper.number)
    return listed


def sides(
    names: Names,
    key: str,
    *,
    holds: Iterable[int | None] = (),
    owns: Iterable[int | None] = (),
    lies: Iterable[int] = (),
) -> list[Body]:
    """A source list or destination list (`key`): who holds it, who owns it, where it lies."""
    listed = [{"type": "possessing_party", key: names.member(one)} for one in _each(holds)]
    listed += [{"type": "owning_party", key: names.member(one)} for one in _each(owns)]
    return listed + [{"type": "location", key: names.place(one)} for one in _each(lies)]


def _each(found: Iterable[int | None]) -> list[int]:
    return sorted({one for one in found if one is not None})


def members(*found: int | None) -> frozenset[int]:
    return frozenset(one for one in found if one is not None)
