"""Terms are signed, by each party for itself; many by one hand in one go. The last hand puts them in force."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.db.models import Count, Exists
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.bulk import BATCH
from lilian.contracts import queries
from lilian.contracts.models import Contract, Signature, Terms
from lilian.contracts.queries.contracts import LATER
from lilian.contracts.queries.seen import seen
from lilian.contracts.values.terms import PARTY_NAMES, Hand, Party
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal
from lilian.kernel.sentences import Word

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

MOST_BYTES = 2_000_000
MOST = 5_000
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class NotAPicture(Invalid):
    code = "contracts.not_a_picture"
    sentence = gettext_noop("签字要有一张图：手写板的笔迹，或者纸质合同的照片（PNG 或 JPEG，不超过 2 MB）。")


class SignerUnsaid(Invalid):
    code = "contracts.signer_unsaid"
    sentence = gettext_noop("请写明签字人的姓名。")


class AlreadySigned(AlreadyDone):
    code = "contracts.already_signed"
    sentence = gettext_noop("合同 {number} 的{party}已经签过了。")


class OldTerms(Refusal):
    code = "contracts.old_terms"
    sentence = gettext_noop("合同 {number} 后来又改过，请签最新的一版。")


class Ended(Refusal):
    code = "contracts.ended"
    sentence = gettext_noop("合同 {number} 已经终止。")


class NoSuchParty(Invalid):
    code = "contracts.no_such_party"
    sentence = gettext_noop("合同 {number} 的收购方就是合作社，只签一次。")


@transaction.atomic
def sign(*, actor: Actor, terms_ids: Sequence[int], hand: Hand, now: datetime) -> int:
    """One party signs these terms with one picture; return how many came into force by it.

    :raises AlreadySigned, OldTerms, Ended, NotAPicture, SignerUnsaid, NotFound: nothing is signed then
    """
    actor.must("contracts.sign")
    _check_hand(hand)
    found = _locked(actor, terms_ids)
    mine = _of_oneself(actor, found)
    for one in found:
        _check(actor, one, hand, mine)
    _check_unsigned(found, hand)
    rows = [_row(actor, one, hand, now) for one in found]
    rows[0].picture = hand.picture
    rows[0].save(force_insert=True)
    for row in rows[1:]:
        row.shown_by = rows[0]
    Signature.objects.bulk_create(rows[1:], batch_size=BATCH)
    signed = {one.pk: one.signed + 1 for one in found}
    events = [
        audit.Said(
            "contracts.signed",
            one.contract,
            {
                "terms": one.number,
                "party": hand.party.value,
                "digest": one.digest,
                "whole": signed[one.pk] == one.parties,
            },
        )
        for one in found
    ]
    audit.record_all(actor=actor, events=events, at=now)
    return sum(signed[one.pk] == one.parties for one in found)


def _check_hand(hand: Hand) -> None:
    if not hand.name.strip():
        raise SignerUnsaid()
    if len(hand.picture) > MOST_BYTES or not hand.picture.startswith(PICTURES):
        raise NotAPicture()


class Hands(TypedDict):
    """How many have signed, and whether there is a later version."""

    signed: int
    is_old: bool


def _locked(actor: Actor, terms_ids: Sequence[int]) -> "list[WithAnnotations[Terms, Hands]]":
    """:raises NotFound: if one is not there, or not the actor's to know"""
    wanted = sorted(set(terms_ids))
    if not 0 < len(wanted) <= MOST:
        raise NotFound()
    found: list[WithAnnotations[Terms, Hands]] = []
    for start in range(0, len(wanted), queries.PARTS):
        keys = wanted[start : start + queries.PARTS]
        own = Contract.objects.filter(seen(actor)).order_by().values("pk")
        rows = Terms.objects.filter(pk__in=keys, contract__in=own)
        # Whoever signs or amends any of these contracts comes after: the contract is what is held.
        holding = rows.order_by().values("contract_id")
        list(Contract.objects.select_for_update().filter(pk__in=holding).order_by("pk").values_list("pk"))
        hands = rows.defer("deductions", "penalties", "milestones").select_related("contract__ending")
        found += hands.annotate(signed=Count("signatures"), is_old=Exists(LATER))
    if len(found) < len(wanted):
        raise NotFound()
    return found


def _of_oneself(actor: Actor, found: Sequence[Terms]) -> set[int]:
    """Of these terms' contracts, those that bind the actor's own household."""
    people = actor.reach("contracts.sign").person_ids
    if not people:
        return set()
    own = Contract.objects.filter(pk__in=[one.contract_id for one in found], household__people__in=people)
    return set(own.values_list("pk", flat=True))


def _check(actor: Actor, terms: "WithAnnotations[Terms, Hands]", hand: Hand, mine: set[int]) -> None:
    contract, party = terms.contract, hand.party
    if not _may(actor, contract, party, mine):
        raise NotFound()
    if hasattr(contract, "ending"):
        raise Ended(number=contract.number)
    if terms.is_old:
        raise OldTerms(number=contract.number)
    if party is Party.COOP and terms.parties == 2:
        raise NoSuchParty(number=contract.number)


def _may(actor: Actor, contract: Contract, party: Party, mine: set[int]) -> bool:
    """A party signs for itself; the co-operative keeps what its households signed on paper or on its tablet."""
    reach = actor.reach("contracts.sign")
    if party is Party.BUYER:
        return contract.buyer_id in reach
    return contract.coop_id in reach or (party is Party.HOUSEHOLD and contract.pk in mine)


def _check_unsigned(found: Sequence[Terms], hand: Hand) -> None:
    for start in range(0, len(found), queries.PARTS):
        keys = [one.pk for one in found[start : start + queries.PARTS]]
        same = Signature.objects.filter(terms__in=keys, party=hand.party.value).select_related("terms__contract")
        if signed := same.defer("picture").first():
            raise AlreadySigned(number=signed.terms.contract.number, party=Word(PARTY_NAMES[hand.party]))


def _row(actor: Actor, terms: Terms, hand: Hand, now: datetime) -> Signature:
    return Signature(
        terms=terms,
        party=hand.party.value,
        name=hand.name.strip()[:60],
        method=hand.method.value,
        picture=b"",
        picture_digest=hashlib.sha256(hand.picture).hexdigest(),
        digest=terms.digest,
        day=timezone.localdate(now),
        at=now,
        recorded_by=actor.name[:80],
    )
