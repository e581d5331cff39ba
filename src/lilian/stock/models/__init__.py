"""Tables of the goods journal."""

from lilian.stock.models.holds import Hold, HoldEnd
from lilian.stock.models.journal import Balance, Entry, Line
from lilian.stock.models.locations import Book, Location
from lilian.stock.models.lots import Descent, Lot, Owning, Share, Standing

__all__ = [
    "Balance",
    "Book",
    "Descent",
    "Entry",
    "Hold",
    "HoldEnd",
    "Line",
    "Location",
    "Lot",
    "Owning",
    "Share",
    "Standing",
]
