"""Tokens: who a secret stands for, and which tokens an organisation has."""

import hashlib
from datetime import datetime

from django.db.models import Q, QuerySet

from lilian.base.actors import Actor
from lilian.members.models import ApiToken

SECRET_MARK = "lilian_"
LONGEST_SECRET = 200


def digest_of(secret: str) -> str:
    """SHA-256; the secret is 256 random bits, so a slow hash would add nothing."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def in_force(now: datetime) -> Q:
    return Q(revoked_at__isnull=True) & (Q(expires_at__isnull=True) | Q(expires_at__gt=now))


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
