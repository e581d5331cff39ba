"""The description of the API: every text in the reader's language, errors as the media type they have."""

from typing import Any

from django.utils.translation import get_language, gettext
from ninja import NinjaAPI
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.operation import Operation
from ninja.schema import NinjaGenerateJsonSchema

from lilian.api.problems import MEDIA_TYPE, TITLES, Problem
from lilian.kernel.marks import gettext_noop

ROW_NUMBER = gettext_noop("记录编号")
TEXTS = ("summary", "description")


def translated(node: Any) -> Any:
    """A copy with summaries and descriptions translated, and the titles made from variable names left out."""
    if isinstance(node, list):
        return [translated(part) for part in node]
    if not isinstance(node, dict):
        return node
    return {
        name: gettext(part) if name in TEXTS and isinstance(part, str) and part else translated(part)
        for name, part in node.items()
        if not (name == "title" and isinstance(part, str) and "type" in node)
    }


def with_problems(operation: dict[str, Any]) -> None:
    """Errors are problem+json, with the title of their kind as description."""
    for status, answer in operation["responses"].items():
        if int(status) in TITLES:
            answer["description"] = TITLES[int(status)]
            answer["content"] = {MEDIA_TYPE: {"schema": {"$ref": REF_TEMPLATE.format(model=Problem.__name__)}}}


def shapes_of_problems() -> dict[str, Any]:
    """What every error holds, and what is held by it."""
    shape = Problem.model_json_schema(ref_template=REF_TEMPLATE, schema_generator=NinjaGenerateJsonSchema)
    return {**shape.pop("$defs", {}), Problem.__name__: shape}


def with_row_numbers(operation: dict[str, Any]) -> None:
    """The framework drops the words of path parameters; all of ours that are unnamed are row numbers."""
    for parameter in operation["parameters"]:
        if parameter["in"] == "path" and parameter["name"].endswith("_id"):
            parameter.setdefault("description", ROW_NUMBER)


class Door(NinjaAPI):
    """The API, with its own way to describe itself."""

    def __init__(self, **options: Any) -> None:
        self.told: dict[str, OpenAPISchema] = {}
        super().__init__(**options)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The whole description in the reader's language, worked out once: it takes seconds. Not to be changed."""
        key = repr((get_language(), options))
        if key not in self.told:
            self.told[key] = self._worked_out(**options)
        return self.told[key]

    def _worked_out(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        schema["components"]["schemas"] |= shapes_of_problems()
        for methods in schema["paths"].values():
            for operation in methods.values():
                with_problems(operation)
                with_row_numbers(operation)
        for shape in schema["components"]["schemas"].values():
            shape.pop("description", None)  # the docstring: for readers of the code
        for name in ("info", "paths", "components", "tags"):
            schema[name] = translated(schema[name])
        return schema
