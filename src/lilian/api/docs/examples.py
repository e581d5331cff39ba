"""Example values for a JSON schema: its own example where it has one, else one that fits its kind."""

from typing import Any

FORMATS = {"date": "2026-09-18", "date-time": "2026-09-18T08:00:00+08:00"}
KINDS: dict[str, Any] = {"integer": 1, "number": 36.69, "string": "…", "boolean": True, "null": None}


def resolved(schema: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    """The schema itself, where it is only named; of several, the first that is not null."""
    if "$ref" in schema:
        return resolved({**shapes[schema["$ref"].rsplit("/", 1)[-1]]}, shapes)
    choices = schema.get("anyOf") or schema.get("allOf") or schema.get("oneOf")
    if choices:
        chosen = next((one for one in choices if one.get("type") != "null"), choices[0])
        return {**resolved(chosen, shapes), **{k: v for k, v in schema.items() if k in ("examples", "description")}}
    return schema


def example(schema: dict[str, Any], shapes: dict[str, Any]) -> Any:
    """A value as the schema asks for it."""
    schema = resolved(schema, shapes)
    if schema.get("examples"):
        return schema["examples"][0]
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if schema.get("type") == "array":
        return [example(schema.get("items", {}), shapes)]
    if schema.get("type") == "object":
        return {name: example(part, shapes) for name, part in schema.get("properties", {}).items()}
    if schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    if schema.get("type") == "integer":
        return max(KINDS["integer"], schema.get("minimum", 0))
    return KINDS.get(schema.get("type", "null"))
