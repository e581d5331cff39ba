"""From the OpenAPI description to what the page shows: groups of operations, each in plain rows."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from lilian.api.docs.examples import example, resolved
from lilian.api.operation import JSON
from lilian.base.policy import ROLE_NAMES, Scope

KEY_HEADER = "Idempotency-Key"


@dataclass(frozen=True)
class Row:
    """A parameter, a field or an answer."""

    name: str
    kind: str
    required: bool
    text: str


@dataclass(frozen=True)
class Entry:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Row, ...]
    fields: tuple[Row, ...]
    answers: tuple[Row, ...]
    roles: tuple[str, ...]
    curl: str
    sample: str


@dataclass(frozen=True)
class Group:
    name: str
    title: str
    entries: tuple[Entry, ...]


def kind(schema: dict[str, Any], shapes: dict[str, Any]) -> str:
    """`integer 1…200`, `string (date)`, `list of string`."""
    schema = resolved(schema, shapes)
    if schema.get("type") == "array":
        return f"[{kind(schema.get('items', {}), shapes)}]"
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"])
    bounds = [str(schema[end]) for end in ("minimum", "maximum") if end in schema]
    return " ".join(part for part in (schema.get("type", ""), schema.get("format", ""), "…".join(bounds)) if part)


def field_rows(schema: dict[str, Any], shapes: dict[str, Any], before: str = "") -> tuple[Row, ...]:
    """A row per field; the fields of what lies inside stand below it, those of list items behind `[]`."""
    schema = resolved(schema, shapes)
    needed = schema.get("required", [])
    rows: list[Row] = []
    for name, part in schema.get("properties", {}).items():
        rows.append(Row(before + name, kind(part, shapes), name in needed, part.get("description", "")))
        inner = resolved(part, shapes)
        items = resolved(inner.get("items", {}), shapes)
        if "properties" in items:
            rows += field_rows(items, shapes, f"{before}{name}[].")
        if "properties" in inner:
            rows += field_rows(inner, shapes, f"{before}{name}.")
    return tuple(rows)


def content(part: dict[str, Any]) -> dict[str, Any] | None:
    """The schema of a body or an answer."""
    return next((one["schema"] for one in part.get("content", {}).values() if "schema" in one), None)


def pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def curl(method: str, address: str, body: Any, takes: str = JSON) -> str:
    """The call as a line of a shell."""
    lines = [f"curl -X {method} '{address}'", "-H 'Authorization: Bearer $TOKEN'"]
    if method != "GET":
        lines.append(f"-H '{KEY_HEADER}: 5e3f2c1a-…'")
    if takes != JSON:
        lines += [f"-H 'Content-Type: {takes}'", "--data-binary '@…'"]
    elif body is not None:
        lines += ["-H 'Content-Type: application/json'", f"-d '{json.dumps(body, ensure_ascii=False)}'"]
    return " \\\n  ".join(lines)


def query(parameters: list[dict[str, Any]], shapes: dict[str, Any]) -> str:
    """What the address must carry behind its `?`."""
    needed = [one for one in parameters if one["in"] == "query" and one["required"]]
    said = "&".join(f"{one['name']}={example(one['schema'], shapes)}" for one in needed)
    return f"?{said}" if said else ""


def role_names(operation: dict[str, Any]) -> tuple[str, ...]:
    """Who may call it, in words; a role that reaches only its own organisation says so."""
    scopes = operation["x-needs"]["roles"]
    return tuple(
        gettext("{role}（本单位）").format(role=name) if scopes[role] == Scope.OWN else name
        for role, name in ((role, gettext(name)) for role, name in ROLE_NAMES.items() if role in scopes)
    )


def entry(method: str, path: str, operation: dict[str, Any], shapes: dict[str, Any], host: str) -> Entry:
    body = content(operation.get("requestBody", {}))
    asked = None if body is None else example(body, shapes)
    takes = next(iter(operation.get("requestBody", {}).get("content", {})), JSON)
    good = next((content(one) for status, one in operation["responses"].items() if int(status) < 300), None)
    return Entry(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=tuple(
            Row(one["name"], kind(one["schema"], shapes), one["required"], one.get("description", ""))
            for one in operation["parameters"]
        ),
        fields=() if body is None else field_rows(body, shapes),
        answers=tuple(Row(str(s), "", False, one["description"]) for s, one in operation["responses"].items()),
        roles=role_names(operation),
        curl=curl(method.upper(), host + path + query(operation["parameters"], shapes), asked, takes),
        sample="" if good is None else pretty(example(good, shapes)),
    )


def groups(schema: dict[str, Any], host: str) -> tuple[Group, ...]:
    """All operations, grouped by tag in the order of the description's tags.

    :param host: scheme and host for the example calls
    """
    shapes = schema["components"]["schemas"]
    listed = [
        (operation["tags"][0], entry(method, path, operation, shapes, host))
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    return tuple(
        Group(tag["name"], tag["description"], tuple(one for name, one in listed if name == tag["name"]))
        for tag in schema["tags"]
    )
