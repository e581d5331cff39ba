"""Acts of keeping: each is all of it or none, and on record."""

from lilian.keeping.actions.booking import accept_room, ask_room, decline_room, end_booking, withdraw_request
from lilian.keeping.actions.climate import acknowledge, watch_air
from lilian.keeping.actions.counting import count
from lilian.keeping.actions.fees import publish_fee
from lilian.keeping.actions.life import publish_life
from lilian.keeping.actions.moving import move, release
from lilian.keeping.actions.put_away import put_away, take_back_put_away

__all__ = [
    "accept_room",
    "acknowledge",
    "ask_room",
    "count",
    "decline_room",
    "end_booking",
    "move",
    "publish_fee",
    "publish_life",
    "put_away",
    "release",
    "take_back_put_away",
    "watch_air",
    "withdraw_request",
]
