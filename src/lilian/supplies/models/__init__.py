"""Tables of farm inputs in stock."""

from lilian.supplies.models.moves import Balance, Move
from lilian.supplies.models.points import PickUp

__all__ = ["Balance", "Move", "PickUp"]
