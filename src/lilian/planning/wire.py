"""What every topic's JSON has in common: reading, writing, and the JSON Schema made from the code."""

from inspect import cleandoc
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
        "$defs": {name: with_clean_words(schema) for name, schema in definitions.items()},
    }


def with_clean_words(schema: dict[str, Any]) -> dict[str, Any]:
    """Descriptions as every Python gives them: 3.13 takes the indentation out of docstrings, older ones leave it."""
    return {key: cleandoc(value) if key == "description" else value for key, value in schema.items()}
