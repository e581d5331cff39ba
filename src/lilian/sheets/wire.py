"""How the child hands a workbook back: MessagePack of plain values only, never pickled objects.

A date or time travels as a list of its kind and its ISO text; everything else as itself.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec

from lilian.sheets.cells import Book, CellError, Sheet, Value
from lilian.sheets.limits import Limits
from lilian.sheets.refusals import FileRefused

PLAIN = {str, float, int, bool, type(None)}


class WireSheet(msgspec.Struct):
    name: str
    hidden: bool
    merged: list[tuple[int, int, int, int]]
    rows: list[list[Any]]


class WireBook(msgspec.Struct):
    epoch_1904: bool
    sheets: list[WireSheet]


def pack(book: Book) -> bytes:
    sheets = [WireSheet(s.name, s.hidden, list(s.merged), [_packed(row) for row in s.rows]) for s in book.sheets]
    return msgspec.msgpack.encode(WireBook(book.epoch_1904, sheets))


def unpack(data: bytes, name: str) -> Book:
    """:raises msgspec.ValidationError, msgspec.DecodeError, ValueError: if the child said anything else"""
    wire = msgspec.msgpack.decode(data, type=WireBook)
    sheets = [Sheet(s.name, _unpacked(s.rows), tuple(s.merged), s.hidden) for s in wire.sheets]
    return Book(sheets, wire.epoch_1904, name)


def _packed(row: list[Value]) -> list[Any]:
    return [value if value.__class__ in PLAIN else _tagged(value) for value in row]


def _tagged(value: Value) -> list[str | float]:
    match value:
        case CellError():
            return ["error", value.shown]
        case datetime():
            return ["datetime", value.isoformat()]
        case date():
            return ["date", value.isoformat()]
        case time():
            return ["time", value.isoformat()]
        case timedelta():
            return ["timedelta", value.total_seconds()]
    raise TypeError(f"no cell holds a {type(value)}")


def _unpacked(rows: list[list[Any]]) -> list[list[Value]]:
    for row in rows:
        for i, value in enumerate(row):
            if value.__class__ is list:
                row[i] = _untagged(*value)
    return rows


def _untagged(kind: str, text: Any) -> Value:
    match kind:
        case "error":
            return CellError(str(text))
        case "datetime":
            return datetime.fromisoformat(text)
        case "date":
            return date.fromisoformat(text)
        case "time":
            return time.fromisoformat(text)
        case "timedelta":
            return timedelta(seconds=text)
    raise ValueError(kind)


def pack_limits(limits: Limits) -> str:
    return msgspec.json.encode(limits).decode()


def unpack_limits(text: str) -> Limits:
    return msgspec.json.decode(text, type=Limits)


class WireRefusal(msgspec.Struct):
    code: str
    fields: dict[str, str | int | float]


def pack_refusal(refusal: FileRefused) -> bytes:
    return msgspec.msgpack.encode(WireRefusal(refusal.code, refusal.fields))


def unpack_refusal(data: bytes) -> FileRefused:
    """The refusal again, by its code."""
    wire = msgspec.msgpack.decode(data, type=WireRefusal)
    by_code = {kind.code: kind for kind in FileRefused.__subclasses__()}
    return by_code[wire.code](**wire.fields)
