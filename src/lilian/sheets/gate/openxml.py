"""What an xlsx or xlsb container may hold: data, no programs, no way out, no dangerous XML."""

import re
import zipfile

from lilian.sheets.gate.zipped import CHUNK, KEEP, Zipped
from lilian.sheets.refusals import Bomb, Damaged, HasExternalLinks, HasMacros, TooManyRows

MACRO_PARTS = ("vbaproject", "/macrosheets/", "/activex/", "/dialogsheets/", "vbadata")
LINK_PARTS = ("/externallinks/", "xl/connections", "/querytables/", "customui/")
XML_ENDS = (".xml", ".rels", ".vml")
# Cells and shared texts, by what is looked for first, because it is soon found or rare.
COUNTED = {
    b"<c": (b"<c ", b"<c>", b"<c/"),
    b"<si": (b"<si>", b"<si "),
    b":": (b":c ", b":c>", b":c/", b":si>"),
}
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
MACRO_TYPE = re.compile(rb"macroEnabled|vnd\.ms-office\.vbaProject|intlmacrosheet|macrosheet", re.I)
RELATION = re.compile(rb"<[\w:]*Relationship\b[^>]*>", re.S)
EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External", re.I)
# A cell with as many digits as the last row allowed, or right of column GR; how far is looked at then.
FAR_CELL = rb"r\s*=\s*[\"'](?:[A-Za-z]{0,4}(\d{%d,})|([A-Za-z]{3,}|[H-Zh-z][A-Za-z]|[Gg][S-Zs-z])\d)"


def check(zipped: Zipped) -> int:
    """Stream every member once; the unpacked size in bytes.

    :raises FileRefused: at the first thing that has no business in a table
    """
    for name in zipped.names:
        _check_name(name.lower())
    return sum(_check_member(zipped, member) for member in zipped.members)


def _check_name(name: str) -> None:
    if any(part in f"/{name}" for part in MACRO_PARTS):
        raise HasMacros()
    if any(part in f"/{name}" for part in LINK_PARTS):
        raise HasExternalLinks()


def _check_member(zipped: Zipped, member: zipfile.ZipInfo) -> int:
    """One pass over a member; its size in bytes."""
    name, tail, size, things = member.filename.lower(), b"", 0, 0
    is_table = name.startswith("xl/") and name.endswith(".xml")  # a sheet may lie anywhere in there
    for chunk in zipped.chunks(member):
        if not size and chunk.startswith(b"PK\x03\x04"):
            raise Bomb()  # a packed file within the packed file
        size += len(chunk)
        if name.endswith(XML_ENDS):
            _check_xml(tail + chunk, name, first=size == len(chunk))
        if is_table:
            things += sum(chunk.count(thing) for mark, them in COUNTED.items() if mark in chunk for thing in them)
            _check_reach(tail + chunk, things, zipped)
            if len(chunk) == CHUNK and b"<" not in chunk:
                raise Bomb()  # eight times the longest text a cell can hold, without an end in sight
        tail = (tail + chunk)[-KEEP:]
    return size


def _check_xml(text: bytes, name: str, *, first: bool) -> None:
    if first and (b"\0" in text[:64] or text.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise Damaged()  # UTF-16 would hide what the patterns look for; no office program writes it
    if b"<!" in text and DOCTYPE.search(text):
        raise Bomb()
    if name == "[content_types].xml" and MACRO_TYPE.search(text):
        raise HasMacros()
    if name.endswith(".rels") and any(_leads_out(tag) for tag in RELATION.findall(text)):
        raise HasExternalLinks()


def _leads_out(relation: bytes) -> bool:
    """A plain hyperlink is text to us; any other outside target would be fetched by someone."""
    return EXTERNAL.search(relation) is not None and b"/hyperlink" not in relation


def _check_reach(text: bytes, things: int, zipped: Zipped) -> None:
    limits = zipped.limits
    too_far = things > limits.cells
    for match in re.finditer(FAR_CELL % len(str(limits.rows)), text):  # kept compiled by `re`
        if not text[match.start() - 1 : match.start()].isspace():
            continue  # the end of another name
        too_far = too_far or match[2] is not None or int(match[1]) > limits.rows
        if too_far:
            break
    if too_far:
        raise TooManyRows(rows=limits.rows, columns=limits.columns)
