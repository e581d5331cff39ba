"""The log's keys: the first one, another in its place, another name after a copy of the database was put back."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor, system
from lilian.base.locks import hold_name
from lilian.tlog.notes import SigningKey
from lilian.transparency.actions import key_file
from lilian.transparency.actions.refusals import KeyNotOurs, NoKeyHere
from lilian.transparency.models import LogKey

KEY_SET = "transparency.key_set"
LOCK = "transparency.keys"
FIRST, ROTATED, ANEW = "first", "rotated", "anew"


def newest() -> LogKey | None:
    return LogKey.objects.order_by("-pk").first()


def name() -> str:
    """The log's name: the origin of its checkpoints."""
    key = newest()
    return key.name if key else ""


def signers() -> tuple[tuple[SigningKey, ...], LogKey]:
    """The keys to sign with, the newest first, and its row. After a rotation the old one signs once more, so that who
    trusts it learns of the new one.

    :raises NoKeyHere, KeyNotOurs, KeyReadable: as the names say
    """
    row, now_kept, to_come = newest(), key_file.kept(), key_file.kept(key_file.NEXT)
    if row is None or now_kept is None:
        raise NoKeyHere()
    if to_come and str(to_come.verifier) == row.vkey:
        return ((to_come, now_kept) if to_come.name == now_kept.name else (to_come,)), row
    if str(now_kept.verifier) != row.vkey:
        raise KeyNotOurs()
    return (now_kept,), row


def settle(signed: tuple[SigningKey, ...]) -> None:
    """The newest key has signed: from here on it is the only one."""
    if signed[0] == key_file.kept(key_file.NEXT):
        key_file.put_next_in_place()


def begin(*, now: datetime) -> None:
    """Make the first key where there is none yet; a file that is there already is taken."""
    if newest() is not None:
        return
    with transaction.atomic():
        hold_name(LOCK, wait=True)
        if newest() is None:
            key = key_file.kept() or made(settings.LOG_NAME or _own_name())
            key_file.keep(key)
            put_in_use(system("log"), key, why=FIRST, now=now)


def _own_name() -> str:
    """Of this site, or one nobody else has."""
    return f"{settings.LINK_HOST or f'lilian-{secrets.token_hex(4)}.local'}/log"


def made(name: str) -> SigningKey:
    return SigningKey(name, secrets.token_bytes(32))


def put_in_use(actor: Actor, key: SigningKey, *, why: str, now: datetime) -> LogKey:
    """From now on the log signs with it."""
    row = LogKey.objects.create(name=key.name, vkey=str(key.verifier), since=now, why=why)
    audit.record(actor=actor, event=KEY_SET, subject=row, at=now, data={"vkey": row.vkey, "why": why})
    return row
