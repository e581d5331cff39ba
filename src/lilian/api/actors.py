"""Who calls: a program with a token, or a person signed in on the web. Both become an `Actor`."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer

from lilian.api import attempts
from lilian.base.actors import Actor
from lilian.members import queries
from lilian.members.actions import note_token_use


class Request(HttpRequest):
    """A request that passed the door.

    On writes `client_key` stands for its caller and `Idempotency-Key`, and `ready` is what was made of the body before
    the transaction.
    """

    auth: Actor
    client_key: str
    ready: Any


class Token(HttpBearer):
    """`Authorization: Bearer lilian_…`."""

    openapi_description = "令牌"

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """:raises TooManyTries: if this caller has tried too many wrong tokens"""
        attempts.must_be_few(request)
        now = timezone.now()
        found = queries.actor_for_token(token, now=now)
        if found is None:
            attempts.count(request)
        else:
            note_token_use(secret=token, now=now)
        return found


class Session(APIKeyCookie):
    """The web sign-in; writes need the CSRF token of the page."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, _key: str | None) -> Actor | None:
        user: Any = request.user
        return queries.actor_for(user, now=timezone.now()) if user.is_authenticated else None


def actor_and_now(request: Request) -> dict[str, Any]:
    """The two things every action takes from its door: `actor` and `now`."""
    now: datetime = timezone.now()
    return {"actor": request.auth, "now": now}
