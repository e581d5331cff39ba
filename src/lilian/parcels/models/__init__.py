"""Tables of parcels."""

from lilian.parcels.models.loadings import Loading, Return
from lilian.parcels.models.parcels import Arrival, Parcel

__all__ = ["Arrival", "Loading", "Parcel", "Return"]
