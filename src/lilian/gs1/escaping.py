"""Percent-encoding as GS1 Digital Link has it: everything but letters, digits and `-._~` is escaped, byte for byte."""

import re
from urllib.parse import quote, quote_plus

ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")


def in_path(text: str) -> str:
    return quote(text, safe="")


def in_query(text: str) -> str:
    return quote_plus(text, safe="")


def from_path(text: str) -> str:
    """What a part of a path says; a `%` before anything but two hexadecimal digits stays as it is."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def from_query(text: str) -> str:
    return from_path(text.replace("+", " "))
