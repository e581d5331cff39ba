"""Reads of cold storage; every one takes the actor."""

from lilian.storage.queries.arrivals import (
    came_expected,
    came_one,
    came_unplanned,
    expected_arrivals,
    expected_one,
    met_by_store,
    unplanned_arrivals,
    unplanned_one,
)
from lilian.storage.queries.fill import fill_by_township, fill_history
from lilian.storage.queries.kept import KeptRoom, Measured, kept_room, kept_rooms, measured, rooms_at
from lilian.storage.queries.lots import lot, lots
from lilian.storage.queries.outages import room_outage, room_outages
from lilian.storage.queries.places import county_centre, lots_waiting_at, open_store_at
from lilian.storage.queries.plans import Documents, documents, figures, plan, plans, rules_of, terms_on, what_if, why
from lilian.storage.queries.records import places_taken, readings, store
from lilian.storage.queries.rooms import reports, room_card, room_cards, rooms, rooms_said, told_stock
from lilian.storage.queries.stores import nearest, store_card, store_cards
from lilian.storage.queries.tables import lot_rows, outage_rows, report_rows, store_rows
from lilian.storage.queries.thresholds import (
    bounds,
    threshold_card,
    threshold_groups,
    threshold_history,
    threshold_source,
    thresholds,
)

__all__ = [
    "Documents",
    "KeptRoom",
    "Measured",
    "bounds",
    "came_expected",
    "came_one",
    "came_unplanned",
    "county_centre",
    "documents",
    "expected_arrivals",
    "expected_one",
    "figures",
    "fill_by_township",
    "fill_history",
    "kept_room",
    "kept_rooms",
    "lot",
    "lot_rows",
    "lots",
    "lots_waiting_at",
    "measured",
    "met_by_store",
    "nearest",
    "open_store_at",
    "outage_rows",
    "places_taken",
    "plan",
    "plans",
    "readings",
    "report_rows",
    "reports",
    "room_card",
    "room_cards",
    "room_outage",
    "room_outages",
    "rooms",
    "rooms_at",
    "rooms_said",
    "rules_of",
    "store",
    "store_card",
    "store_cards",
    "store_rows",
    "terms_on",
    "threshold_card",
    "threshold_groups",
    "threshold_history",
    "threshold_source",
    "thresholds",
    "told_stock",
    "unplanned_arrivals",
    "unplanned_one",
    "what_if",
    "why",
]
