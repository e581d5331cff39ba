"""Around every address: what the framework answers in its own words becomes a problem like all others."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver

from lilian.api import refusals
from lilian.api.operation import JSON, OTHER_FORMATS
from lilian.api.problems import refused

View = Callable[..., HttpResponse]
WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


def in_format(request: HttpRequest, wanted: str) -> bool:
    """A body in another format is refused, and so is one that does not say its format."""
    return request.method not in WITH_BODY or request.content_type == wanted


def guarded(view: View, wanted: str) -> View:
    @wraps(view)
    def guarded_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not in_format(request, wanted) and request.headers.get("Content-Length", "0") != "0":
            return refused(refusals.NotJson() if wanted == JSON else refusals.WrongFormat(format=wanted))
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
            pattern.callback = guarded(pattern.callback, OTHER_FORMATS.get(pattern.name or "", JSON))
    return found


def no_such_address(_request: HttpRequest) -> HttpResponse:
    """The last address of all: whatever is not there."""
    return refused(refusals.NoSuchAddress())
