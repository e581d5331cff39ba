"""Tokens: who a secret stands for, and which tokens an organisation has."""

import hashlib
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from lilian.base.actors import Actor, Duty
from lilian.base.policy import Role
from lilian.members.models import ApiToken
from lilian.members.queries.actors import granted_to, parents_below
from lilian.members.queries.dates import is_member
from lilian.members.rules.tree import below

TOKEN_START = "lilian_"  # noqa: S105 - what every secret begins with, not a secret


def digest_of(secret: str) -> str:
    """SHA-256; the secret is 256 random bits, so a slow hash would add nothing."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def in_force(now: datetime) -> Q:
    return Q(revoked_at__isnull=True) & (Q(expires_at__isnull=True) | Q(expires_at__gt=now))


def actor_for_token(secret: str, *, now: datetime) -> Actor | None:
    """Who the secret stands for, with the same policy as a person in that role; None if it stands for nobody now."""
    if not secret.startswith(TOKEN_START):
        return None
    return _stands_for(_live(now).filter(digest=digest_of(secret)).first(), now)


def actor_of_token(token_id: int, *, now: datetime) -> Actor | None:
    """The same by its key, for what goes on without a call; None if it stands for nobody now."""
    return _stands_for(_live(now).filter(pk=token_id).first(), now)


def _live(now: datetime) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(in_force(now), is_member(timezone.localdate(now), "organisation__"))


def _stands_for(token: ApiToken | None, now: datetime) -> Actor | None:
    if token is None:
        return None
    day = timezone.localdate(now)
    organisation = token.organisation_id
    reach = below(organisation, parents_below({organisation}, day))
    return Actor(
        name=f"{token.name} {token.prefix}",
        duties=(Duty(Role(token.role), organisation, reach),),
        grants=granted_to({organisation}, day, now),
        issuer_id=token.issued_by_id,
        token_id=token.pk,
    )


def api_tokens(actor: Actor, *, organisation_id: int | None = None) -> QuerySet[ApiToken]:
    """The tokens the actor may manage, newest first.

    :raises NotAllowed: if the actor manages none
    """
    actor.must("api.manage_tokens", organisation_id=organisation_id)
    reach = actor.reach("api.manage_tokens")
    found = ApiToken.objects.select_related("organisation")
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    return found if reach.everywhere else found.filter(organisation_id__in=reach.organisation_ids)
