"""Another key: in the place of one, or, after a copy of the database was put back, under another name."""

import re
from datetime import datetime

from django.db import transaction

from lilian.base.actors import Actor
from lilian.kernel.refusal import Refusal
from lilian.tlog.notes import SigningKey
from lilian.transparency.actions import key_file, keys, signing
from lilian.transparency.actions.keys import put_in_use
from lilian.transparency.actions.refusals import LogRewound, NoKeyHere, NotRewound
from lilian.transparency.queries import tree


def rotate(*, actor: Actor, now: datetime) -> str:
    """Retire the key: a new one signs from now on, at first together with the old; return its verifier key.

    :raises NoKeyHere, KeyNotOurs, KeyReadable, LogRewound: nothing changes then
    """
    actor.must("transparency.change")
    signers, row = keys.signers()
    signing.must_continue(row.name, tree.size())
    keys.settle(signers)
    with transaction.atomic(durable=True):
        vkey = _set(actor, keys.made(row.name), keys.ROTATED, now)
    signing.sign(actor=actor, now=now)
    return vkey


def begin_anew(*, actor: Actor, now: datetime) -> str:
    """Go on under another name from where the database stands: what was signed under the old one cannot be kept.

    Return the new verifier key. Who kept checkpoints of the old name sees that it ended.

    :raises NotRewound: if nothing was lost; one never leaves a name for another without need
    """
    actor.must("transparency.change")
    row = keys.newest()
    if row is None:
        raise NoKeyHere()
    if not is_rewound():
        raise NotRewound()
    with transaction.atomic(durable=True):
        vkey = _set(actor, keys.made(_next_name(row.name)), keys.ANEW, now)
    signing.sign(actor=actor, now=now)
    return vkey


def has_key() -> bool:
    """Whether this machine can sign: the key in use is here, and nobody else can read it."""
    try:
        keys.signers()
    except Refusal:
        return False
    return True


def is_rewound() -> bool:
    """Whether more was signed than the database knows of, under the name in use."""
    try:
        signing.must_continue(keys.name(), tree.size())
    except LogRewound:
        return True
    return False


def _set(actor: Actor, key: SigningKey, why: str, now: datetime) -> str:
    """The file first: a key the database knows of must never be missing."""
    key_file.keep(key, key_file.NEXT)
    return put_in_use(actor, key, why=why, now=now).vkey


def _next_name(name: str) -> str:
    """`example.cn/log` is followed by `example.cn/log/2`, that by `…/3`."""
    numbered = re.fullmatch(r"(.+)/(\d+)", name)
    head, number = (numbered[1], int(numbered[2])) if numbered else (name, 1)
    while key_file.newest(f"{head}/{number + 1}") is not None:
        number += 1
    return f"{head}/{number + 1}"
