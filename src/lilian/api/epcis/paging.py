"""Pages: how long one is, and the sealed word that says where the next begins."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from lilian.api.epcis.problems import Problem

SALT = "epcis.page"
USUAL = 30
LIFE = timedelta(hours=24)


@dataclass(frozen=True)
class Place:
    """How many to give, from where on, and how many are left to give at all."""

    size: int
    after: Any = None
    left: int | None = None


def place(request: HttpRequest) -> Place:
    """:raises Problem: 400 if the length or the token is no good"""
    try:
        size = int(request.GET.get("perPage", USUAL))
    except ValueError:
        size = 0
    if size < 1:
        raise Problem(400, "QueryParameterException", "perPage is a whole number from 1 on")
    size = min(size, settings.EPCIS_PAGE_LIMIT)
    token = request.GET.get("nextPageToken")
    if token is None:
        return Place(size)
    try:
        path, after, left = signing.loads(token, salt=SALT, max_age=LIFE)
    except (signing.BadSignature, ValueError):
        raise Problem(400, "QueryParameterException", "nextPageToken is no longer good") from None
    if path != request.path:
        raise Problem(400, "QueryParameterException", "nextPageToken belongs to another address")
    return Place(size, tuple(after) if isinstance(after, list) else after, left)


def link(request: HttpRequest, answer: HttpResponse, after: Any, *, now: datetime, left: int | None = None) -> None:
    """Tell where the next page is; nothing on the last."""
    if after is None:
        return
    token = signing.dumps([request.path, after, left], salt=SALT)
    asked = [(name, value) for name, values in request.GET.lists() for value in values if name != "nextPageToken"]
    address = f"{request.build_absolute_uri(request.path)}?{urlencode([*asked, ('nextPageToken', token)])}"
    answer["Link"] = f'<{address}>; rel="next"'
    answer["GS1-Next-Page-Token-Expires"] = (now + LIFE).isoformat(timespec="seconds")
