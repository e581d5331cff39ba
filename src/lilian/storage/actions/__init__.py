"""Acts of cold storage: each is all of it or none, and on record."""

from lilian.storage.actions.adopting import adopt_plan
from lilian.storage.actions.arrivals import record_arrival, take_back_arrival
from lilian.storage.actions.books import NotOnBooks, put_on_books
from lilian.storage.actions.imports import import_rows, weigh_rows
from lilian.storage.actions.lots import add_lot, cancel_lot, change_lot
from lilian.storage.actions.outages import change_outage, put_room_back_in_use, put_room_out_of_use
from lilian.storage.actions.plans import replan, start_live_plan, start_workbook_plan
from lilian.storage.actions.reports import record_readings, report_fill
from lilian.storage.actions.rules import forbid, lock_lot, withdraw_rule
from lilian.storage.actions.stores import add_room, add_store, change_store, close_store, reopen_store
from lilian.storage.actions.terms import publish_terms
from lilian.storage.actions.thresholds import set_threshold
from lilian.storage.actions.unplanned import record_unplanned, take_back_unplanned
from lilian.storage.actions.withdrawing import withdraw_plan

__all__ = [
    "NotOnBooks",
    "add_lot",
    "add_room",
    "add_store",
    "adopt_plan",
    "cancel_lot",
    "change_lot",
    "change_outage",
    "change_store",
    "close_store",
    "forbid",
    "import_rows",
    "lock_lot",
    "publish_terms",
    "put_on_books",
    "put_room_back_in_use",
    "put_room_out_of_use",
    "record_arrival",
    "record_readings",
    "record_unplanned",
    "reopen_store",
    "replan",
    "report_fill",
    "set_threshold",
    "start_live_plan",
    "start_workbook_plan",
    "take_back_arrival",
    "take_back_unplanned",
    "weigh_rows",
    "withdraw_plan",
    "withdraw_rule",
]
