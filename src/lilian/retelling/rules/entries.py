"""An entry of the goods journal as events: one for each place it concerns, to the gram."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from lilian.epcis.documents import Body
from lilian.retelling.rules import bodies
from lilian.retelling.rules.bodies import Draft
from lilian.retelling.rules.facts import EntryFacts, Kept, LineFacts, LotFacts, ParcelFacts, Place
from lilian.retelling.values import Names
from lilian.stock.values import EntryKind, LocationKind

KIND, MILLI, PER_MILLE = "ObjectEvent", 1000, 10
INTO = {
    LocationKind.ROOM: ("storing", "in_progress"),
    LocationKind.VAN: ("loading", "in_transit"),
    LocationKind.SHOP: ("stocking", "sellable_accessible"),
}
ELSEWHERE = ("transporting", "in_progress")
# Action, step and disposition of what comes or goes in one piece.
SAID = {
    EntryKind.RECEIVE: ("ADD", "receiving", "in_progress"),
    EntryKind.RETURN: ("OBSERVE", "receiving", "returned"),
    EntryKind.SHIP: ("OBSERVE", "shipping", "in_transit"),
    EntryKind.WRITE_OFF: ("DELETE", "destroying", "destroyed"),
}
COUNTED = ("stock_taking", "mismatch_quantity")
COMES = frozenset({EntryKind.RECEIVE, EntryKind.RETURN, EntryKind.MOVE})


@dataclass
class Flow:
    """What comes to a place, or leaves it; `sources` are the places it came from."""

    place: Place
    comes: bool
    lines: list[LineFacts] = field(default_factory=list)
    sources: list[Place] = field(default_factory=list)


def drafts(entry: EntryFacts, names: Names, offset: timedelta) -> list[Draft]:
    """Its events, in an order that never changes: what happened to the fruit, the boxes, how it had been kept, under
    which papers the boxes went.
    """
    parties = _parties(entry)
    fruit = _converted if entry.kind is EntryKind.CONVERT else _moved
    kept = (_kept(one, entry, names) for one in entry.kept)
    made = [*fruit(entry, names), *_boxes(entry, names), *kept, *_belonging(entry, names)]
    return [Draft(bodies.whole(body, entry.happened_at, offset), parties) for body in made]


def _parties(entry: EntryFacts) -> frozenset[int]:
    """Whose places, whose fruit, who sold it, who gets it."""
    found = {line.place.organisation_id for line in entry.lines}
    found |= {line.lot.owner_at(entry.written_at) for line in entry.lines} | {entry.seller_id}
    if entry.parcel:
        found |= {entry.parcel.sender_id, entry.parcel.receiver_id}
    return bodies.members(*found)


def _papers(entry: EntryFacts, names: Names) -> list[Body]:
    return bodies.papers(names, ("entries", entry.entry_id), entry.papers)


def flows(entry: EntryFacts) -> list[Flow]:
    """By place. What moves is told where it comes to; a count where it found too much and where too little."""
    found: dict[tuple[int, bool], Flow] = {}
    left = defaultdict[int, list[Place]](list)
    for line in entry.lines:
        comes = line.weight_g > 0 or line.pieces > 0
        if not line.place.is_real:
            continue
        if not comes:
            left[line.lot.lot_id].append(line.place)
        if entry.kind is EntryKind.COUNT or comes == (entry.kind in COMES):
            flow = found.setdefault((line.place.location_id, comes), Flow(line.place, comes))
            flow.lines.append(line)
    for flow in found.values():
        if entry.kind is EntryKind.MOVE:
            flow.sources = [place for line in flow.lines for place in left[line.lot.lot_id]]
    return [found[key] for key in sorted(found)]


def _moved(entry: EntryFacts, names: Names) -> Iterator[Body]:
    for flow in flows(entry):
        action, step, disposition = _said(entry, flow)
        yield {
            "type": KIND,
            "action": action,
            "bizStep": step,
            "disposition": disposition,
            "quantityList": [bodies.quantity(names, *one) for one in _by_lot(flow.lines)],
            "readPoint": bodies.at_place(names, flow.place),
            "bizLocation": bodies.at_place(names, flow.place if flow.comes else None),
            "bizTransactionList": _papers(entry, names),
            "sourceList": _sources(entry, flow, names),
            "destinationList": _destinations(entry, flow, names),
            "ilmd": _made_known(flow.lines[0].lot) if entry.kind is EntryKind.RECEIVE else None,
        }


def _said(entry: EntryFacts, flow: Flow) -> tuple[str, str, str]:
    if entry.kind is EntryKind.COUNT:
        return ("ADD" if flow.comes else "DELETE", *COUNTED)
    if entry.parcel and entry.kind is EntryKind.MOVE:
        return SAID[EntryKind.RETURN] if entry.comes_back else SAID[EntryKind.SHIP]
    if entry.kind is EntryKind.MOVE:
        return ("OBSERVE", *INTO.get(flow.place.kind, ELSEWHERE))
    return SAID[entry.kind]


def _sources(entry: EntryFacts, flow: Flow, names: Names) -> list[Body]:
    if entry.kind is EntryKind.MOVE:
        others = (
            place.organisation_id for place in flow.sources if place.organisation_id != flow.place.organisation_id
        )
        lies = (place.location_id for place in flow.sources)
        return bodies.sides(names, "source", holds=others, lies=lies)
    if entry.kind is EntryKind.SHIP:
        place = flow.place
        return bodies.sides(names, "source", holds=[place.organisation_id], lies=[place.location_id])
    if entry.kind is EntryKind.RETURN and entry.parcel:
        return bodies.sides(names, "source", holds=[entry.parcel.receiver_id])
    return bodies.sides(names, "source", owns=[entry.seller_id])


def _destinations(entry: EntryFacts, flow: Flow, names: Names) -> list[Body]:
    if entry.kind is EntryKind.RECEIVE:
        owners = (line.lot.owner_at(entry.written_at) for line in flow.lines)
        here = flow.place
        return bodies.sides(names, "destination", holds=[here.organisation_id], owns=owners, lies=[here.location_id])
    if entry.kind in (EntryKind.MOVE, EntryKind.RETURN):
        others = {place.organisation_id for place in flow.sources} - {flow.place.organisation_id}
        gets = [flow.place.organisation_id] if others or entry.kind is EntryKind.RETURN else []
        return bodies.sides(names, "destination", holds=gets, lies=[flow.place.location_id])
    if entry.kind is EntryKind.SHIP and entry.parcel:
        return bodies.sides(names, "destination", holds=[entry.parcel.receiver_id])
    return []


def _made_known(lot: LotFacts) -> Body:
    """Of the lot that begins here, what its buyer asks first."""
    said = {"cbvmda:lotNumber": lot.name.printed, "cbvmda:descriptionShort": f"{lot.variety} {lot.grade}".strip()}
    if lot.harvest_date is None:
        return said
    picked = lot.harvest_date.isoformat()
    return said | {"cbvmda:harvestStartDate": picked, "cbvmda:harvestEndDate": picked}


def _converted(entry: EntryFacts, names: Names) -> Iterator[Body]:
    """Lots in, lots out; the kilograms that are missing were lost."""
    real = [line for line in entry.lines if line.place.is_real]
    taken, made = ([line for line in real if (line.weight_g > 0) == comes] for comes in (False, True))
    places = {line.place.location_id: line.place for line in made or taken}
    place = next(iter(places.values()))
    went_in, came_out = ([bodies.quantity(names, *one) for one in _by_lot(lines)] for lines in (taken, made))
    body: Body = {"readPoint": bodies.at_place(names, place), "bizTransactionList": _papers(entry, names)}
    if not made:
        action, step, disposition = SAID[EntryKind.WRITE_OFF]
        yield body | {
            "type": KIND,
            "action": action,
            "bizStep": step,
            "disposition": disposition,
            "quantityList": went_in,
        }
        return
    yield body | {
        "type": "TransformationEvent",
        "inputQuantityList": went_in,
        "outputQuantityList": came_out,
        "bizStep": "packing" if entry.packed else "creating_class_instance",
        "disposition": "in_progress",
        "bizLocation": bodies.at_place(names, place if len(places) == 1 else None),
    }


def _by_lot(lines: Sequence[LineFacts]) -> list[tuple[LotFacts, int, int]]:
    """Grams and pieces of each lot."""
    lots = {line.lot.lot_id: line.lot for line in lines}
    grams, pieces = defaultdict[int, int](int), defaultdict[int, int](int)
    for line in lines:
        grams[line.lot.lot_id] += line.weight_g
        pieces[line.lot.lot_id] += line.pieces
    return [(lots[lot_id], grams[lot_id], pieces[lot_id]) for lot_id in sorted(lots)]


def _boxes(entry: EntryFacts, names: Names) -> Iterator[Body]:
    """Boxes of a packing begin to be; those of a parcel are put together, or come apart again."""
    if entry.packed:
        made = next(line for line in entry.lines if line.weight_g > 0 and line.place.is_real)
        yield {
            "type": KIND,
            "action": "ADD",
            "bizStep": "commissioning",
            "disposition": "active",
            "epcList": bodies.boxes(names, entry.packed),
            "readPoint": bodies.at_place(names, made.place),
            "bizLocation": bodies.at_place(names, made.place),
            "bizTransactionList": _papers(entry, names),
            "ilmd": _made_known(made.lot),
        }
    if entry.parcel and entry.parcel.boxes:
        yield _in_parcel(entry, entry.parcel, names)


def _in_parcel(entry: EntryFacts, parcel: ParcelFacts, names: Names) -> Body:
    return {
        "type": "AggregationEvent",
        "action": "DELETE" if entry.comes_back else "ADD",
        "bizStep": "unpacking" if entry.comes_back else "packing",
        "disposition": "returned" if entry.comes_back else "in_progress",
        "parentID": names.parcel(parcel.parcel_id),
        "childEPCs": bodies.boxes(names, parcel.boxes),
        "readPoint": bodies.at_place(names, _where(entry)),
        "bizTransactionList": _papers(entry, names),
    }


def _belonging(entry: EntryFacts, names: Names) -> Iterator[Body]:
    """Boxes that leave belong to the advice and the waybill from now on; those that come back, to their return."""
    if entry.parcel is None or not entry.parcel.boxes:
        return
    _, step, disposition = SAID[EntryKind.RETURN if entry.comes_back else EntryKind.SHIP]
    receiver, sender = [entry.parcel.receiver_id], [entry.parcel.sender_id]
    own_papers = entry.papers[:1] if entry.comes_back else entry.papers
    yield {
        "type": "TransactionEvent",
        "action": "ADD",
        "bizStep": step,
        "disposition": disposition,
        "bizTransactionList": bodies.papers(names, ("entries", entry.entry_id), own_papers),
        "epcList": bodies.boxes(names, entry.parcel.boxes),
        "readPoint": bodies.at_place(names, _where(entry)),
        "sourceList": bodies.sides(names, "source", holds=receiver if entry.comes_back else sender),
        "destinationList": bodies.sides(names, "destination", holds=sender if entry.comes_back else receiver),
    }


def _where(entry: EntryFacts) -> Place:
    """Where a parcel's boxes leave, or come back to."""
    return next(line.place for line in entry.lines if line.place.is_real and (line.weight_g > 0) == entry.comes_back)


