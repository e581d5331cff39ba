"""A request sent twice is one act: the answer is stored with its effect and given again."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.base.models import IdempotencyKey
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid

KEPT_DAYS = 30  # phones may be away from the net for weeks


class KeyReused(Invalid):
    code = "base.idempotency_key_reused"
    sentence = gettext_noop("这个办理编号已经用在另一件事上了。")
    remedy = gettext_noop("请刷新页面再办；程序请为每次办理生成新的编号。")


class InProgress(AlreadyDone):
    code = "base.request_in_progress"
    sentence = gettext_noop("同一件事正在办理中。")
    remedy = gettext_noop("请等几秒再看结果，不用重复提交。")


@dataclass(frozen=True)
class Answer:
    """What the door said; `replayed` if it was said before."""

    status: int
    body: str
    content_type: str = "application/json"
    replayed: bool = False


@dataclass(frozen=True)
class Request:
    """What was asked: `key` made by the client, `route` the address with its method, `body` as sent."""

    key: str
    route: str
    body: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


def once(*, actor: Actor, request: Request, now: datetime, perform: Callable[[], Answer]) -> Answer:
    """Perform in one transaction and store the answer in it; asked again, give the stored answer.

    What `perform` raises undoes everything, the key too: a refused request may be sent again.

    :raises KeyReused: if the key came with another route or body before
    :raises InProgress: if the same key is being performed right now
    """
    owner = owner_name(actor)
    with transaction.atomic():
        _hold(owner, request.key)
        stored = IdempotencyKey.objects.filter(actor=owner, key=request.key).first()
        if stored is not None:
            return _again(stored, request)
        answer = perform()
        IdempotencyKey.objects.create(
            actor=owner,
            key=request.key,
            route=request.route,
            body_hash=request.digest,
            status=answer.status,
            content_type=answer.content_type,
            body=answer.body,
            created_at=now,
        )
        return answer


def given_before(*, actor: Actor, request: Request) -> Answer | None:
    """The stored answer, if there is one; asked before what takes long is done again for nothing.

    :raises KeyReused: if the key came with another route or body before
    """
    stored = IdempotencyKey.objects.filter(actor=owner_name(actor), key=request.key).first()
    return None if stored is None else _again(stored, request)


def owner_name(actor: Actor) -> str:
    return f"user:{actor.user_id}" if actor.user_id else f"name:{actor.name}"[:120]


def _hold(owner: str, key: str) -> None:
    if not hold_name(f"{owner}\n{key}", wait=False):
        raise InProgress()


def _again(stored: IdempotencyKey, request: Request) -> Answer:
    if (stored.route, stored.body_hash) != (request.route, request.digest):
        raise KeyReused()
    return replace(Answer(stored.status, stored.body, stored.content_type), replayed=True)


def forget_old(*, now: datetime) -> int:
    """Delete keys older than 30 days; return how many."""
    return IdempotencyKey.objects.filter(created_at__lt=now - timedelta(days=KEPT_DAYS)).delete()[0]
