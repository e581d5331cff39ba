"""How the child hands fruit back: MessagePack of plain values and the bytes of integer columns."""

from dataclasses import fields
from typing import Any

import msgspec
import numpy as np

from lilian.kernel.sentences import as_plain, from_plain
from lilian.sorting.rules.fruit import Fruit
from lilian.sorting.sheets.faults import KINDS, LineFault
from lilian.sorting.sheets.parsing import Parsed

ORDER = np.dtype("<u2")


class WireFault(msgspec.Struct):
    code: str
    rows: int
    lines: tuple[int, ...]
    fields: dict[str, Any]


class WireLine(msgspec.Struct):
    columns: dict[str, bytes]
    machine_grades: tuple[str, ...]
    marks: tuple[str, ...]
    rows: int
    bad: int
    faults: list[WireFault]


def columns_of(fruit: Fruit) -> dict[str, np.ndarray[Any, np.dtype[np.uint16]]]:
    """The columns that are there, by name."""
    named = {field.name: getattr(fruit, field.name) for field in fields(fruit)}
    return {name: value for name, value in named.items() if isinstance(value, np.ndarray)}


def pack(parsed: Parsed) -> bytes:
    fruit = parsed.fruit
    line = WireLine(
        columns={name: value.astype(ORDER).tobytes() for name, value in columns_of(fruit).items()},
        machine_grades=fruit.machine_grades,
        marks=fruit.marks,
        rows=parsed.rows,
        bad=parsed.bad,
        faults=[WireFault(one.kind.code, one.rows, one.lines, as_plain(one.fields)) for one in parsed.faults],
    )
    return msgspec.msgpack.encode(line)


def unpack(data: bytes) -> Parsed:
    """:raises msgspec.ValidationError, msgspec.DecodeError, ValueError, KeyError: if the child said anything else"""
    line = msgspec.msgpack.decode(data, type=WireLine)
    columns = {name: np.frombuffer(value, ORDER).astype(np.uint16, copy=False) for name, value in line.columns.items()}
    fruit = Fruit(**columns, machine_grades=line.machine_grades, marks=line.marks)
    found = (LineFault(KINDS[one.code], one.rows, one.lines, from_plain(one.fields)) for one in line.faults)
    return Parsed(fruit, line.rows, line.bad, tuple(found))
