"""What comes in: bodies within their bounds, and questions from the address."""

from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest

from lilian.api.epcis import headers
from lilian.api.epcis.problems import Problem
from lilian.epcis.documents import loaded
from lilian.epcis.faults import Unreadable
from lilian.epcis.xml.parsing import parsed

PIPED = "|"
NOT_ASKED = frozenset({"perPage", "nextPageToken"})


def form_of(request: HttpRequest) -> str:
    """`json` or `xml`.

    :raises Problem: 415 if the body is neither
    """
    kind = (request.content_type or "").lower()
    if kind in headers.JSON_TYPES:
        return "json"
    if kind in headers.XML_TYPES:
        return "xml"
    raise Problem(415, "UnsupportedMediaTypeException", "JSON, JSON-LD or XML is expected")


def body(request: HttpRequest) -> bytes:
    """The body, read no further than it may be long.

    :raises Problem: 413 if it is longer
    """
    most = settings.EPCIS_CAPTURE_BYTES
    try:
        told = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        told = 0
    text = b"" if told > most else request.read(most + 1)
    if told > most or len(text) > most:
        raise Problem(413, "CaptureLimitExceededException", f"{most} bytes at most")
    return bytes(text)


def well_formed(form: str, text: bytes) -> bytes:
    """The document, which can be taken apart at all; what it says is looked at later.

    :raises Unreadable: if it is neither JSON nor XML, as its form says it is
    """
    if form == "xml":
        parsed(text)
    else:
        loaded(text)
    return text


def json_body(request: HttpRequest) -> dict[str, Any]:
    """:raises Problem: if it is no object of JSON"""
    if form_of(request) != "json":
        raise Problem(415, "UnsupportedMediaTypeException", "JSON is expected")
    try:
        found = loaded(body(request))
    except Unreadable as wrong:
        raise Problem(400, "ValidationException", str(wrong)) from None
    if not isinstance(found, dict):
        raise Problem(400, "ValidationException", "an object is expected")
    return found


def question(request: HttpRequest) -> dict[str, Any]:
    """The parameters of the address; a list is separated by `|`."""
    found: dict[str, Any] = {}
    for name, values in request.GET.lists():
        if name not in NOT_ASKED:
            if "\0" in name or any("\0" in value for value in values):
                raise Problem(400, "QueryParameterException", "a NUL is no text")
            found[name] = [part for value in values for part in value.split(PIPED)]
    return found


def encoded(found: Any) -> bytes:
    return msgspec.json.encode(found)
