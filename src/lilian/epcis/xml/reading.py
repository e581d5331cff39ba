"""A document of XML as the same `Document` that JSON makes.

Extensions keep the short names of their namespaces, which go into the context; whether an extension is a number or a
text is not told in XML, so it is a text.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import msgspec

from lilian.epcis.documents import CONTEXT, DOCUMENT, QUERY_DOCUMENT, Body, Document, Vocabulary, told
from lilian.epcis.faults import SCHEMA, Fault, Unreadable
from lilian.epcis.words import ERROR_REASON, EVENT_TYPES
from lilian.epcis.xml import names
from lilian.epcis.xml.parsing import found, local, parsed, space_of, text_of, unwrapped

NOT_TOLD = names.SHORT_NAMES.keys() | {names.INSTANCE, names.SCHEMA}


def read(text: bytes) -> Document:
    """The document in these bytes.

    :raises Unreadable: if it is no XML, or no document of EPCIS
    """
    root, shorts = parsed(text)
    kind, reader = local(root.tag), _Reader(shorts)
    if kind in EVENT_TYPES:
        body = reader.event(root)
        return Document("", [body | {"@context": reader.context}], reader.context)
    if kind not in (DOCUMENT, QUERY_DOCUMENT):
        raise Unreadable(Fault(SCHEMA, "/", f"no document of EPCIS: {kind}"))
    events = found(root, "EPCISBody", "EventList")
    if events is None:
        events = found(root, "EPCISBody", "QueryResults", "resultsBody", "EventList")
    if events is None:
        raise Unreadable(Fault(SCHEMA, "/EPCISBody", "no EventList"))
    bodies = [reader.event(one) for one in unwrapped(events)]
    return Document(kind, bodies, reader.context, list(_vocabularies(root)))


class _Reader:
    """Knows the short names; `context` tells them."""

    def __init__(self, shorts: dict[str, str]) -> None:
        self._shorts = shorts
        told = ({short: space} for space, short in shorts.items() if space not in NOT_TOLD)
        self.context: list[Any] = [CONTEXT, *told]

    def _name(self, tag: str) -> str:
        space = space_of(tag)
        if space in names.OURS:
            return local(tag)
        return f"{self._shorts.get(space, 'xml')}:{local(tag)}"

    def event(self, element: Element) -> Body:
        space = space_of(element.tag)
        body: Body = {"type": local(element.tag) if space in names.OURS else f"{space}{local(element.tag)}"}
        for child in unwrapped(element):
            name = self._name(child.tag)
            value = self._part(name, child)
            if isinstance(value, list):
                body.setdefault(name, []).extend(value)
            else:
                _put(body, name, value)
        return body

    def _part(self, name: str, element: Element) -> Any:
        if name in names.EPC_LISTS:
            return [text_of(one) for one in element]
        if name in names.QUANTITY_LISTS:
            return [_quantity(one) for one in element]
        if name in names.TYPED_LISTS:
            return [_typed(one, *names.TYPED_LISTS[name]) for one in element]
        if name in names.WORDS:
            return names.WORDS[name].bare(text_of(element))
        if name in names.PLACES or name == "ilmd":
            return self._fields(element)
        if name == "persistentDisposition":
            return _dispositions(element)
        if name == "sensorElementList":
            return [self._sensor(one) for one in element]
        return self._declaration(element) if name == "errorDeclaration" else self._extension(element)

    def _fields(self, element: Element) -> Body:
        body: Body = {}
        for child in unwrapped(element):
            _put(body, self._name(child.tag), self._extension(child))
        return body

    def _extension(self, element: Element) -> Any:
        told = {
            f"@{self._name(key)}": value
            for key, value in element.items()
            if space_of(key) not in (names.INSTANCE, names.SCHEMA)
        }
        if len(element):
            return told | self._fields(element)
        return told | {"#text": text_of(element)} if told else text_of(element)

    def _sensor(self, element: Element) -> Body:
        body: Body = {}
        for child in unwrapped(element):
            name = self._name(child.tag)
            if name == "sensorMetadata":
                body[name] = self._attributes(child) | self._fields(child)
            elif name == "sensorReport":
                body.setdefault(name, []).append(self._attributes(child) | self._fields(child))
            else:
                _put(body, name, self._extension(child))
        return body

    def _attributes(self, element: Element) -> Body:
        named = ((self._name(key), value) for key, value in element.items())
        return {name: _value(name, value) for name, value in named}

    def _declaration(self, element: Element) -> Body:
        body: Body = {}
        for child in unwrapped(element):
            name = self._name(child.tag)
            if name == "correctiveEventIDs":
                body[name] = [text_of(one) for one in child]
            elif name == "reason":
                body[name] = ERROR_REASON.bare(text_of(child))
            else:
                _put(body, name, self._extension(child))
        return body


def _put(body: Body, name: str, value: Any) -> None:
    """What stands there already becomes a list."""
    if name not in body:
        body[name] = value
    elif isinstance(body[name], list):
        body[name].append(value)
    else:
        body[name] = [body[name], value]


def _quantity(element: Element) -> Body:
    nothing = f"{{{names.INSTANCE}}}nil"
    said = {local(child.tag): text_of(child) for child in element if child.get(nothing) != "true"}
    return said | ({"quantity": _number(said["quantity"])} if "quantity" in said else {})


def _typed(element: Element, key: str, kind: Any) -> Body:
    named = {"type": kind.bare(element.attrib["type"].strip())} if "type" in element.attrib else {}
    return named | {key: text_of(element)}


def _dispositions(element: Element) -> Body:
    body: Body = {}
    for child in unwrapped(element):
        body.setdefault(local(child.tag), []).append(names.WORDS["disposition"].bare(text_of(child)))
    return body


def _value(name: str, text: str) -> Any:
    if name in names.NUMBERS:
        return _number(text)
    if name == "booleanValue":
        return {"true": True, "1": True, "false": False, "0": False}.get(text, text)
    return names.REPORT_WORDS[name].bare(text) if name in names.REPORT_WORDS else text


def _number(text: str) -> Any:
    """A text that is no number stays one, and is refused with the rest of the schema."""
    try:
        said = float(text)
    except ValueError:
        return text
    return int(said) if said.is_integer() else said if abs(said) < float("inf") else text


def _vocabularies(root: Element) -> Iterator[Vocabulary]:
    """Master data, from the header."""
    listed = found(root, "EPCISHeader", "EPCISMasterData", "VocabularyList")
    for vocabulary in unwrapped(listed) if listed is not None else ():
        elements = [_element(one) for each in vocabulary for one in each]
        plain = {"type": vocabulary.get("type", ""), "vocabularyElementList": elements}
        try:
            yield msgspec.convert(plain, Vocabulary)
        except msgspec.ValidationError as wrong:
            raise Unreadable(told(wrong)) from None


def _element(element: Element) -> Body:
    body: Body = {"id": element.get("id", "")}
    for child in unwrapped(element):
        if local(child.tag) == "attribute":
            body.setdefault("attributes", []).append({"id": child.get("id", ""), "attribute": text_of(child)})
        elif local(child.tag) == "children":
            body["children"] = [text_of(one) for one in child]
    return body
