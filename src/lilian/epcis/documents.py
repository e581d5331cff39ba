"""A document of JSON or JSON-LD taken apart: its kind, context, header and the bodies of its events.

Bodies stay as they came, as dictionaries; `checks` looks at each by itself, so that a bad event need not cost the rest.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from lilian.epcis import formats
from lilian.epcis.faults import SCHEMA, Fault, Unreadable
from lilian.epcis.shapes import Time, Uri

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
DOCUMENT, QUERY_DOCUMENT = "EPCISDocument", "EPCISQueryDocument"
Body = dict[str, Any]
_URI = re.compile(formats.URI)


class Attribute(Struct):
    id: Uri
    attribute: int | float | str | dict[str, Any] | UnsetType = UNSET


class VocabularyElement(Struct):
    id: Uri
    attributes: list[Attribute] | UnsetType = UNSET
    children: list[Uri] | UnsetType = UNSET


class Vocabulary(Struct):
    type: Uri
    vocabularyElementList: list[VocabularyElement] | UnsetType = UNSET  # noqa: N815


class _MasterData(Struct):
    vocabularyList: list[Vocabulary] | UnsetType = UNSET  # noqa: N815


class _Header(Struct):
    epcisMasterData: _MasterData | UnsetType = UNSET  # noqa: N815


class _Events(Struct):
    eventList: list[Any]  # noqa: N815


class _Results(Struct):
    eventList: list[Any]  # noqa: N815
    vocabularyList: list[Vocabulary] | UnsetType = UNSET  # noqa: N815


class _QueryResults(Struct):
    queryName: str  # noqa: N815
    resultsBody: _Results  # noqa: N815
    subscriptionID: str | UnsetType = UNSET  # noqa: N815


class _QueryBody(Struct):
    queryResults: _QueryResults  # noqa: N815


_Version = Annotated[str, Meta(pattern=formats.VERSION)]


class _Document(Struct, kw_only=True):
    context: Any = msgspec.field(name="@context")
    type: str
    schemaVersion: _Version  # noqa: N815
    creationDate: Time  # noqa: N815
    epcisBody: _Events  # noqa: N815
    id: Uri | UnsetType = UNSET
    instanceIdentifier: str | UnsetType = UNSET  # noqa: N815
    sender: str | UnsetType = UNSET
    receiver: str | UnsetType = UNSET
    epcisHeader: _Header | UnsetType = UNSET  # noqa: N815


class _QueryDocument(Struct, kw_only=True):
    context: Any = msgspec.field(name="@context")
    type: str
    epcisBody: _QueryBody  # noqa: N815
    id: Uri | UnsetType = UNSET
    schemaVersion: _Version | UnsetType = UNSET  # noqa: N815
    creationDate: Time | UnsetType = UNSET  # noqa: N815


class _Bare(Struct):
    context: Any = msgspec.field(name="@context")


@dataclass(frozen=True)
class Document:
    """`kind`: EPCISDocument, EPCISQueryDocument, or '' for an event by itself.

    `prefixes` maps the short names of the context to their namespaces; `vocabularies` is the master data sent along.
    """

    kind: str
    bodies: list[Body]
    context: Any
    vocabularies: list[Vocabulary] = field(default_factory=list)

    @property
    def prefixes(self) -> dict[str, str]:
        return prefixes_of(self.context)


def prefixes_of(context: Any) -> dict[str, str]:
    """The short names a context gives, and what each stands for."""
    parts = context if isinstance(context, list) else [context]
    named = [part for part in parts if isinstance(part, Mapping)]
    return {name: space for part in named for name, space in part.items() if isinstance(space, str)}


def _refused(path: str, message: str, rule: str = SCHEMA) -> Unreadable:
    return Unreadable(Fault(rule, path, message))


def loaded(text: bytes) -> Any:
    """:raises Unreadable: if it is no JSON in UTF-8"""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise _refused("$", f"not JSON: {wrong}", "json") from None


def read(text: bytes) -> Document:
    """The document in these bytes.

    :raises Unreadable: if it is none; what is wrong inside an event is for `checks`
    """
    return taken_apart(loaded(text))


def taken_apart(whole: Any) -> Document:
    """:raises Unreadable: if it is no document and no event"""
    if not isinstance(whole, dict) or not isinstance(whole.get("type"), str):
        raise _refused("$.type", "an object with a type is expected")
    kind = whole["type"]
    if kind == DOCUMENT:
        found: Any = _shaped(whole, _Document)
        header = found.epcisHeader
        data = UNSET if header is UNSET else header.epcisMasterData
        return _document(whole, found.epcisBody.eventList, UNSET if data is UNSET else data.vocabularyList)
    if kind == QUERY_DOCUMENT:
        results = _shaped(whole, _QueryDocument).epcisBody.queryResults.resultsBody
        return _document(whole, results.eventList, results.vocabularyList)
    _shaped(whole, _Bare, exact=False)
    return Document("", [whole], whole["@context"])


def _document(whole: Body, bodies: list[Any], vocabularies: Any) -> Document:
    return Document(whole["type"], bodies, whole["@context"], [] if vocabularies is UNSET else vocabularies)


NESTED: dict[tuple[str, ...], type[Struct]] = {
    ("epcisHeader",): _Header,
    ("epcisBody",): _QueryBody,
    ("epcisBody", "queryResults"): _QueryResults,
    ("epcisBody", "queryResults", "resultsBody"): _Results,
}


def _shaped(whole: Body, shape: type[Struct], *, exact: bool = True) -> Any:
    """The whole by its shape, its names known or URIs, no part of its context twice."""
    try:
        found = msgspec.convert(whole, shape)
    except msgspec.ValidationError as wrong:
        raise Unreadable(told(wrong)) from None
    if wrong_context := context_fault(whole["@context"]):
        raise Unreadable(wrong_context)
    if exact:
        _only_known(whole, shape, "$")
        for steps, nested in NESTED.items():
            part: Any = whole
            for step in steps:
                part = part.get(step) if isinstance(part, dict) else None
            if isinstance(part, dict) and (nested is not _QueryBody or shape is _QueryDocument):
                _only_known(part, nested, "$." + ".".join(steps))
    return found


def _only_known(part: Body, shape: type[Struct], path: str) -> None:
    for name in unknown_names(part, frozenset(shape.__struct_encode_fields__)):
        raise _refused(f"{path}['{name}']", "neither a name of the standard nor a URI")


def is_uri(text: str) -> bool:
    return _URI.match(text) is not None


def unknown_names(part: Body, known: frozenset[str]) -> list[str]:
    """Names that are neither known nor the URI of an extension."""
    if known.issuperset(part):
        return []  # as nearly always
    return [name for name in part.keys() - known if not is_uri(name)]


def context_fault(context: Any) -> Fault | None:
    """What is wrong with a context: it is a URI, an object, or a list of these, none of them twice."""
    parts = context if isinstance(context, list) else [context]
    for place, part in enumerate(parts):
        if not isinstance(part, dict) and not (isinstance(part, str) and is_uri(part)):
            return Fault(SCHEMA, "$['@context']", "neither a URI nor an object")
        if part in parts[:place]:
            return Fault(SCHEMA, "$['@context']", "the same context twice")
    return None


def told(wrong: msgspec.ValidationError) -> Fault:
    """`Expected …  - at `$.a.b`` as a fault."""
    message, _, path = str(wrong).rpartition(" - at ") if " - at " in str(wrong) else (str(wrong), "", "$")
    form = next((said for pattern, said in formats.FORMS.items() if repr(pattern) in message), "")
    return Fault(SCHEMA, path.strip("`"), f"{form} is expected" if form else message)
