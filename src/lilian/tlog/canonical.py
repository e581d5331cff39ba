"""Canonical JSON (RFC 8785) of what log entries are made of: texts, integers, truths, nothing, lists and objects."""

from typing import Any

import msgspec

MOST = 2**53 - 1  # the largest integer every reader of JSON keeps exactly
ENCODER = msgspec.json.Encoder(order="deterministic")


class NotCanonical(ValueError):
    """A value that would be read back differently somewhere."""


def canonical(value: Any) -> bytes:
    """The one way to write it, in UTF-8. Names are ASCII, so that every order of characters sorts them alike.

    :raises NotCanonical: if there is a float, an integer beyond 2**53, or a name that is not ASCII
    """
    _check(value)
    try:
        return ENCODER.encode(value)
    except UnicodeEncodeError as fault:
        raise NotCanonical(str(fault)) from None


def _check(value: Any) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            if not (isinstance(name, str) and name.isascii()):
                raise NotCanonical(f"a name {name!r}")
            _check(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check(inner)
    elif type(value) is int:
        if abs(value) > MOST:
            raise NotCanonical(f"an integer {value}")
    elif value is not None and type(value) not in (str, bool):
        raise NotCanonical(f"a {type(value).__name__}")
