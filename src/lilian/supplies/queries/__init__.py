"""Reads of farm inputs in stock. What lies at another's is not found."""

from lilian.supplies.queries.points import pick_up_of, pick_ups, points
from lilian.supplies.queries.stock import batches, fetched, lying, moves, stock

__all__ = ["batches", "fetched", "lying", "moves", "pick_up_of", "pick_ups", "points", "stock"]
