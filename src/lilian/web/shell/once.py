"""A form sent twice is one act: the key in the form as shown is kept with its effect."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect

from lilian.base import idempotency
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import KEY_FIELD

NOT_CONTENT = ("csrfmiddlewaretoken", KEY_FIELD)
LONGEST_KEY = 200


def key_of(request: Request) -> str:
    """For acts that keep a key of their own: one for this form as shown; a form without one is an act of its own."""
    return f"web:{request.user.pk}:{request.POST.get(KEY_FIELD) or uuid.uuid4()}"[:100]


def said(request: Request) -> bytes:
    """What the form says, without its keys: the same for every tap on the same button."""
    content = request.POST.copy()
    for name in NOT_CONTENT:
        content.pop(name, None)
    files: list[tuple[str, Any]] = sorted(request.FILES.items())
    named = [f"{name}={file.name}:{file.size}" for name, file in files]
    return "&".join([content.urlencode(), *named]).encode()


def once(request: Request, act: Callable[[], str]) -> HttpResponse:
    """Do it in one transaction and go to the address `act` gives; sent again, go there again and do nothing."""
    key = request.POST.get(KEY_FIELD, "")[:LONGEST_KEY]
    if not key:
        with transaction.atomic():
            return HttpResponseRedirect(act())
    asked = idempotency.Request(key, f"POST {request.path}"[:200], said(request))

    def perform() -> idempotency.Answer:
        return idempotency.Answer(302, act(), "text/plain")

    answer = idempotency.once(actor=request.actor, request=asked, now=request.now, perform=perform)
    return HttpResponseRedirect(answer.body)
