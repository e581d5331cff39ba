"""Tables of the keeping of fruit."""

from lilian.keeping.models.booking import Booking, RoomDay, RoomRequest
from lilian.keeping.models.climate import Alarm
from lilian.keeping.models.fees import FeeTerms
from lilian.keeping.models.life import LifeRule
from lilian.keeping.models.put_away import CountLine, CountSheet, PutAway

__all__ = [
    "Alarm",
    "Booking",
    "CountLine",
    "CountSheet",
    "FeeTerms",
    "LifeRule",
    "PutAway",
    "RoomDay",
    "RoomRequest",
]
