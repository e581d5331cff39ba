"""Tables of cold storage."""

from lilian.storage.models.facts import FillReport, Reading
from lilian.storage.models.lots import PendingLot
from lilian.storage.models.outages import RoomOutage
from lilian.storage.models.plans import Arrival, ExpectedArrival, PlanRule, StoragePlan
from lilian.storage.models.stores import Room, Store
from lilian.storage.models.terms import PlanTerms
from lilian.storage.models.unplanned import UnplannedArrival

__all__ = [
    "Arrival",
    "ExpectedArrival",
    "FillReport",
    "PendingLot",
    "PlanRule",
    "PlanTerms",
    "Reading",
    "Room",
    "RoomOutage",
    "StoragePlan",
    "Store",
    "UnplannedArrival",
]
