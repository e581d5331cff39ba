"""Parcels worked out again: what each took off the books is what its boxes weigh."""

from collections.abc import Callable, Iterator

from lilian.base import verification
from lilian.parcels.models import Parcel

Progress = Callable[[int], None]
OTHER_GRAMS = """
SELECT parcel.id FROM parcels_parcel AS parcel
WHERE (SELECT coalesce(sum(box.net_g), 0) FROM parcels_loading AS loading
       JOIN packing_box AS box ON box.id = loading.box_id WHERE loading.parcel_id = parcel.id)
   <> (SELECT coalesce(sum(-line.weight_g), 0) FROM stock_line AS line
       WHERE line.entry_id = parcel.entry_id AND line.location_id = parcel.location_id)
ORDER BY parcel.id
"""
OTHER_GRAMS_BACK = """
SELECT back.parcel_id FROM parcels_return AS back
WHERE (SELECT coalesce(sum(box.net_g), 0) FROM parcels_loading AS loading
       JOIN packing_box AS box ON box.id = loading.box_id WHERE loading.back_id = back.id)
   <> (SELECT coalesce(sum(line.weight_g), 0) FROM stock_line AS line
       WHERE line.entry_id = back.entry_id AND line.location_id = back.location_id)
ORDER BY back.parcel_id
"""
FAULTS = {
    "parcel {0}: its entry is not what its boxes weigh": OTHER_GRAMS,
    "parcel {0}: what came back is not what its boxes weigh": OTHER_GRAMS_BACK,
}


def faults(progress: Progress) -> Iterator[str]:
    """Grams and boxes agree, going and coming back."""
    yield from verification.found(FAULTS)
    progress(Parcel.objects.count())
