"""Fruit is received: what the field records say of its block is asked first, its certificate is taken in, and a
contract it is weighed under is one that counts.

A slip that is settled stays.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.certificates import actions as certificates
from lilian.certificates import queries as have
from lilian.certificates.values import Brought
from lilian.flows.under_contract import check_contract
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, Refusal
from lilian.members import queries as members
from lilian.receiving import actions, queries
from lilian.receiving.values import Recorded, Seller, SlipDraft, Spray, says_a_number
from lilian.settlement import queries as settlement

if TYPE_CHECKING:
    from lilian.receiving.models import Slip

# Block -> its sprayings. No module keeps field records yet; the one that will is named here.
FIELD_RECORDS: Callable[[int], Sequence[Spray]] | None = None

LOOKED_UP_WITHIN = timedelta(minutes=15)  # what is sent later was weighed without a connection


class SlipSettled(Refusal):
    code = "receiving.slip_settled"
    sentence = gettext_noop("收果单 {number} 已经结算入账，不能作废。")
    remedy = gettext_noop("结错了的，在结算单上提异议，由合作社补或者扣。")


class SlipNotThere(Refusal):
    code = "receiving.slip_not_there"
    sentence = gettext_noop("收果单 {number} 已经作废，不用再收合格证。")


class CertificateThere(AlreadyDone):
    code = "receiving.certificate_there"
    sentence = gettext_noop("收果单 {number} 已经收了有效的合格证。")


class NumberUnsaid(Invalid):
    code = "receiving.number_unsaid"
    sentence = gettext_noop("请填合格证编号。")


@transaction.atomic
def receive_fruit(*, actor: Actor, draft: SlipDraft, client_key: str, now: datetime, issuer: str = "") -> Recorded:
    """Write a slip, and take in the certificate that came with it; the same key again is the same slip.

    A certificate of ours must stand for this fruit, unless it was weighed while nobody could look: then the slip
    counts, and the certificate is flagged; a contract nobody could look up is found by settlement. `issuer` is who
    issued a foreign one; who sells, where nobody says.

    :raises DoesNotFit: if it is one of ours and does not stand for this fruit; nothing is written then
    :raises NoSuchContract, NotInContract, PriceIsTheContracts: as `check_contract` says
    :raises Refusal: as `receiving.actions.record_slip` says
    """
    is_late = now - draft.weighed_at > LOOKED_UP_WITHIN
    if not is_late:
        check_contract(draft)
    sprays = known_sprays(draft.block_id)
    made = actions.record_slip(actor=actor, draft=draft, sprays=sprays, client_key=client_key, now=now)
    if draft.certificate.number.strip():
        brought = _brought(actor, queries.slip(actor, made.slip_id), draft.certificate.number, issuer)
        certificates.collect(actor=actor, brought=brought, is_late=is_late, client_key=f"slip:{client_key}", now=now)
    return made


@transaction.atomic
def bring_certificate(*, actor: Actor, slip_id: int, number: str, issuer: str, client_key: str, now: datetime) -> int:
    """The certificate of fruit that was taken over before: one that was still being issued, or the right one at last.

    Return the record's key. One of ours must stand for the fruit.

    :raises SlipNotThere: if the slip is void
    :raises CertificateThere: if one that stands was taken in with it
    :raises DoesNotFit, CertificateUnsaid, NotFound: as `certificates.actions.collect` says; nothing is written then
    """
    hold_name(f"certificates brought\n{slip_id}", wait=True)
    slip = queries.slip(actor, slip_id, permission="certificates.collect")
    if hasattr(slip, "void"):
        raise SlipNotThere(number=slip.number)
    if have.stands_with(slip.lot_id):
        raise CertificateThere(number=slip.number)
    if not says_a_number(number):
        raise NumberUnsaid()
    brought = _brought(actor, slip, number, issuer)
    return certificates.collect(actor=actor, brought=brought, is_late=False, client_key=client_key, now=now)


def _brought(actor: Actor, slip: "Slip", number: str, issuer: str) -> Brought:
    seller = Seller(slip.household_id, slip.person_id, slip.seller_id)
    return Brought(
        organisation_id=slip.location.organisation_id or 0,
        lot_id=slip.lot_id,
        variety_id=slip.variety_id,
        weight_g=slip.net_g,
        number=number,
        issuer=issuer.strip() or slip.seller_name,
        seller_organisation_id=_home_of(actor, seller),
        seller_household_id=seller.household_id,
    )


def _home_of(actor: Actor, seller: Seller) -> int | None:
    """The organisation that sells, or through which the household or person does."""
    if seller.organisation_id is not None:
        return seller.organisation_id
    if seller.household_id is not None:
        return members.household_homes([seller.household_id]).get(seller.household_id)
    return members.person(actor, seller.person_id).organisation_id if seller.person_id is not None else None


@transaction.atomic
def void_slip(*, actor: Actor, slip_id: int, reason: str, now: datetime) -> None:
    """Take a wrong slip back; what a posted statement settled is put right there.

    :raises SlipSettled: as the name says
    :raises Refusal: as `receiving.actions.void_slip` says
    """
    lot_id = queries.slip(actor, slip_id).lot_id
    actions.void_slip(actor=actor, slip_id=slip_id, reason=reason, now=now)  # from here on the slip is ours
    certificates.give_back(actor=actor, lot_id=lot_id, now=now)
    if settlement.is_settled(slip_id):
        raise SlipSettled(number=queries.slip(actor, slip_id).number)


def known_sprays(block_id: int | None) -> Sequence[Spray] | None:
    """The sprayings of a block; None where nobody kept a record, which is not the same as none."""
    return FIELD_RECORDS(block_id) if FIELD_RECORDS and block_id is not None else None
