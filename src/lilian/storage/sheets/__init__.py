"""The Excel tables of storage: lots waiting, cold stores, plan terms, temperature readings, fill reports. No Django."""

from lilian.storage.sheets.bounds import PeakBounds, bounds_from_file
from lilian.storage.sheets.peak import PeakBook, PeakLot, PeakStore, read_peak
from lilian.storage.sheets.shared import SHARED, SharedBook, read_shared
from lilian.storage.sheets.tables import (
    FILL_REPORTS,
    LOTS,
    OUTAGES,
    READINGS,
    REGISTER,
    STORES,
    TERMS,
    live_lots_table,
    lots_table,
    register_table,
    stores_table,
)
from lilian.storage.sheets.terms import PeakTerms

__all__ = [
    "FILL_REPORTS",
    "LOTS",
    "OUTAGES",
    "READINGS",
    "REGISTER",
    "SHARED",
    "STORES",
    "TERMS",
    "PeakBook",
    "PeakBounds",
    "PeakLot",
    "PeakStore",
    "PeakTerms",
    "SharedBook",
    "bounds_from_file",
    "live_lots_table",
    "lots_table",
    "read_peak",
    "read_shared",
    "register_table",
    "stores_table",
]
