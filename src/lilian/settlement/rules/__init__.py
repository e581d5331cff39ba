"""Pure decisions of settlement."""

from lilian.settlement.rules.frozen import digest, packed, unpacked
from lilian.settlement.rules.payments import netted
from lilian.settlement.rules.pools import pool_of, top_up
from lilian.settlement.rules.shares import by_slip, shared_out
from lilian.settlement.rules.sides import Sides, sides_of
from lilian.settlement.rules.waterfall import settle

__all__ = [
    "Sides",
    "by_slip",
    "digest",
    "netted",
    "packed",
    "pool_of",
    "settle",
    "shared_out",
    "sides_of",
    "top_up",
    "unpacked",
]
