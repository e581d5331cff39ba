"""A write is done once per `Idempotency-Key`; sent again, it gets the answer it got."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Header
from ninja.utils import contribute_operation_args
from pydantic import StringConstraints, TypeAdapter

from lilian.api.actors import Request
from lilian.base import idempotency
from lilian.kernel.marks import gettext_noop

View = Callable[..., Any]
Key = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[!-~]+$")]
WHAT = gettext_noop("这次办理的编号，由你生成，例如 UUID；重发时用同一个编号，事情只办一次")
REPLAYED = "Idempotent-Replayed"


def as_response(answer: idempotency.Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status, content_type=answer.content_type)
    if answer.replayed:
        response[REPLAYED] = "true"
    return response


def client_key(request: Request, key: str) -> str:
    """For tables that keep a key of their own: one per caller and key, short."""
    whole = f"{idempotency.owner_name(request.auth)}\n{key}"
    return f"api:{hashlib.sha256(whole.encode()).hexdigest()[:40]}"


def once(view: View, *, shape: Any, status: int, first: View | None = None) -> View:
    """The view, with the answer stored in the transaction of its effect; a refusal undoes both.

    `first` is done before the transaction, and not for an answer given before: what takes long holds nobody up. The
    view finds it in `request.ready`.
    """
    adapter: TypeAdapter[Any] = TypeAdapter(shape)

    @wraps(view)
    def answered(request: Request, idempotency_key: str, **values: Any) -> HttpResponse:
        request.client_key = client_key(request, idempotency_key)
        asked = idempotency.Request(idempotency_key, f"{request.method} {request.path}"[:200], request.body)
        if first is not None:
            if before := idempotency.given_before(actor=request.auth, request=asked):
                return as_response(before)
            request.ready = first(request, **values)

        def perform() -> idempotency.Answer:
            found = adapter.validate_python(view(request, **values), from_attributes=True)
            return idempotency.Answer(status=status, body=adapter.dump_json(found).decode())

        done = idempotency.once(actor=request.auth, request=asked, now=timezone.now(), perform=perform)
        return as_response(done)

    contribute_operation_args(answered, "idempotency_key", Key, Header(..., alias="Idempotency-Key", description=WHAT))
    return answered