def _kept(kept: Kept, entry: EntryFacts, names: Names) -> Body:
    """How it had been kept in a room it leaves; without kilograms, which the event of its leaving has."""
    reports = [_range("Temperature", "CEL", MILLI, kept.coldest_mc, kept.warmest_mc, kept.mean_mc)]
    if kept.driest_pm is not None and kept.dampest_pm is not None and kept.mean_pm is not None:
        reports.append(_range("RelativeHumidity", "P1", PER_MILLE, kept.driest_pm, kept.dampest_pm, kept.mean_pm))
    since, until = (bodies.moment(at) for at in (kept.since, kept.until))
    return {
        "type": KIND,
        "action": "OBSERVE",
        "bizStep": "storing",
        "disposition": "in_progress",
        "quantityList": [{"epcClass": names.lot(lot.name)} for lot in kept.lots],
        "readPoint": bodies.at_place(names, kept.place),
        "bizLocation": bodies.at_place(names, kept.place),
        "bizTransactionList": _papers(entry, names),
        "sensorElementList": [
            {"sensorMetadata": {"startTime": since, "endTime": until}, "sensorReport": reports},
        ],
    }


def _range(kind: str, unit: str, divisor: int, least: int, most: int, mean: int) -> Body:
    low, high, middle = (value / divisor for value in (least, most, mean))
    return {"type": kind, "minValue": low, "maxValue": high, "meanValue": middle, "uom": unit}
