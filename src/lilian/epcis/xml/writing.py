"""Bodies as a document of XML, in the order of the XSD."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from lilian.epcis.documents import DOCUMENT, Body, prefixes_of
from lilian.epcis.words import ERROR_REASON
from lilian.epcis.xml import names

NCNAME = re.compile(r"[A-Za-z_][\w.\-]*\Z")
NOT_IN_NAMES = re.compile(r"[^\w.\-]")
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
KNOWN = {"cbvmda": "urn:epcglobal:cbv:mda", "gs1": "https://gs1.org/voc/", "cbv": "https://ref.gs1.org/cbv/"}
Words = Callable[[Any, str], str]


def as_urn(kind: Any, word: str) -> str:
    return str(kind.as_urn(word))


def as_web(kind: Any, word: str) -> str:
    return str(kind.as_web(word))


def document(bodies: Iterable[Body], prefixes: Mapping[str, str], *, created: str, words: Words = as_urn) -> bytes:
    """An EPCISDocument; `prefixes` are those the bodies use, `words` how the vocabulary's words are written."""
    root = Element(f"epcis:{DOCUMENT}", {"xmlns:epcis": names.EPCIS, "schemaVersion": "2.0", "creationDate": created})
    _Writer(root, prefixes, words).events(SubElement(SubElement(root, "EPCISBody"), "EventList"), bodies)
    return as_bytes(root)


def query_document(
    bodies: Iterable[Body],
    prefixes: Mapping[str, str],
    *,
    created: str,
    query: str,
    subscription: str = "",
    words: Words = as_urn,
) -> bytes:
    """An EPCISQueryDocument with the results of a query."""
    told = {"xmlns:epcisq": names.QUERY, "xmlns:epcis": names.EPCIS, "schemaVersion": "2.0", "creationDate": created}
    root = Element("epcisq:EPCISQueryDocument", told)
    results = SubElement(SubElement(root, "EPCISBody"), "epcisq:QueryResults")
    _leaf(results, "queryName", query)
    if subscription:
        _leaf(results, "subscriptionID", subscription)
    _Writer(root, prefixes, words).events(SubElement(SubElement(results, "resultsBody"), "EventList"), bodies)
    return as_bytes(root)


def event(body: Body, prefixes: Mapping[str, str], words: Words = as_urn) -> bytes:
    """One event by itself."""
    holder = Element("holder")
    _Writer(holder, prefixes, words).events(holder, [body])
    alone = holder[0]
    for key, value in holder.items():
        alone.set(key, value)
    return as_bytes(alone)


def as_bytes(root: Element) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8")


def _leaf(parent: Element, name: str, value: Any) -> Element:
    child = SubElement(parent, name)
    child.text = _written(value)
    return child


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return NOT_XML.sub("\ufffd", "" if value is None else str(value))


