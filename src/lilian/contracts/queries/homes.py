"""Households as a contract needs them: at home where, called what, growing where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lilian.base.actors import Actor
from lilian.members import queries as members

if TYPE_CHECKING:
    from django.db.models import QuerySet

PARTS = 900


@dataclass(frozen=True)
class Home:
    """`name` is the head's; `blocks` are key, name and area in square metres."""

    household_id: int
    code: str
    name: str
    organisation_id: int
    is_closed: bool
    blocks: tuple[tuple[int, str, int], ...]


def homes(actor: Actor, household_ids: Sequence[int]) -> dict[int, Home]:
    """Of these households those the actor may look into, by key."""
    found: dict[int, Home] = {}
    for start in range(0, len(household_ids), PARTS):
        part = members.households(actor, closed=None).filter(pk__in=household_ids[start : start + PARTS])
        found |= {home.household_id: home for home in _homes(part)}
    return found


def homes_of(actor: Actor, organisation_ids: Sequence[int]) -> list[Home]:
    """All households of these organisations that stand, by code."""
    return list(_homes(members.households(actor).filter(organisation_id__in=organisation_ids).order_by("code")))


def _homes(found: "QuerySet[Any]") -> Iterable[Home]:
    for one in found.select_related(None).prefetch_related("people", "blocks"):
        head = max(one.people.all(), key=lambda person: person.is_head, default=None)
        yield Home(
            household_id=one.pk,
            code=one.code,
            name=head.name if head else one.code,
            organisation_id=one.organisation_id,
            is_closed=one.closed_on is not None,
            blocks=tuple(
                (block.pk, block.name, block.area_m2 or 0) for block in one.blocks.all() if block.closed_on is None
            ),
        )
