"""Acts on the goods: each is one entry or one decision, all of it or none, and on record."""

from lilian.stock.actions.converting import convert
from lilian.stock.actions.fruit import count, give_back, move, receive, ship, write_off
from lilian.stock.actions.holds import end_expired, hold, release
from lilian.stock.actions.locations import close_days, close_location, open_location, reopen_location
from lilian.stock.actions.lots import decide, hand_over, keep_still, recall_lots
from lilian.stock.actions.reversing import reverse

__all__ = [
    "close_days",
    "close_location",
    "convert",
    "count",
    "decide",
    "end_expired",
    "give_back",
    "hand_over",
    "hold",
    "keep_still",
    "move",
    "open_location",
    "recall_lots",
    "receive",
    "release",
    "reopen_location",
    "reverse",
    "ship",
    "write_off",
]
