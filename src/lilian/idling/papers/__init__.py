"""A low-season plan on the screen of a terminal. Pure: no Django, no clock."""

from lilian.idling.papers.paper import Paper, RoomMonths, shown_rooms
from lilian.idling.papers.terminal import plan_table

__all__ = ["Paper", "RoomMonths", "plan_table", "shown_rooms"]
