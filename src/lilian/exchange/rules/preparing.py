"""A checked body made ready to be stored; pure, so that it is done before anybody's lock is held."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from lilian.epcis import words
from lilian.epcis.documents import Body
from lilian.epcis.faults import Fault
from lilian.epcis.hashes import event_hash
from lilian.epcis.identifiers import Meaning, meaning
from lilian.epcis.times import micros
from lilian.exchange.rules.rows import ItemRow, MarkRow, items_of, marks_of
from lilian.exchange.values import LONGEST_URI, LONGEST_WORD

KEY_BYTES = 8
WORDS = {"bizStep": words.BIZ_STEP.bare, "disposition": words.DISPOSITION.bare}


@dataclass(slots=True)
class Prepared:
    """`place`: where in its document; places are named, not numbered yet."""

    place: int
    event_id: str
    id_key: int
    event_hash: str
    body: Body
    event_time: int
    declared_at: int | None
    read_point: Meaning | None
    biz_location: Meaning | None
    items: list[ItemRow]
    marks: list[MarkRow]
    text: str

    @property
    def places(self) -> tuple[Meaning, ...]:
        here, there = self.read_point, self.biz_location
        return (here, there) if here and there else (here,) if here else (there,) if there else ()


def id_key(event_id: str) -> int:
    """What an id is found and kept unique by: 64 bits of its SHA-256, with a sign, as databases have integers."""
    return int.from_bytes(hashlib.sha256(event_id.encode()).digest()[:KEY_BYTES], "big", signed=True)


def prepared(place: int, body: Body, prefixes: Mapping[str, str], *, key: str) -> Prepared:
    """An event without an id gets one, the same for the same document (`key`) and place.

    `recordTime` of another repository is not ours and goes.
    """
    said = dict(body)
    said.pop("recordTime", None)
    if "eventID" not in said:
        said["eventID"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'{key}:{place}')}"
    for name, bare in WORDS.items():
        if name in said:
            said[name] = bare(said[name])
    declared = body.get("errorDeclaration")
    return Prepared(
        place=place,
        event_id=said["eventID"],
        id_key=id_key(said["eventID"]),
        event_hash=event_hash(body, prefixes),
        body=said,
        event_time=micros(body["eventTime"]),
        declared_at=micros(declared["declarationTime"]) if declared else None,
        read_point=_place(body, "readPoint"),
        biz_location=_place(body, "bizLocation"),
        items=items_of(body),
        marks=marks_of(body, prefixes),
        text=msgspec.json.encode(said).decode(),
    )


def _place(body: Body, name: str) -> Meaning | None:
    return meaning(body[name]["id"]) if name in body else None


def too_long(event: Prepared) -> list[Fault]:
    """What is longer than the tables hold."""
    body = event.body
    names = [event.event_id, *[row[0] for row in event.items], *[place.name for place in event.places]]
    told = (body["type"], body.get("bizStep", ""), body.get("disposition", ""))
    if "errorDeclaration" in body:
        names += body["errorDeclaration"].get("correctiveEventIDs", ())
    if max(map(len, names)) <= LONGEST_URI and max(map(len, told)) <= LONGEST_WORD:
        return []  # as nearly all are
    found = [f"$.{name}" for name, text in zip(("type", *WORDS), told, strict=True) if len(text) > LONGEST_WORD]
    found += ["$.eventID" if text == event.event_id else "$" for text in names if len(text) > LONGEST_URI]
    return [Fault("too_long", path, "longer than this repository holds") for path in found]
