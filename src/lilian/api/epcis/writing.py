"""Events as an answer: identifiers as wished, JSON or XML, one context for all where their short names agree."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from lilian.api.epcis.headers import Wishes
from lilian.epcis import identifiers
from lilian.epcis.documents import CONTEXT, Body
from lilian.epcis.times import micros_of, written
from lilian.epcis.xml import writing
from lilian.exchange.queries import prefix_lengths
from lilian.exchange.values import Told

LISTS = ("epcList", "childEPCs", "inputEPCList", "outputEPCList")
QUANTITIES = ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList")
PAIRS = (("bizTransactionList", "bizTransaction"), ("sourceList", "source"), ("destinationList", "destination"))
Turn = Callable[[str], str]


def translated(body: Body, turn: Turn) -> Body:
    """The body with every identifier of a thing or place turned."""
    said = dict(body)
    for name in ("parentID", "transformationID"):
        if name in said:
            said[name] = turn(said[name])
    for name in LISTS:
        if name in said:
            said[name] = [turn(uri) for uri in said[name]]
    for name in QUANTITIES:
        if name in said:
            said[name] = [{**element, "epcClass": turn(element["epcClass"])} for element in said[name]]
    for name, key in PAIRS:
        if name in said:
            said[name] = [{**element, key: turn(element[key])} for element in said[name]]
    for name in ("readPoint", "bizLocation"):
        if name in said:
            said[name] = {**said[name], "id": turn(said[name]["id"])}
    return said


def _turn(wishes: Wishes, events: Sequence[Told]) -> Turn | None:
    if wishes.epc_format == "Never_Translates":
        return None
    if wishes.epc_format == "Always_GS1_Digital_Link":
        return identifiers.canonical
    named: set[str] = set()

    def noted(uri: str) -> str:
        named.add(identifiers.canonical(uri))
        return uri

    for event in events:
        translated(event.body, noted)
    lengths = prefix_lengths(named)
    return lambda uri: uri if uri.startswith("urn:") else _as_urn(identifiers.canonical(uri), lengths)


def _as_urn(link: str, lengths: Mapping[str, int]) -> str:
    length = lengths.get(link, 0)
    return identifiers.as_urn(link, length) if length else link


def bodies(wishes: Wishes, events: Sequence[Told]) -> tuple[list[Body], dict[str, str]]:
    """The bodies as wished, and the short names they share; a body whose names differ carries its own."""
    turn = _turn(wishes, events)
    shared: dict[str, str] = {}
    found = []
    for event in events:
        body = translated(event.body, turn) if turn else dict(event.body)
        if any(shared.get(short, space) != space for short, space in event.prefixes.items()):
            body["@context"] = context(event.prefixes)
        else:
            shared |= event.prefixes
        found.append(body)
    return found, shared


def context(prefixes: Mapping[str, str]) -> list[Any]:
    return [CONTEXT, *({short: space} for short, space in prefixes.items())]


def query_document(
    wishes: Wishes, events: Sequence[Told], *, now: datetime, query: str = "SimpleEventQuery", subscription: str = ""
) -> bytes:
    """The answer to a question."""
    said, shared = bodies(wishes, events)
    created = written(micros_of(now))
    if wishes.xml:
        words = writing.as_web if wishes.xml_format == "Always_Web_URI" else writing.as_urn
        return writing.query_document(
            said, shared, created=created, query=query, subscription=subscription, words=words
        )
    results: Body = {"queryName": query}
    if subscription:
        results["subscriptionID"] = subscription
    whole = {
        "@context": context(shared),
        "type": "EPCISQueryDocument",
        "schemaVersion": "2.0",
        "creationDate": created,
        "epcisBody": {"queryResults": results | {"resultsBody": {"eventList": said}}},
    }
    return msgspec.json.encode(whole)


def collection(wishes: Wishes, members: Iterable[str]) -> bytes:
    """A list of names."""
    found = list(members)
    if wishes.xml:
        root = writing.Element("Collection")
        for member in found:
            writing.SubElement(root, "member").text = member
        return writing.as_bytes(root)
    return msgspec.json.encode({"@context": [CONTEXT], "type": "Collection", "member": found})
