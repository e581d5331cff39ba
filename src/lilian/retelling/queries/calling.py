"""What our things are called, so that what others tell of them is found."""

from collections.abc import Collection

from lilian.base.plain_sql import keys, rows
from lilian.retelling.queries.entries import lots
from lilian.retelling.queries.naming import namings
from lilian.retelling.values import Thing

BOXES = """
SELECT box.id, spec.gtin, box.code FROM packing_box AS box
JOIN packing_packing AS packing ON packing.id = box.packing_id
JOIN packing_specversion AS version ON version.id = packing.version_id
JOIN packing_spec AS spec ON spec.id = version.spec_id WHERE box.id IN ({keys})
"""


def called(
    *,
    lot_ids: Collection[int] = (),
    box_ids: Collection[int] = (),
    pallet_ids: Collection[int] = (),
    parcel_ids: Collection[int] = (),
) -> dict[str, Thing]:
    """Every name these have or had in our events, and what it names."""
    known = lots(lot_ids).values() if lot_ids else ()
    boxes = rows(BOXES, keys(box_ids)) if box_ids else []
    found: dict[str, Thing] = {}
    for names in namings().all:
        found |= {names.lot(lot.name): Thing("lot", lot.lot_id, lot.name.code) for lot in known}
        found |= {names.box(gtin, code): Thing("box", key, code) for key, gtin, code in boxes}
        found |= {names.pallet(key): Thing("pallet", key) for key in pallet_ids}
        found |= {names.parcel(key): Thing("parcel", key) for key in parcel_ids}
    return found
