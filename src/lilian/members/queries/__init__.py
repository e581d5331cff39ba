"""Reads of membership. Every one takes the actor, and foreign records are not found."""

from lilian.members.queries.actors import actor_for
from lilian.members.queries.askers import asker
from lilian.members.queries.grants import grants
from lilian.members.queries.history import history
from lilian.members.queries.households import (
    blocks_of,
    household,
    household_cards,
    household_history,
    household_rows,
    households,
    people_of,
)
from lilian.members.queries.labels import household_codes, household_homes, households_of_people, organisation_names
from lilian.members.queries.organisations import members_by_kind, organisation, organisations
from lilian.members.queries.people import people, person, person_cards, person_of_user, posts
from lilian.members.queries.places import place, places, township_named, townships
from lilian.members.queries.search import search
from lilian.members.queries.tables import organisation_rows, person_rows, place_rows
from lilian.members.queries.tokens import actor_for_token, actor_of_token, api_tokens

__all__ = [
    "actor_for",
    "actor_for_token",
    "actor_of_token",
    "api_tokens",
    "asker",
    "blocks_of",
    "grants",
    "history",
    "household",
    "household_cards",
    "household_codes",
    "household_history",
    "household_homes",
    "household_rows",
    "households",
    "households_of_people",
    "members_by_kind",
    "organisation",
    "organisation_names",
    "organisation_rows",
    "organisations",
    "people",
    "people_of",
    "person",
    "person_cards",
    "person_of_user",
    "person_rows",
    "place",
    "place_rows",
    "places",
    "posts",
    "search",
    "township_named",
    "townships",
]
