"""Reads of box passports. What a page tells is for anybody who has the box's code; the rest takes the actor."""

from lilian.passport.queries.complaints import complaint_cards, complaints, unanswered
from lilian.passport.queries.consents import consent_cards, consenting, households_to_ask, own_households
from lilian.passport.queries.growing import villages_by_town
from lilian.passport.queries.look_up import in_groups, look_up, product
from lilian.passport.queries.pictures import picture_data, village_cards, villages_to_picture
from lilian.passport.queries.standing import standing, version
from lilian.passport.queries.story import story

__all__ = [
    "complaint_cards",
    "complaints",
    "consent_cards",
    "consenting",
    "households_to_ask",
    "in_groups",
    "look_up",
    "own_households",
    "picture_data",
    "product",
    "standing",
    "story",
    "unanswered",
    "version",
    "village_cards",
    "villages_by_town",
    "villages_to_picture",
]
