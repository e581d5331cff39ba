"""How a box travelled, for whoever holds it."""

from lilian.parcels.models import Loading
from lilian.parcels.values import Travelled


def travelled(box_id: int) -> Travelled | None:
    """Its last parcel; None if it has left in none."""
    rows = Loading.objects.select_related("parcel__organisation", "parcel__arrival").filter(box=box_id)
    last = rows.order_by("-pk").first()
    if last is None:
        return None
    arrival = getattr(last.parcel, "arrival", None)
    return Travelled(
        organisation=last.parcel.organisation.name,
        loaded_at=last.since,
        arrived_at=arrival.at if arrival else None,
        back_at=last.until,
    )
