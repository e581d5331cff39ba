"""Issue and revoke the tokens programs sign in with."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotAllowed, NotFound
from lilian.members.models import ApiToken, Organisation
from lilian.members.queries.tokens import TOKEN_START, digest_of

PREFIX_LENGTH = len(TOKEN_START) + 6
USE_NOTED_EVERY = timedelta(minutes=10)
LONGEST_NAME = 60


class RoleNotYours(NotAllowed):
    code = "members.role_not_yours"
    sentence = gettext_noop("令牌的权限不能超过您自己的权限。")
    remedy = gettext_noop("如需更大的权限，请联系联盟办发放。")


class TokenAlreadyRevoked(AlreadyDone):
    code = "members.token_already_revoked"
    sentence = gettext_noop("令牌“{name}”已经作废过了。")


class TokenNeedsName(Invalid):
    code = "members.token_needs_name"
    sentence = gettext_noop("请给令牌起一个名称，不超过 60 个字。")


class TokenEndsTooSoon(Invalid):
    code = "members.token_ends_too_soon"
    sentence = gettext_noop("令牌的到期时间必须在现在之后。")


@dataclass(frozen=True)
class IssuedToken:
    """`secret` is shown to a person once; only its digest is kept."""

    token_id: int
    secret: str


def new_secret() -> str:
    return TOKEN_START + secrets.token_urlsafe(32)


def _may_hand_out(actor: Actor, role: Role, organisation_id: int) -> bool:
    """The office hands out any role; others only one they hold at that organisation themselves."""
    held = any(duty.role is role and organisation_id in duty.reach for duty in actor.duties)
    return held or actor.reach("api.manage_tokens").everywhere


@transaction.atomic
def issue_token(
    *,
    actor: Actor,
    organisation_id: int,
    name: str,
    role: Role,
    now: datetime,
    expires_at: datetime | None = None,
    make_secret: Callable[[], str] = new_secret,
) -> IssuedToken:
    """Make a token that acts for an organisation in one role.

    :raises NotFound: if there is no such organisation, or it is foreign
    :raises RoleNotYours: if the token could do more than the actor
    :raises TokenNeedsName: if the name is empty or too long
    :raises TokenEndsTooSoon: if it would end before it begins
    """
    actor.must("api.manage_tokens", organisation_id=organisation_id)
    if not Organisation.objects.filter(pk=organisation_id).exists():
        raise NotFound()
    if not _may_hand_out(actor, role, organisation_id):
        raise RoleNotYours()
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise TokenNeedsName()
    if expires_at is not None and expires_at <= now:
        raise TokenEndsTooSoon()
    secret = make_secret()
    token = ApiToken.objects.create(
        organisation_id=organisation_id,
        name=name.strip(),
        role=role.value,
        prefix=secret[:PREFIX_LENGTH],
        digest=digest_of(secret),
        issued_at=now,
        issued_by_id=actor.answerable_id,
        expires_at=expires_at,
    )
    data = {"name": token.name, "role": role.value, "prefix": token.prefix}
    audit.record(actor=actor, event="members.token_issued", subject=token, data=data, at=now)
    return IssuedToken(token.pk, secret)


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: int, now: datetime) -> None:
    """End a token at once; programs that use it are refused from now on.

    :raises NotFound: if there is no such token, or it is foreign
    :raises TokenAlreadyRevoked: if it was revoked before
    """
    actor.must("api.manage_tokens")
    token = ApiToken.objects.select_for_update().filter(pk=token_id).first()
    if token is None:
        raise NotFound()
    actor.must("api.manage_tokens", organisation_id=token.organisation_id)
    if token.revoked_at is not None:
        raise TokenAlreadyRevoked(name=token.name)
    ApiToken.objects.filter(pk=token_id).update(revoked_at=now)
    audit.record(actor=actor, event="members.token_revoked", subject=token, data={"prefix": token.prefix}, at=now)


def note_token_use(*, secret: str, now: datetime) -> None:
    """Remember that a token is in use, to ten minutes: reads should not write each time."""
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USE_NOTED_EVERY)
    used = ApiToken.objects.filter(stale, digest=digest_of(secret))
    if used.exists():
        used.update(last_used_at=now)
