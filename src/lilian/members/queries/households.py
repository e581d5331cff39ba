"""Households, as far as the actor may look into their organisation."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.members.models import Household, Person, Place
from lilian.members.queries.people import person_cards
from lilian.members.queries.words import phone_ends, saying
from lilian.members.values import HouseholdCard


def households(
    actor: Actor, *, organisation_id: int | None = None, text: str = "", closed: bool | None = False
) -> QuerySet[Household]:
    """Households of organisations whose people the actor may see; `text` is a code, or means one of its people.

    Those that stand, those closed, or with None both.
    """
    actor.must("members.see_people", organisation_id=organisation_id)
    reach = actor.reach("members.see_people")
    found = Household.objects.select_related("organisation")
    if not reach.everywhere:
        found = found.filter(organisation_id__in=reach.organisation_ids)
    if closed is not None:
        found = found.filter(closed_on__isnull=not closed)
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    if text.strip():
        meant = Person.objects.filter(saying(text) | phone_ends(text), household__isnull=False)
        found = found.filter(saying(text) | Q(pk__in=meant.values("household_id")))
    return found


def household(actor: Actor, pk: int) -> Household:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    found = households(actor, closed=None).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def household_cards(actor: Actor, found: QuerySet[Household]) -> list[HouseholdCard]:
    """One page of households as a list shows them, in three queries."""
    heads_first = Person.objects.select_related("organisation").order_by("-is_head", "code")
    blocks = Place.objects.filter(closed_on__isnull=True).only("pk", "household_id", "area_m2")
    full = found.prefetch_related(Prefetch("people", heads_first), Prefetch("blocks", blocks))
    return [_card(actor, one) for one in full]


def _card(actor: Actor, one: Household) -> HouseholdCard:
    people, blocks = list(one.people.all()), list(one.blocks.all())
    head = next(iter(person_cards(actor, [each for each in people if each.is_head])), None)
    return HouseholdCard(
        id=one.pk,
        code=one.code,
        head=head.name if head else "",
        phone=head.phone if head else "",
        organisation_id=one.organisation_id,
        organisation_name=one.organisation.name,
        village=one.village,
        people=len(people),
        blocks=len(blocks),
        area_m2=sum(block.area_m2 or 0 for block in blocks),
    )


def people_of(actor: Actor, pk: int) -> Iterable[Person]:
    """Who is of the household, the head first."""
    return household(actor, pk).people.select_related("organisation").order_by("-is_head", "code")


def blocks_of(actor: Actor, pk: int) -> QuerySet[Place]:
    """Where the household grows today; a closed block is not among them."""
    open_ones = household(actor, pk).blocks.filter(closed_on__isnull=True)
    return open_ones.select_related("organisation", "township").order_by("code")


def household_history(actor: Actor, pk: int) -> QuerySet[Any]:
    """What was done to it, newest first; for those who may read the chain."""
    actor.must("base.see_audit")
    return audit.about([audit.subject_name(household(actor, pk))])


def household_rows(actor: Actor) -> Iterator[dict[str, Any]]:
    """Rows as the table of households holds them."""
    for one in households(actor):
        yield {
            "code": one.code,
            "organisation": one.organisation.code,
            "village": one.village or None,
            "note": one.note or None,
        }