class _Writer:
    """Declares at the root the namespaces it meets."""

    def __init__(self, root: Element, prefixes: Mapping[str, str], words: Words) -> None:
        self._root, self._prefixes, self._words = root, {**KNOWN, **prefixes}, words
        self._declare(prefixes)
        self._made: dict[str, str] = {}

    def events(self, parent: Element, bodies: Iterable[Body]) -> None:
        for body in bodies:
            self._event(parent, body)

    def _declare(self, prefixes: Mapping[str, str]) -> None:
        """Also what no name uses: values may."""
        for short, space in prefixes.items():
            if NCNAME.match(short) and space and not short.lower().startswith("xml"):
                self._root.set(f"xmlns:{short}", space)

    def _name(self, name: str) -> str:
        """`ext1:colour` as it is, its namespace declared; a whole URI gets a short name of its own."""
        short, colon, local = name.partition(":")
        if colon and short in self._prefixes and NCNAME.match(short) and NCNAME.match(local):
            self._root.set(f"xmlns:{short}", self._prefixes[short])
            return name
        if not colon:
            return name if NCNAME.match(name) else "_" + NOT_IN_NAMES.sub("_", name)
        cut = max(name.rfind(sign) for sign in ":/#") + 1
        space, local = name[:cut], NOT_IN_NAMES.sub("_", name[cut:])
        short = self._made.setdefault(space, f"ns{len(self._made) + 1}")
        self._root.set(f"xmlns:{short}", space)
        return f"{short}:{local if NCNAME.match(local) else '_' + local}"

    def _event(self, parent: Element, body: Body) -> None:
        if "@context" in body:
            own = prefixes_of(body["@context"])
            self._declare(own)
            self._prefixes |= own
        order = dict.fromkeys(names.ORDER.get(body["type"], names.FIRST))
        element = SubElement(parent, self._name(body["type"]))
        for name in order:
            if name in body:
                self._part(element, name, body[name])
        for name, value in body.items():
            if name not in order and name not in ("type", "@context"):
                self._extension(element, name, value)

    def _part(self, parent: Element, name: str, value: Any) -> None:
        if name in names.WORDS:
            _leaf(parent, name, self._words(names.WORDS[name], value))
        elif name in WRITERS:
            WRITERS[name](self, SubElement(parent, name), name, value)
        else:
            for one in value if isinstance(value, list) else [value]:
                _leaf(parent, name, one)

    def things(self, element: Element, _name: str, value: list[str]) -> None:
        for uri in value:
            _leaf(element, "epc", uri)

    def quantities(self, element: Element, _name: str, value: list[Body]) -> None:
        for one in value:
            part = SubElement(element, "quantityElement")
            for key in ("epcClass", "quantity", "uom"):
                if key in one:
                    _leaf(part, key, one[key])

    def typed(self, element: Element, name: str, value: list[Body]) -> None:
        key, kind = names.TYPED_LISTS[name]
        for one in value:
            child = _leaf(element, key, one[key])
            if "type" in one:
                child.set("type", self._words(kind, one["type"]))

    def fields(self, element: Element, _name: str, value: Body) -> None:
        for key, one in value.items():
            self._extension(element, key, one)

    def dispositions(self, element: Element, _name: str, value: Body) -> None:
        for key in ("set", "unset"):
            for word in value.get(key, ()):
                _leaf(element, key, self._words(names.WORDS["disposition"], word))

    def sensors(self, element: Element, _name: str, value: list[Body]) -> None:
        for one in value:
            part = SubElement(element, "sensorElement")
            if "sensorMetadata" in one:
                self._attributes(SubElement(part, "sensorMetadata"), one["sensorMetadata"])
            for report in one["sensorReport"]:
                self._attributes(SubElement(part, "sensorReport"), report)
            for key, more in one.items():
                if key not in ("sensorMetadata", "sensorReport"):
                    self._extension(part, key, more)

    def _attributes(self, element: Element, value: Body) -> None:
        for key, one in value.items():
            kind = names.REPORT_WORDS.get(key)
            if isinstance(one, dict | list):
                self._extension(element, key, one)
            elif kind is not None:
                element.set(key, _written(kind.as_web(one)))
            else:
                element.set(self._name(key), _written(one))

    def declaration(self, element: Element, _name: str, value: Body) -> None:
        _leaf(element, "declarationTime", value["declarationTime"])
        if "reason" in value:
            _leaf(element, "reason", self._words(ERROR_REASON, value["reason"]))
        if "correctiveEventIDs" in value:
            listed = SubElement(element, "correctiveEventIDs")
            for one in value["correctiveEventIDs"]:
                _leaf(listed, "correctiveEventID", one)
        for key, one in value.items():
            if key not in ("declarationTime", "reason", "correctiveEventIDs"):
                self._extension(element, key, one)

    def _extension(self, parent: Element, name: str, value: Any) -> None:
        for one in value if isinstance(value, list) else [value]:
            child = SubElement(parent, self._name(name))
            if not isinstance(one, dict):
                child.text = " ".join(map(_written, one)) if isinstance(one, list) else _written(one)
                continue
            for key, part in one.items():
                if key == "#text":
                    child.text = _written(part)
                elif key[:1] == "@":
                    child.set(self._name(key[1:]), _written(part))
                else:
                    self._extension(child, key, part)


WRITERS: dict[str, Callable[[_Writer, Element, str, Any], None]] = {
    **dict.fromkeys(names.EPC_LISTS, _Writer.things),
    **dict.fromkeys(names.QUANTITY_LISTS, _Writer.quantities),
    **dict.fromkeys(names.TYPED_LISTS, _Writer.typed),
    **dict.fromkeys(names.PLACES | {"ilmd"}, _Writer.fields),
    "persistentDisposition": _Writer.dispositions,
    "sensorElementList": _Writer.sensors,
    "errorDeclaration": _Writer.declaration,
}
