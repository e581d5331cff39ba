"""Reads of the journals: where fruit came from, where it went, how a box stands."""

from lilian.trace.queries.both import back, forward
from lilian.trace.queries.standing import box_standing

__all__ = ["back", "box_standing", "forward"]
