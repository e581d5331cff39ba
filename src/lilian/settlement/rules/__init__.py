"""Pure decisions of settlement."""

from lilian.settlement.rules.frozen import digest, packed, unpacked
from lilian.settlement.rules.pools import pool_of, top_up
from lilian.settlement.rules.shares import shared_out
from lilian.settlement.rules.waterfall import settle

__all__ = ["digest", "packed", "pool_of", "settle", "shared_out", "top_up", "unpacked"]
