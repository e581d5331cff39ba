"""Two co-operatives with a collection point each, a sorting line, a packing line, two cold stores, two varieties."""

from dataclasses import dataclass
from datetime import date

from lilian.catalog import actions as catalog
from lilian.packing import actions as packing
from lilian.packing.values import SpecDraft, SpecFigures
from lilian.stock import actions as stock
from lilian.stock.values import LocationDraft, LocationKind
from lilian.storage import actions as storage
from lilian.storage.models import Room
from tests.receiving.scale import NOW, SYSTEM, TODAY, Scale, the_scale
from tests.sorting.standards import BANDS
from tests.web import plans_site, stores_site

PACKED = ("first", "second")
FIGURES = SpecFigures(label_g=2_500, shortage_g=30, least_count=8, most_count=8, tare_g=300, price_fen_per_kg=1_200)
ROOMS = (("K1", "1号库", 60), ("K1", "2号库", 60), ("K2", "1号库", 60))  # store, room, tonnes


@dataclass(frozen=True)
class County:
    """`sellers`: a point and the household that brings its fruit there; `specs` by variety and grade."""

    scale: Scale
    sellers: tuple[tuple[int, int], ...]
    owners: tuple[int, int]
    varieties: tuple[int, int]
    line: int
    packhouse: int
    rooms: tuple[Room, ...]
    specs: dict[tuple[int, str], int]

    @property
    def room_locations(self) -> dict[int, int]:
        """Where each room's fruit lies, by the room's key."""
        return {room.pk: int(room.location_id or 0) for room in self.rooms}


def the_county() -> County:
    scale = the_scale()
    cast = scale.cast
    other = catalog.add_variety(actor=SYSTEM, code="SL", name="酥梨", now=NOW)
    standard = catalog.add_standard(actor=SYSTEM, code="S", name="县标准", now=NOW)
    catalog.publish_version(
        actor=SYSTEM, standard_id=standard, effective_from=date(2026, 1, 1), bands=BANDS, source="测试", now=NOW
    )
    varieties = (scale.variety, other)
    return County(
        scale=scale,
        sellers=((scale.point, scale.mei), (scale.other_point, scale.qiao)),
        owners=(cast.coop, cast.other_coop),
        varieties=varieties,
        line=location("LINE", LocationKind.LINE, cast.coop),
        packhouse=location("PACK", LocationKind.PACKHOUSE, cast.coop),
        rooms=cold_rooms(scale),
        specs={(variety, grade): spec(variety, grade) for variety in varieties for grade in PACKED},
    )


def location(code: str, kind: LocationKind, owner_id: int) -> int:
    return stock.open_location(actor=SYSTEM, draft=LocationDraft(code, code, kind, owner_id), now=NOW)


def spec(variety: int, grade: str) -> int:
    draft = SpecDraft(f"{variety}-{grade}", f"{grade} 8 粒装", variety, grade)
    said = {"figures": FIGURES, "effective_from": TODAY, "source": "测试", "now": NOW}
    return packing.add_spec(actor=SYSTEM, draft=draft, **said)


def cold_rooms(scale: Scale) -> tuple[Room, ...]:
    """All on the books of the goods journal, and empty."""
    variety = scale.cast and stores_site.Variety.objects.get(pk=scale.variety)
    owners = {"K1": scale.cast.coop, "K2": scale.cast.other_coop}
    stores = {code: stores_site.store(code, owners[code], 36.7, variety) for code in owners}
    for code, name, tonnes in ROOMS:
        stores_site.room(stores[code], name, tonnes)
    plans_site.terms()
    found = tuple(Room.objects.select_related("store").order_by("store__code", "code"))
    for room in found:
        storage.put_on_books(actor=SYSTEM, room_id=room.pk, now=NOW)
    return tuple(Room.objects.select_related("store").order_by("store__code", "code"))
