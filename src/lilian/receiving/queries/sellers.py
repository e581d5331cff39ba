"""Who may sell at a point: the list a clerk's phone carries, recent ones first."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max

from lilian.base.actors import Actor
from lilian.members import queries as members
from lilian.members.values import OrganisationKind, PlaceKind
from lilian.receiving.models import Slip
from lilian.receiving.queries.points import point
from lilian.receiving.values import SellerCard

SELLING_KINDS = (OrganisationKind.COOPERATIVE, OrganisationKind.PROCESSING, OrganisationKind.VILLAGE)
Last = dict[tuple[str, int], datetime]


def sellers(actor: Actor, location_id: int) -> list[SellerCard]:
    """Households and people of the point's organisation, then member organisations; who came last stands first.

    A key is `h12`, `p5` or `o3`: household, person, organisation.
    """
    here = point(actor, location_id)
    last = _last_times(location_id)
    near = [*_households(actor, here.organisation_id, last), *_organisations(actor, last)]
    return sorted(near, key=lambda card: (-(card.last_at.timestamp() if card.last_at else 0), card.key[0] == "o"))


def _last_times(location_id: int) -> Last:
    fields = {"household_id": "h", "person_id": "p", "seller_id": "o"}
    found: Last = {}
    for field, letter in fields.items():
        rows = Slip.objects.filter(location_id=location_id, **{f"{field}__isnull": False}).order_by()
        found |= {(letter, row[field]): row["at"] for row in rows.values(field).annotate(at=Max("weighed_at"))}
    return found


def _households(actor: Actor, organisation_id: int | None, last: Last) -> Iterator[SellerCard]:
    if not actor.may("members.see_people", organisation_id=organisation_id):
        return
    homes: dict[int, list[Any]] = defaultdict(list)
    blocks = _blocks(actor, organisation_id)
    for person in members.people(actor, organisation_id=organisation_id).order_by("-is_head", "code"):
        if person.household_id is None:
            yield _card("p", person.pk, person.name, person.code or "", person.sought, last)
        else:
            homes[person.household_id].append(person)
    standing = set(members.households(actor, organisation_id=organisation_id).values_list("pk", flat=True))
    for household_id, people in homes.items():
        if household_id in standing:
            sought = " ".join(person.sought for person in people)
            name, code = people[0].name, people[0].code or ""
            yield _card("h", household_id, name, code, sought, last, tuple(blocks[household_id]))


def _blocks(actor: Actor, organisation_id: int | None) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    own = members.places(actor, kind=PlaceKind.BLOCK, organisation_id=organisation_id)
    for place in own.filter(household__isnull=False).order_by("code"):
        found[place.household_id or 0].append((place.pk, place.name))
    return found


def _organisations(actor: Actor, last: Last) -> Iterator[SellerCard]:
    for each in members.organisations(actor).filter(kind__in=SELLING_KINDS, left_on__isnull=True):
        yield _card("o", each.pk, each.name, each.code, each.sought, last)


def _card(
    letter: str, pk: int, name: str, code: str, sought: str, last: Last, blocks: tuple[tuple[int, str], ...] = ()
) -> SellerCard:
    return SellerCard(f"{letter}{pk}", name, code, sought, blocks, last.get((letter, pk)))


def last_slip_of(location_id: int) -> Slip | None:
    """The slip written last at the point: its variety and day are the likeliest of the next."""
    return Slip.objects.filter(location_id=location_id, void__isnull=True).order_by("-weighed_at", "-pk").first()
