"""Around every address: what the framework answers in its own words becomes a problem like all others."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver

from lilian.api import refusals
from lilian.api.problems import refused

View = Callable[..., HttpResponse]
WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


def speaks_json(request: HttpRequest) -> bool:
    """A body in another format is refused, and so is one that does not say its format."""
    return request.method not in WITH_BODY or request.content_type == "application/json"


def guarded(view: View) -> View:
    @wraps(view)
    def guarded_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not speaks_json(request) and request.headers.get("Content-Length", "0") != "0":
            return refused(refusals.NotJson())
        answer = view(request, *args, **kwargs)
        if answer.status_code != refusals.WrongMethod.status:
            return answer
        problem = refused(refusals.WrongMethod())
        problem["Allow"] = answer["Allow"]
        return problem

    return guarded_view


def guard(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The same addresses, each guarded."""
    found = list(patterns)
    for pattern in found:
        if isinstance(pattern, URLPattern):
            pattern.callback = guarded(pattern.callback)
    return found


def no_such_address(_request: HttpRequest) -> HttpResponse:
    """The last address of all: whatever is not there."""
    return refused(refusals.NoSuchAddress())
