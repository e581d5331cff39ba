"""A checked body made ready to be stored; pure, so that it is done before anybody's lock is held."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from lilian.epcis import words
from lilian.epcis.documents import Body
from lilian.epcis.hashes import event_hash
from lilian.epcis.identifiers import canonical, prefix_length
from lilian.epcis.times import micros
from lilian.exchange.rules.rows import ItemRow, MarkRow, items_of, marks_of


@dataclass(slots=True)
class Prepared:
    """`place`: where in its document; places are named, not numbered yet."""

    place: int
    event_id: str
    event_hash: str
    body: Body
    event_time: int
    declared_at: int | None
    read_point: str
    biz_location: str
    items: list[ItemRow]
    marks: list[MarkRow]
    text: str
    prefix_lengths: dict[str, int] = field(default_factory=dict)

    @property
    def uris(self) -> list[str]:
        return [*(row.uri for row in self.items), *filter(None, (self.read_point, self.biz_location))]


def prepared(place: int, body: Body, prefixes: Mapping[str, str], *, key: str) -> Prepared:
    """An event without an id gets one, the same for the same document (`key`) and place.

    `recordTime` of another repository is not ours and goes.
    """
    said = {name: value for name, value in body.items() if name != "recordTime"}
    said.setdefault("eventID", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'{key}:{place}')}")
    for name, kind in (("bizStep", words.BIZ_STEP), ("disposition", words.DISPOSITION)):
        if name in said:
            said[name] = kind.bare(said[name])
    declared = body.get("errorDeclaration")
    return Prepared(
        place=place,
        event_id=said["eventID"],
        event_hash=event_hash(body, prefixes),
        body=said,
        event_time=micros(body["eventTime"]),
        declared_at=micros(declared["declarationTime"]) if declared else None,
        read_point=canonical(body["readPoint"]["id"]) if "readPoint" in body else "",
        biz_location=canonical(body["bizLocation"]["id"]) if "bizLocation" in body else "",
        items=items_of(body),
        marks=marks_of(body, prefixes),
        text=msgspec.json.encode(said).decode(),
        prefix_lengths=_lengths(body),
    )


def _lengths(body: Body) -> dict[str, int]:
    """How long company prefixes are: a URN tells, and its link cannot."""
    told = [body[name] for name in ("parentID", "transformationID") if name in body]
    told += [body[name]["id"] for name in ("readPoint", "bizLocation") if name in body]
    told += [uri for name in ("epcList", "childEPCs", "inputEPCList", "outputEPCList") for uri in body.get(name, ())]
    for name in ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"):
        told += [element["epcClass"] for element in body.get(name, ())]
    return {canonical(uri): prefix_length(uri) for uri in told if uri.startswith("urn:epc:")}
