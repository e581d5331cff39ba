"""Kinds of crates are added and changed; crates are bought, handed out, brought back, lost and scrapped."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.crates import rules
from lilian.crates.models import Balance, Crate, Move
from lilian.crates.values import AT_HOLDERS, CrateDraft, Holder, MoveDraft, MoveKind
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal
from lilian.members import queries as register


class CodeTaken(AlreadyDone):
    code = "crates.code_taken"
    sentence = gettext_noop("编号 {given} 已经有一种箱子在用。")


class NoCrates(Invalid):
    code = "crates.none"
    sentence = gettext_noop("只数要大于 0。")


class DayToCome(Invalid):
    code = "crates.day_to_come"
    sentence = gettext_noop("{day} 还没有到。")


class TooFew(Refusal):
    code = "crates.too_few"
    sentence = gettext_noop("{holder} 只有 {has} 只，不够 {wanted} 只。")
    remedy = gettext_noop("请核对只数；还没登记的先登记购入、领出或交回。")


class OwnersOwn(Invalid):
    code = "crates.owners_own"
    sentence = gettext_noop("箱子是 {owner} 自己的，不用向自己领、交。")
    remedy = gettext_noop("请选领箱子的农户或单位。")


class NobodyNamed(Invalid):
    code = "crates.nobody_named"
    sentence = gettext_noop("没有选是谁领、谁交。")


class SaysWhy(Invalid):
    code = "crates.says_why"
    sentence = gettext_noop("报丢失、报损要写明情况。")


@transaction.atomic
def add_crate(*, actor: Actor, draft: CrateDraft, now: datetime) -> int:
    """:raises CodeTaken: nothing is written then"""
    actor.must("crates.add", organisation_id=draft.owner_id)
    if Crate.objects.filter(code=draft.code).exists():
        raise CodeTaken(given=draft.code)
    made = Crate.objects.create(
        code=draft.code,
        name=draft.name,
        owner_id=draft.owner_id,
        tare_g=draft.tare_g,
        deposit_fen=draft.deposit_fen,
    )
    data = {"code": draft.code, "tare_g": draft.tare_g, "deposit_fen": draft.deposit_fen}
    audit.record(actor=actor, event="crates.crate_added", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def change_crate(*, actor: Actor, crate_id: int, name: str, deposit_fen: int, now: datetime) -> None:
    """A new name, or another deposit from now on; what was paid before stands.

    :raises AlreadyDone: if both are as they were
    """
    found = _locked(crate_id)
    actor.must("crates.add", organisation_id=found.owner_id)
    was = {"name": found.name, "deposit_fen": found.deposit_fen}
    new = {"name": name, "deposit_fen": deposit_fen}
    if was == new:
        raise AlreadyDone()
    Crate.objects.filter(pk=crate_id).update(**new)
    audit.record(actor=actor, event="crates.crate_changed", subject=found, at=now, data={"from": was, "to": new})


@transaction.atomic
def move(*, actor: Actor, draft: MoveDraft, client_key: str, now: datetime) -> int:
    """Crates come, go or are lost; return the move's key. The same client key again is the same move.

    :raises TooFew: if the one who gives has fewer
    :raises NoCrates, DayToCome, NobodyNamed, OwnersOwn, SaysWhy, KeyReused: nothing is written then
    """
    hold_name(f"crates\n{client_key}", wait=True)
    if same := Move.objects.filter(client_key=client_key).first():
        return _again(same, draft)
    _check(draft, now)
    crate = _locked(draft.crate_id)
    actor.must("crates.move", organisation_id=crate.owner_id)
    holder = _holder(actor, draft, crate)
    has = _has(crate, holder)
    _check_enough(crate, draft, has)
    deposit_fen = rules.deposit_fen(
        draft.kind, draft.count, each_fen=crate.deposit_fen, had=has.count, paid_fen=has.deposit_fen
    )
    made = Move.objects.create(
        kind=draft.kind.value,
        crate=crate,
        organisation_id=holder.organisation_id,
        household_id=holder.household_id,
        count=draft.count,
        deposit_fen=deposit_fen,
        day=draft.day,
        at=now,
        actor_name=actor.name[:80],
        client_key=client_key,
        note=draft.note[:200],
    )
    data = {"kind": draft.kind.value, "crate": crate.code, "count": draft.count, "deposit_fen": deposit_fen}
    audit.record(actor=actor, event="crates.moved", subject=made, at=now, data=data)
    return made.pk


def _again(same: Move, draft: MoveDraft) -> int:
    asked = (draft.kind.value, draft.crate_id, draft.count, draft.day)
    if (same.kind, same.crate_id, same.count, same.day) != asked:
        raise KeyReused()
    if draft.holder and draft.holder != Holder(same.organisation_id, same.household_id):
        raise KeyReused()
    return same.pk


def _check(draft: MoveDraft, now: datetime) -> None:
    if draft.count <= 0:
        raise NoCrates()
    if draft.day > timezone.localdate(now):
        raise DayToCome(day=draft.day)
    if draft.kind in (MoveKind.LOSE, MoveKind.SCRAP) and not draft.note.strip():
        raise SaysWhy()


def _locked(crate_id: int) -> Crate:
    """The kind itself is the lock: whoever moves crates of it waits for the one before."""
    found = Crate.objects.select_for_update().filter(pk=crate_id).first()
    if found is None:
        raise NotFound()
    return found


def _holder(actor: Actor, draft: MoveDraft, crate: Crate) -> Holder:
    """:raises NobodyNamed, OwnersOwn, NotFound: as the names say"""
    owner = Holder(crate.owner_id)
    if draft.kind not in AT_HOLDERS:
        return owner
    if draft.holder is None:
        raise NobodyNamed()
    if draft.holder == owner:
        raise OwnersOwn(owner=crate.owner.name)
    if draft.holder.household_id is None:
        register.organisation(actor, draft.holder.organisation_id)
        return draft.holder
    household = register.household(actor, draft.holder.household_id)
    if household.organisation_id != draft.holder.organisation_id:
        raise NotFound()
    return draft.holder


def _has(crate: Crate, holder: Holder) -> Balance:
    rows = Balance.objects.filter(crate=crate, organisation=holder.organisation_id)
    of_household = Q(household__isnull=True) if holder.household_id is None else Q(household=holder.household_id)
    found = rows.filter(of_household).first()
    return found or Balance(crate=crate, organisation_id=holder.organisation_id, household_id=holder.household_id)


def _check_enough(crate: Crate, draft: MoveDraft, has: Balance) -> None:
    """:raises TooFew: if whoever gives has fewer"""
    if draft.kind is MoveKind.BUY:
        return
    gives = _has(crate, Holder(crate.owner_id)) if draft.kind is MoveKind.HAND_OUT else has
    if gives.count < draft.count:
        name = gives.household.code if gives.household else gives.organisation.name
        raise TooFew(holder=name, has=gives.count, wanted=draft.count)
