"""What happens to every page: a content policy, who is acting, refusals as answers."""

import secrets
from collections.abc import Callable
from typing import Any, cast

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from lilian.base.actors import NOBODY, Actor
from lilian.kernel.refusal import Refusal
from lilian.members import queries as members
from lilian.web.shell import preferences, refusals
from lilian.web.shell.requests import Request

GetResponse = Callable[[Request], HttpResponse]
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
PERMISSIONS = "camera=(self), geolocation=(self), publickey-credentials-get=(self), microphone=(), payment=(), usb=()"

PROGRAMS = ("/api/", "/epcis/")  # which refuse in their own words


class ContentPolicy:
    """Scripts and styles only from here or with this answer's nonce; nothing inline, nothing from elsewhere."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.csp_nonce = secrets.token_urlsafe(16)
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=request.csp_nonce))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


def actor_of(request: Request) -> Actor:
    return members.actor_for(request.user, now=request.now) if request.user.is_authenticated else NOBODY


class CurrentActor:
    """Puts `request.now` and `request.actor` there: the clock and the actor are read once, at the edge."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.now = timezone.now()
        request.actor = cast(Actor, SimpleLazyObject(lambda: actor_of(request)))
        preferences.use_language_of_user(request)
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-cache"
        return response


class Refusals:
    """A refusal raised anywhere below becomes a sentence with a code and the next step."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Request, view: Any, args: Any, kwargs: Any) -> None:
        """:raises BadRequest: for a NUL in the query: PostgreSQL keeps none. Forms and the API see to theirs"""
        if "%00" in request.META.get("QUERY_STRING", "") and not request.path.startswith(PROGRAMS):
            raise BadRequest

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        return refusals.answer(request, exception) if isinstance(exception, Refusal) else None
