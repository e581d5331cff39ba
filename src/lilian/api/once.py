"""A write is done once per `Idempotency-Key`."""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from ninja import Header
from ninja.utils import contribute_operation_args
from pydantic import StringConstraints

from lilian.kernel.marks import gettext_noop

View = Callable[..., Any]
Key = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[!-~]+$")]
WHAT = gettext_noop("这次办理的编号,由你生成,例如 UUID;重发时用同一个编号,事情只办一次")


def once(view: View, *, shape: Any, status: int) -> View:
    @wraps(view)
    def answered(request: Any, idempotency_key: str, **values: Any) -> Any:
        return view(request, **values)

    contribute_operation_args(answered, "idempotency_key", Key, Header(..., alias="Idempotency-Key", description=WHAT))
    return answered
