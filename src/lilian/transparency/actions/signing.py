"""Checkpoints: every hour by the worker that has the key, or when the office asks. None ever contradicts another."""

from datetime import datetime

import structlog
from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor, system
from lilian.base.locks import hold_name
from lilian.kernel.refusal import Refusal
from lilian.tlog import checkpoints
from lilian.tlog.notes import SigningKey
from lilian.transparency import rules
from lilian.transparency.actions import key_file, keys, sequencing
from lilian.transparency.actions.refusals import LogRewound, NoKeyHere, NothingNew
from lilian.transparency.models import Checkpoint, LogKey
from lilian.transparency.queries import tree

log = structlog.get_logger()


def sign_if_due(*, now: datetime) -> int:
    """The hourly checkpoint; its size, 0 where none was due or the key is on another machine."""
    last = Checkpoint.objects.values_list("at", flat=True).first()
    if not rules.is_due(last, now) or keys.newest() is None:
        return 0
    try:
        return sign(actor=system("log"), now=now)
    except (NoKeyHere, NothingNew):
        return 0
    except Refusal as refusal:
        log.warning("log_not_signed", code=refusal.code, **{name: str(value) for name, value in refusal.fields.items()})
        return 0


def sign(*, actor: Actor, now: datetime) -> int:
    """Sign a checkpoint of everything committed by now; return its size. Never inside another transaction.

    :raises NoKeyHere, KeyNotOurs, KeyReadable, LogRewound, NothingNew: nothing is signed then
    """
    actor.must("transparency.sign")
    sequencing.sequence(now=now)
    signers, row = keys.signers()
    sequencing.anchor(now=now)
    # The leaves are committed by now: whatever becomes of this transaction, they stay as they were signed.
    with transaction.atomic(durable=True):
        size = _sign(actor, signers, row, now)
    keys.settle(signers)
    return size


def _sign(actor: Actor, signers: tuple[SigningKey, ...], row: LogKey, now: datetime) -> int:
    hold_name(sequencing.LOCK, wait=True)
    size = tree.size()
    last = Checkpoint.objects.filter(key__name=row.name).order_by("-size").first()
    if not size or (last and (last.size, last.key_id) == (size, row.pk)):
        raise NothingNew()
    must_continue(row.name, size)
    point = checkpoints.Checkpoint(row.name, size, tree.root(size))
    note = point.signed(*signers)
    key_file.keep_checkpoint(note)
    made = Checkpoint.objects.create(key=row, size=size, root=point.root, note=note, at=now)
    audit.record(actor=actor, event="transparency.signed", subject=made, at=now, data={"size": size})
    return size


def must_continue(name: str, size: int) -> None:
    """:raises LogRewound: unless the tree begins with the largest one that was signed under this name"""
    before = key_file.newest(name)
    if before and (before.size > size or tree.root(before.size) != before.root):
        raise LogRewound(signed=before.size, size=size)
