"""What a person decides about a lot: its condition, its owner."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.audit import Said
from lilian.base.drawn import Insertion
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, NotAllowed, NotFound, Refusal
from lilian.members import queries as members
from lilian.stock import rules
from lilian.stock.actions import spots
from lilian.stock.actions.refusals import NoReason
from lilian.stock.models import Balance, Lot, Owning, Standing
from lilian.stock.values import CONDITION_NAMES, Condition

AT_ONCE = 500  # rows a statement
DECIDED = Insertion(Standing, "lot_id", "condition", "reason", "at", "decided_by")


class NoWayBack(Refusal):
    code = "stock.no_way_back"
    sentence = gettext_noop("批次 {lot} {now}，不能改为“{wanted}”。")
    remedy = gettext_noop("损坏的批次里挑得出好果的，请用加工另立新批次。")


class AlreadyOwned(AlreadyDone):
    code = "stock.already_owned"
    sentence = gettext_noop("这批货已经是它的了。")


@transaction.atomic
def decide(*, actor: Actor, lot_id: int, condition: Condition, reason: str, now: datetime) -> None:
    """Quarantine, release, recall or mark as damaged: all of the lot, wherever it lies.

    :raises NoReason, NoWayBack, AlreadyDone: nothing is written then
    """
    if not reason.strip():
        raise NoReason()
    lot = _held_still(actor, rules.RIGHT_TO_TURN[condition], lot_id)
    stands = spots.conditions([lot_id]).get(lot_id, Condition.SOUND)
    if stands is condition:
        raise AlreadyDone()
    if condition not in rules.TURNS[stands]:
        raise NoWayBack(lot=lot.code, now=CONDITION_NAMES[stands], wanted=CONDITION_NAMES[condition])
    Standing.objects.create(
        lot=lot, condition=condition.value, reason=reason.strip()[:200], at=now, decided_by=actor.name[:80]
    )
    data = {"from": stands.value, "to": condition.value, "reason": reason.strip()}
    audit.record(actor=actor, event="stock.condition_decided", subject=lot, at=now, data=data)


@transaction.atomic
def recall_lots(
    *, actor: Actor, lot_ids: Collection[int], reason: str, now: datetime, in_part: Collection[int] = ()
) -> set[int]:
    """Call back many lots at once, each wherever it lies; return which nobody had called back before. Those `in_part`,
    of which the caller marks boxes one by one, are called back in part if they are sound, and whole if a person had
    decided something else about them.

    For who may recall everybody's fruit: a recall stops at no organisation's border.

    :raises NoReason: if nobody says why
    :raises NotAllowed: for anybody else
    """
    if not reason.strip():
        raise NoReason()
    actor.must("stock.recall")
    if not actor.reach("stock.recall").everywhere:
        raise NotAllowed()
    keep_still(lot_ids)
    stands = spots.conditions(lot_ids)
    turns = rules.called_back(lot_ids, in_part, stands)
    said = (reason.strip()[:200], now, actor.name[:80])
    DECIDED.write((key, to.value, *said) for key, (_, to) in turns.items())
    told = {"reason": reason.strip()}
    events = [
        Said("stock.condition_decided", f"stock.Lot:{key}", {"from": was.value, "to": to.value, **told})
        for key, (was, to) in turns.items()
    ]
    audit.record_all(actor=actor, events=events, at=now)
    return set(turns)


@transaction.atomic
def hand_over(
    *, actor: Actor, lot_id: int, owner_id: int, reason: str, now: datetime, owner_person_id: int | None = None
) -> None:
    """The lot is somebody else's from now on; where it lies does not change.

    :raises NoReason, AlreadyOwned, NotFound: nothing is written then
    """
    if not reason.strip():
        raise NoReason()
    lot = _held_still(actor, "stock.hand_over", lot_id)
    last = Owning.objects.filter(lot=lot).order_by("-pk").first()
    if last and (last.owner_id, last.owner_person_id) == (owner_id, owner_person_id):
        raise AlreadyOwned()
    if not members.organisations(actor).filter(pk=owner_id).exists():
        raise NotFound()
    Owning.objects.create(lot=lot, owner_id=owner_id, owner_person_id=owner_person_id, at=now)
    data = {"from": last and last.owner_id, "to": owner_id, "reason": reason.strip()}
    audit.record(actor=actor, event="stock.handed_over", subject=lot, at=now, data=data)


def lying(lot_ids: Collection[int]) -> list[Balance]:
    """Every balance of these lots, nobody else's until the transaction ends."""
    return list(Balance.objects.filter(lot__in=lot_ids).order_by("lot_id", "location_id").select_for_update())


def keep_still(lot_ids: Collection[int]) -> None:
    """Until the transaction ends nothing of these lots moves: for who decides about many, before the first decision
    goes on record. The audit chain's head is what every act waits for last."""
    every = sorted(set(lot_ids))
    for some in (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE)):
        found = Balance.objects.filter(lot__in=some).order_by("lot_id", "location_id")
        list(found.select_for_update().values_list("pk"))


def _held_still(actor: Actor, permission: str, lot_id: int) -> Lot:
    """The lot with every balance of it locked: nothing of it is on its way out meanwhile.

    :raises NotAllowed, NotFound: if the actor may not, where it lies or for who owns it
    """
    actor.must(permission)
    lot = Lot.objects.filter(pk=lot_id).first()
    if lot is None:
        raise NotFound()
    places = {balance.location_id for balance in lying([lot_id]) if not balance.is_nowhere and balance.weight_g}
    near = {location.organisation_id for location in spots.locations(places).values()}
    owner = Owning.objects.filter(lot=lot).order_by("-pk").values_list("owner_id", flat=True).first()
    reach = actor.reach(permission)
    if not any(organisation_id in reach for organisation_id in (*near, owner)):
        raise NotFound()
    return lot
