"""Numbered bins are set up, filled with a lot and emptied."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.crates.models import Bin, Crate, Emptying, Filling
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal
from lilian.stock import queries as stock

LONGEST_CODE = 40


class BinKnown(AlreadyDone):
    code = "crates.bin_known"
    sentence = gettext_noop("箱号 {given} 已经登记过。")


class BadCode(Invalid):
    code = "crates.bad_bin_code"
    sentence = gettext_noop("箱号要有 1 到 40 个字。")


class NotEmpty(Refusal):
    code = "crates.not_empty"
    sentence = gettext_noop("{bin} 里还是批次 {lot}。")
    remedy = gettext_noop("请先登记倒空，再装别的批次。")


class Empty(AlreadyDone):
    code = "crates.empty"
    sentence = gettext_noop("{bin} 已经是空的。")


class BeforeItself(Invalid):
    code = "crates.before_itself"
    sentence = gettext_noop("倒空不能早于装箱，装箱不能早于上次倒空。")


@transaction.atomic
def add_bins(*, actor: Actor, crate_id: int, codes: Sequence[str], now: datetime) -> int:
    """Number some bins of a kind; return how many.

    :raises BinKnown, BadCode: nothing is written then
    """
    crate = Crate.objects.filter(pk=crate_id).first()
    if crate is None:
        raise NotFound()
    actor.must("crates.add", organisation_id=crate.owner_id)
    wanted = list(dict.fromkeys(code.strip() for code in codes))
    if not all(0 < len(code) <= LONGEST_CODE for code in wanted):
        raise BadCode()
    if known := Bin.objects.filter(code__in=wanted).first():
        raise BinKnown(given=known.code)
    Bin.objects.bulk_create(Bin(code=code, crate=crate) for code in wanted)
    audit.record(actor=actor, event="crates.bins_added", subject=crate, at=now, data={"count": len(wanted)})
    return len(wanted)


@transaction.atomic
def fill(*, actor: Actor, bin_id: int, lot_id: int, since: datetime, now: datetime) -> int:
    """A lot goes into an empty bin; return the filling.

    :raises NotEmpty: if another lot is in there
    :raises BeforeItself: if it was emptied later than `since`
    """
    found = _locked(actor, bin_id)
    lot = stock.lot(actor, lot_id)
    last = Filling.objects.filter(bin=found).select_related("end", "lot").last()
    if last and not _ended(last):
        raise NotEmpty(bin=found.code, lot=last.lot.code)
    if since > now or (last and last.end.at > since):
        raise BeforeItself()
    made = Filling.objects.create(bin=found, lot_id=lot.lot_id, since=since, filled_by=actor.name[:80])
    audit.record(actor=actor, event="crates.filled", subject=made, at=now, data={"bin": found.code, "lot": lot.code})
    return made.pk


@transaction.atomic
def empty(*, actor: Actor, bin_id: int, at: datetime, now: datetime) -> None:
    """:raises Empty: if nothing is in there"""
    found = _locked(actor, bin_id)
    last = Filling.objects.filter(bin=found).select_related("end").last()
    if last is None or _ended(last):
        raise Empty(bin=found.code)
    if not last.since <= at <= now:
        raise BeforeItself()
    made = Emptying.objects.create(filling=last, at=at, emptied_by=actor.name[:80])
    audit.record(actor=actor, event="crates.emptied", subject=made, at=now, data={"bin": found.code})


def _locked(actor: Actor, bin_id: int) -> Bin:
    found = Bin.objects.select_for_update(of=("self",)).filter(pk=bin_id).select_related("crate").first()
    if found is None:
        raise NotFound()
    actor.must("crates.move", organisation_id=found.crate.owner_id)
    return found


def _ended(filling: Filling) -> bool:
    return hasattr(filling, "end")
