"""Rows as the Excel tables of `members.sheets` hold them, for the export that reads back unchanged."""

from collections.abc import Iterator
from typing import Any

from lilian.base.actors import Actor
from lilian.members.queries.organisations import organisations
from lilian.members.queries.people import people, person_cards
from lilian.members.queries.places import places
from lilian.members.values import KIND_NAMES, PLACE_KIND_NAMES, OrganisationKind, PlaceKind

YES = "是"


def organisation_rows(actor: Actor) -> Iterator[dict[str, Any]]:
    for one in organisations(actor):
        yield {
            "code": one.code,
            "name": one.name,
            "kind": KIND_NAMES[OrganisationKind(one.kind)],
            "uscc": one.uscc,
            "parent": one.parent.code if one.parent else None,
            "township": one.township.name if one.township else None,
            "village": one.village or None,
            "joined_on": one.joined_on,
            "note": one.note or None,
        }


def person_rows(actor: Actor) -> Iterator[dict[str, Any]]:
    """Phones masked; the import takes an unchanged mask for an unchanged number."""
    found = people(actor).select_related("organisation", "household")
    for one, card in zip(found, person_cards(actor, found), strict=True):
        yield {
            "code": card.code,
            "name": card.name,
            "phone": card.phone or None,
            "organisation": one.organisation.code,
            "household": one.household.code if one.household else None,
            "head": YES if one.is_head else None,
            "village": one.village or None,
            "note": one.note or None,
        }


def place_rows(actor: Actor) -> Iterator[dict[str, Any]]:
    for one in places(actor).select_related("organisation", "township", "household"):
        yield {
            "code": one.code,
            "name": one.name,
            "kind": PLACE_KIND_NAMES[PlaceKind(one.kind)],
            "lon": one.lon,
            "lat": one.lat,
            "organisation": one.organisation.code if one.organisation else None,
            "township": one.township.name if one.township else None,
            "village": one.village or None,
            "area_m2": one.area_m2,
            "household": one.household.code if one.household else None,
            "note": one.note or None,
        }
