"""From an exception to a problem: the one table of it."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from lilian.api import refusals
from lilian.api.faults import fault
from lilian.api.problems import refused
from lilian.kernel.refusal import NotFound, Refusal

BY_STATUS: dict[int, type[refusals.DoorRefusal]] = {
    400: refusals.UnreadableBody,
    401: refusals.NoCredentials,
    403: refusals.UnsafeSession,
}
KEY_HEADER = ("header", "Idempotency-Key")
RETRY_AFTER_S = 5
MEGABYTE = 1024 * 1024


def on_refusal(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return refused(refusal)


def on_detailed(_request: HttpRequest, detailed: refusals.Detailed) -> HttpResponse:
    return refused(detailed.refusal, detailed.errors)


def on_wrong_values(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A missing key is a bad request as such; everything else is named value by value."""
    key = next((one for one in error.errors if tuple(one["loc"]) == KEY_HEADER), None)
    if key:
        return refused(refusals.NoKey() if key["type"] == "missing" else refusals.BadKey())
    return refused(refusals.InvalidInput(count=len(error.errors)), [fault(one) for one in error.errors])


def on_http_error(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework refuses by number.

    :raises KeyError: if the framework learns to refuse in a way this table does not know
    """
    answer = refused(BY_STATUS[error.status_code]())
    if error.status_code == AuthenticationError().status_code:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def on_absent(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return refused(NotFound())


def on_too_large(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return refused(refusals.TooLarge(megabytes=settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE))


def on_busy(_request: HttpRequest, _error: OperationalError) -> HttpResponse:
    """The database would not give the lock in time: nothing was written, and the same call may be sent again."""
    answer = refused(refusals.Busy())
    answer["Retry-After"] = str(RETRY_AFTER_S)
    return answer


HANDLERS: tuple[tuple[type[Exception], Callable[..., HttpResponse]], ...] = (
    (Refusal, on_refusal),
    (refusals.Detailed, on_detailed),
    (ValidationError, on_wrong_values),
    (HttpError, on_http_error),
    (Http404, on_absent),
    (ObjectDoesNotExist, on_absent),
    (RequestDataTooBig, on_too_large),
    (OperationalError, on_busy),
)


def install(api: NinjaAPI) -> None:
    for kind, handler in HANDLERS:
        api.add_exception_handler(kind, handler)
