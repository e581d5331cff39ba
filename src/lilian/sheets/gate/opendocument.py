"""What an ods container may hold."""

import re

from lilian.sheets.gate.zipped import KEEP, Zipped
from lilian.sheets.refusals import Bomb, Encrypted, HasExternalLinks, HasMacros

MACRO_FOLDERS = ("basic/", "scripts/")
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
LINKED = re.compile(rb"<table:(?:table-source|cell-range-source|dde-link)\b")


def check(zipped: Zipped) -> int:
    """Stream every member once; the unpacked size in bytes.

    :raises FileRefused: for macros, passwords, outside data and dangerous XML
    """
    if any(name.lower().startswith(MACRO_FOLDERS) for name in zipped.names):
        raise HasMacros()
    size = 0
    for member in zipped.members:
        tail = b""
        for chunk in zipped.chunks(member):
            _check_text(tail + chunk, member.filename)
            tail, size = chunk[-KEEP:], size + len(chunk)
    return size


def _check_text(text: bytes, name: str) -> None:
    if name == "META-INF/manifest.xml" and b"encryption-data" in text:
        raise Encrypted()
    if not name.endswith(".xml"):
        return
    if DOCTYPE.search(text):
        raise Bomb()
    if LINKED.search(text):
        raise HasExternalLinks()
