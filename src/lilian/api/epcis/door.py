"""Around every address: who calls, what they want, and what becomes of what goes wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from lilian.api.actors import Session, Token
from lilian.api.epcis import headers
from lilian.api.epcis.headers import Wishes
from lilian.api.epcis.problems import Problem, problem_of
from lilian.base.actors import Actor

log = structlog.get_logger()
SAFE = ("GET", "HEAD", "OPTIONS")
More = Callable[..., dict[str, str]]


@dataclass(frozen=True)
class Call:
    """One call that passed the door."""

    request: HttpRequest
    actor: Actor
    wishes: Wishes


Answer = Callable[..., HttpResponse]


def endpoint(address: str, name: str, *, more: More | None = None, **methods: Answer) -> URLPattern:
    """An address and what each method does there; `more` adds to what OPTIONS tells."""
    known = {method.upper(): answer for method, answer in methods.items()}
    allowed = ", ".join(["OPTIONS", *known])

    @csrf_exempt
    def view(request: HttpRequest, **names: Any) -> HttpResponse:
        try:
            wishes = headers.wishes(request)
            call = Call(request, caller(request), wishes)
            if request.method == "OPTIONS":
                told = headers.discovery(allowed) | (more(call, **names) if more else {})
                return HttpResponse(status=204, headers=told)
            answer = known.get("GET" if request.method == "HEAD" else str(request.method))
            if answer is None:
                call.actor.must("exchange.see")
                raise Problem(405, "MethodNotAllowedException", f"here there is {allowed}")
            found = answer(call, **names)
        except Exception as error:
            found = _refused(request, error, allowed)
        for header, value in headers.told().items():
            found.headers.setdefault(header, value)
        return found

    return path(address, view, name=name)


def _refused(request: HttpRequest, error: Exception, allowed: str) -> HttpResponse:
    if isinstance(error, Http404):
        raise error
    problem = problem_of(error)
    if problem is None:
        if not isinstance(error, OperationalError):
            log.exception("epcis_failed", path=request.path)
        problem = Problem(500, "ImplementationException")
    answer = problem.answer(xml=headers.wants_xml(request))
    if problem.status == 405:
        answer["Allow"] = allowed
    if problem.status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def caller(request: HttpRequest) -> Actor:
    """Who calls: a program with a token, or for reading a person signed in.

    :raises Problem: 401 if nobody we know
    """
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    found: Actor | None = None
    if kind.lower() == "bearer":
        found = Token().authenticate(request, secret.strip())
    elif request.method in SAFE:
        found = Session().authenticate(request, None)
    if found is None:
        raise Problem(401, "SecurityException", "a valid token is needed: Authorization: Bearer lilian_…")
    return found
