"""Acts on farm inputs in stock: each is all of it or none, and on record."""

from lilian.supplies.actions.moves import bring, hand_out, lose
from lilian.supplies.actions.points import set_pick_up

__all__ = ["bring", "hand_out", "lose", "set_pick_up"]
