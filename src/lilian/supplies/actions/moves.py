"""Units come with a receipt, are fetched against a signature, are lost with a reason."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.catalog import queries as catalog
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.supplies import queries, rules
from lilian.supplies.actions.points import check_point
from lilian.supplies.actions.refusals import (
    AlreadyFetched,
    NothingFetched,
    NotSigned,
    OtherExpiry,
    SaysWhy,
    TooFew,
)
from lilian.supplies.models import Balance, Move
from lilian.supplies.values import Brought, Fetched, MoveKind, Spot


@transaction.atomic
def bring(*, actor: Actor, spot: Spot, brought: Sequence[Brought], now: datetime) -> int:
    """What came to a spot lies there from now on; how many batches. What has come already stays as it is.

    :raises NoPoint, OtherExpiry: nothing is written then
    """
    actor.must("supplies.keep", organisation_id=spot.organisation_id)
    check_point(actor, spot)
    hold_spot(spot.organisation_id)
    known = set(Move.objects.filter(about__in=[each.about for each in brought]).values_list("about", flat=True))
    fresh = [each for each in brought if each.count > 0 and each.about not in known]
    _hold_batches(fresh)
    for each in fresh:
        _check_expiry(each)  # line by line: what one line wrote down counts for the next
        _moved(actor, MoveKind.BRING, spot, now, f"bring:{each.about}", **_batch(each), about=each.about)
    data = {"organisation": spot.organisation_id, "units": [[each.farm_input_id, each.count] for each in fresh]}
    if fresh:
        home = members.organisation(actor, spot.organisation_id)
        audit.record(actor=actor, event="supplies.brought", subject=home, at=now, data=data)
    return len(fresh)


def hold_spot(organisation_id: int) -> None:
    """Two acts on what lies at one organisation wait for each other."""
    hold_name(f"supplies {organisation_id}", wait=True)


def _hold_batches(brought: Sequence[Brought]) -> None:
    """In one order: the use-by day of a batch is the same wherever it lies, and two stores may hear of it at once."""
    for farm_input_id, batch in sorted({(each.farm_input_id, _batch_name(each)) for each in brought}):
        hold_name(f"supplies batch {farm_input_id} {batch}", wait=True)


def _batch(brought: Brought) -> dict[str, object]:
    return {
        "farm_input_id": brought.farm_input_id,
        "count": brought.count,
        "batch": _batch_name(brought),
        "expires_on": brought.expires_on,
    }


def _batch_name(brought: Brought) -> str:
    """What nobody wrote a batch on is told apart by its use-by day."""
    unnamed = f"{brought.expires_on:%Y%m%d}" if brought.expires_on else ""
    return brought.batch.strip()[:40] or unnamed


def _check_expiry(brought: Brought) -> None:
    """:raises OtherExpiry: if the batch is known with another day"""
    batch = _batch_name(brought)
    known = Balance.objects.filter(farm_input_id=brought.farm_input_id, batch=batch).first()
    if known is not None and known.expires_on != brought.expires_on:
        raise OtherExpiry(batch=batch, known=known.expires_on or "—")


@transaction.atomic
def hand_out(*, actor: Actor, fetched: Fetched, client_key: str, now: datetime) -> int:
    """Units leave against a signature, what expires first before the rest; how many batches they came from.

    :raises AlreadyFetched: if it was done by this key
    :raises TooFew, NotSigned, NothingFetched: nothing is written then
    """
    actor.must("supplies.keep", organisation_id=fetched.organisation_id)
    if not fetched.signed_by.strip():
        raise NotSigned()
    if not any(count > 0 for _, count in fetched.units):
        raise NothingFetched()
    hold_spot(fetched.organisation_id)
    if before := Move.objects.filter(client_key__startswith=f"{client_key}/").first():
        raise AlreadyFetched(name=before.signed_by)
    taken = [each for unit in fetched.units for each in _taken(fetched, *unit, now)]
    for number, (balance, count) in enumerate(taken, 1):
        spot = Spot(fetched.organisation_id, balance.point_id)
        _moved(
            actor,
            MoveKind.HAND_OUT,
            spot,
            now,
            f"{client_key}/{number}",
            farm_input_id=balance.farm_input_id,
            count=count,
            batch=balance.batch,
            expires_on=balance.expires_on,
            household_id=fetched.household_id,
            signed_by=fetched.signed_by.strip()[:60],
            about=fetched.about,
        )
    data = {"household": fetched.household_id, "units": [list(unit) for unit in fetched.units]}
    home = members.organisation(actor, fetched.organisation_id)
    audit.record(actor=actor, event="supplies.handed_out", subject=home, at=now, data=data)
    return len(taken)


def _taken(fetched: Fetched, farm_input_id: int, count: int, now: datetime) -> Iterator[tuple[Balance, int]]:
    """:raises TooFew: if less lies there that has not expired"""
    rows = Balance.objects.filter(organisation_id=fetched.organisation_id, farm_input_id=farm_input_id, count__gt=0)
    lying = {row.pk: row for row in rows}
    point_id = queries.pick_up_of(fetched.household_id)
    found = rules.taken_from(
        [queries.lying(row) for row in lying.values()], count, point_id=point_id, day=timezone.localdate(now)
    )
    if sum(units for _, units in found) < count:
        named = catalog.farm_inputs().get(pk=farm_input_id)
        raise TooFew(input=named.name, has=sum(units for _, units in found), wanted=count)
    return ((lying[key], units) for key, units in found)


@transaction.atomic
def lose(*, actor: Actor, balance_id: int, count: int, reason: str, client_key: str, now: datetime) -> None:
    """Units of what lies there are gone: spoilt, torn, expired.

    :raises TooFew, SaysWhy: nothing is written then
    :raises KeyReused: if the key came with another loss before
    """
    actor.must("supplies.keep")
    row = queries.batches(actor).filter(pk=balance_id).first()
    if row is None:
        raise NotFound()
    actor.must("supplies.keep", organisation_id=row.organisation_id)
    if count < 1 or not reason.strip():
        raise SaysWhy()
    hold_spot(row.organisation_id)
    if same := Move.objects.filter(client_key=client_key).first():
        _check_same(same, row, count)
        return
    row.refresh_from_db()
    if row.count < count:
        raise TooFew(input=row.farm_input.name, has=row.count, wanted=count)
    batch = {"farm_input_id": row.farm_input_id, "batch": row.batch, "expires_on": row.expires_on, "count": count}
    spot = Spot(row.organisation_id, row.point_id)
    _moved(actor, MoveKind.LOSE, spot, now, client_key, **batch, note=reason.strip()[:200])
    home = members.organisation(actor, row.organisation_id)
    audit.record(actor=actor, event="supplies.lost", subject=home, at=now, data={"balance": row.pk, "units": count})


def _check_same(same: Move, row: Balance, count: int) -> None:
    """:raises KeyReused: if it was another loss"""
    spots = [(one.organisation_id, one.point_id, one.farm_input_id, one.batch) for one in (same, row)]
    if same.kind != MoveKind.LOSE or spots[0] != spots[1] or same.count != count:
        raise KeyReused()


def _moved(actor: Actor, kind: MoveKind, spot: Spot, now: datetime, key: str, **said: object) -> None:
    Move.objects.create(
        kind=kind.value,
        organisation_id=spot.organisation_id,
        point_id=spot.point_id,
        day=timezone.localdate(now),
        at=now,
        actor_name=actor.name[:80],
        client_key=key[:140],
        **said,
    )
