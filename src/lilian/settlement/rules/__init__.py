"""Pure decisions of settlement."""

from lilian.settlement.rules.frozen import digest, packed, unpacked
from lilian.settlement.rules.pools import paid_with, pool_of, top_up, top_up_note
from lilian.settlement.rules.shares import by_slip, measure, shared_out
from lilian.settlement.rules.sides import Sides, sides_of
from lilian.settlement.rules.waterfall import settle

__all__ = [
    "Sides",
    "by_slip",
    "digest",
    "measure",
    "packed",
    "paid_with",
    "pool_of",
    "settle",
    "shared_out",
    "sides_of",
    "top_up",
    "top_up_note",
    "unpacked",
]
