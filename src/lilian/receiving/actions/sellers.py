"""Who sells, as the register knows them: a name for the slip, an origin for the journal."""

from dataclasses import dataclass
from datetime import date

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, NotFound, Refusal
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.receiving.values import Seller
from lilian.stock.values import Origin


class SellerGone(Refusal):
    code = "receiving.seller_gone"
    sentence = gettext_noop("这一户已经销户，不能再收它的果。")


class BlockOfAnother(Invalid):
    code = "receiving.block_of_another"
    sentence = gettext_noop("这块地不是这位果农的。")


@dataclass(frozen=True)
class Known:
    name: str
    origin: Origin


def known_seller(actor: Actor, seller: Seller, block_id: int | None, day: date) -> Known:
    """:raises NotFound: if the seller is not there, or the actor may not know of them
    :raises SellerGone, BlockOfAnother: as the names say
    """
    if seller.household_id is not None:
        return _household(actor, seller.household_id, block_id)
    if seller.person_id is not None:
        person = members.person(actor, seller.person_id)
        return Known(person.name, Origin(person.organisation_id, None, _block(actor, block_id, person.organisation_id)))
    organisation = members.organisations(actor, on=day).filter(pk=seller.organisation_id or 0).first()
    if organisation is None:
        raise NotFound()
    return Known(organisation.name, Origin(organisation.pk, None, _block(actor, block_id, organisation.pk)))


def _household(actor: Actor, household_id: int, block_id: int | None) -> Known:
    household = members.household(actor, household_id)
    if household.closed_on is not None:
        raise SellerGone()
    head = next(iter(members.people_of(actor, household_id)), None)
    if block_id is not None and not members.blocks_of(actor, household_id).filter(pk=block_id).exists():
        raise BlockOfAnother()
    return Known(head.name if head else household.code, Origin(household.organisation_id, household_id, block_id))


def _block(actor: Actor, block_id: int | None, organisation_id: int) -> int | None:
    """A block of the organisation that belongs to no household."""
    if block_id is None:
        return None
    own = members.places(actor, kind=PlaceKind.BLOCK, organisation_id=organisation_id)
    if not own.filter(pk=block_id, household__isnull=True).exists():
        raise BlockOfAnother()
    return block_id
