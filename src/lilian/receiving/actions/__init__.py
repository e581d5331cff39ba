"""Acts of receiving: a slip is written or taken back, a price is posted, a point is opened."""

from lilian.receiving.actions.points import open_point
from lilian.receiving.actions.prices import post_price
from lilian.receiving.actions.slips import record_slip
from lilian.receiving.actions.voiding import void_slip

__all__ = ["open_point", "post_price", "record_slip", "void_slip"]
