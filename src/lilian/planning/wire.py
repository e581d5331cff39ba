"""What every topic's JSON has in common: reading, writing, and the JSON Schema made from the code."""

from typing import Any

import msgspec

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid


class BadJson(Invalid):
    code = "planning.bad_json"
    sentence = gettext_noop("JSON 读不懂：{fault}。")
    remedy = gettext_noop("请对照 JSON Schema 检查。")


def read(data: bytes | str, kind: Any) -> Any:
    """
    :raises BadJson: if it is no JSON, or not of the schema
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.DecodeError as fault:
        raise BadJson(fault=str(fault)) from fault


def to_json(thing: Any) -> bytes:
    """UTF-8 JSON, fields in a fixed order, arrays as lists: the same thing gives the same bytes."""
    return msgspec.json.encode(thing, order="deterministic", enc_hook=lambda array: array.tolist())


def schema_of(**kinds: Any) -> dict[str, Any]:
    """JSON Schema (2020-12) of several types by name, with their parts under `$defs`."""
    schemas, definitions = msgspec.json.schema_components(kinds.values(), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **dict(zip(kinds, schemas, strict=True)),
        "$defs": definitions,
    }
