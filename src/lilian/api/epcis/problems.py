"""What the door refuses, by the names EPCIS gives (its REST binding, RFC 7807)."""

import json
from xml.etree.ElementTree import Element, SubElement

from django.http import HttpResponse
from ninja.errors import AuthenticationError

from lilian.api.refusals import DoorRefusal, TooManyTries
from lilian.epcis.faults import Unreadable
from lilian.epcis.xml.writing import as_bytes
from lilian.exchange.actions import BadEvent, QueryNameTaken, ToldBefore, WrongSubscription
from lilian.exchange.queries import TooComplex, TooLargeAnswer, WrongParameter
from lilian.kernel.refusal import Invalid, NotAllowed, NotFound, Refusal

TITLES = {
    "ValidationException": "The document or event is not valid",
    "QueryValidationException": "The query is not valid",
    "QueryParameterException": "A query parameter is not valid",
    "SubscriptionControlsException": "The subscription is not valid",
    "SecurityException": "Not allowed",
    "NoSuchNameException": "There is nothing of this name",
    "NotAcceptableException": "Not acceptable",
    "ResourceAlreadyExistsException": "The resource already exists",
    "CaptureLimitExceededException": "The document is too large",
    "QueryTooLargeException": "The answer is too large",
    "QueryTooComplexException": "The query is too complex",
    "URITooLongException": "The address is too long",
    "UnsupportedMediaTypeException": "The media type is not supported",
    "MethodNotAllowedException": "The method is not allowed here",
    "TooManyRequestsException": "Too many wrong tokens",
    "ImplementationException": "The server could not do this",
}


class Problem(Exception):
    """An answer other than the one hoped for."""

    def __init__(self, status: int, kind: str, detail: str = "") -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail = status, kind, detail

    def answer(self, *, xml: bool) -> HttpResponse:
        told = {
            "type": f"epcisException:{self.kind}",
            "title": TITLES[self.kind],
            "status": self.status,
            "detail": self.detail or TITLES[self.kind],
        }
        if xml:
            root = Element("problem", {"xmlns": "urn:ietf:rfc:7807"})
            for name, value in told.items():
                SubElement(root, name).text = str(value)
            return HttpResponse(as_bytes(root), status=self.status, content_type="application/problem+xml")
        body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        return HttpResponse(body, status=self.status, content_type="application/problem+json")


# What of GS1's OpenAPI document is answered by 501, by operation, and why; `docs/epcis.md` has the same list.
NOT_OFFERED = {
    "GET /queries/{queryName}/events": "WebSocket is not offered: subscribe with a webhook",
    "DELETE /nextPageToken/{token}": "tokens hold nothing here and end by themselves",
}


def not_offered(operation: str) -> Problem:
    """501, of a key of `NOT_OFFERED`."""
    return Problem(501, "ImplementationException", NOT_OFFERED[operation])


BY_KIND: tuple[tuple[type[Exception], int, str], ...] = (
    (Unreadable, 400, "ValidationException"),
    (BadEvent, 400, "ValidationException"),
    (ToldBefore, 409, "ResourceAlreadyExistsException"),
    (QueryNameTaken, 409, "ResourceAlreadyExistsException"),
    (WrongSubscription, 400, "SubscriptionControlsException"),
    (WrongParameter, 400, "QueryParameterException"),
    (TooComplex, 413, "QueryTooComplexException"),
    (TooLargeAnswer, 413, "QueryTooLargeException"),
    (NotAllowed, 403, "SecurityException"),
    (NotFound, 404, "NoSuchNameException"),
    (TooManyTries, 429, "TooManyRequestsException"),
    (AuthenticationError, 401, "SecurityException"),
    (Invalid, 400, "ValidationException"),
    (DoorRefusal, 400, "ValidationException"),
    (Refusal, 409, "ResourceAlreadyExistsException"),
)


def problem_of(error: Exception) -> Problem | None:
    """The problem an exception is for whoever called; None if it is a fault of ours."""
    if isinstance(error, Problem):
        return error
    for kind, status, name in BY_KIND:
        if isinstance(error, kind):
            detail = error.text() if isinstance(error, Refusal) else str(error)
            return Problem(status, name, detail)
    return None
