"""Acts that move no fruit in the books: pallets stowed and unloaded, parcels that arrive, lots that change hands."""

from datetime import datetime, timedelta

from lilian.epcis.documents import Body
from lilian.epcis.times import micros_of, written
from lilian.retelling.rules import bodies
from lilian.retelling.rules.bodies import Draft
from lilian.retelling.rules.facts import Arrived, HandedOver, Unit
from lilian.retelling.values import Names

DID_NOT_OCCUR = "did_not_occur"


def stowed(unit: Unit, number: int, names: Names, offset: timedelta) -> Draft:
    body = {
        "type": "AggregationEvent",
        "action": "DELETE" if unit.apart else "ADD",
        "bizStep": "unpacking" if unit.apart else "packing",
        "disposition": "in_progress",
        "parentID": names.pallet(unit.pallet_id),
        "childEPCs": bodies.boxes(names, unit.boxes),
        "readPoint": bodies.at_place(names, unit.place),
        "bizTransactionList": bodies.papers(names, ("records", number)),
    }
    owner = unit.place.organisation_id if unit.place else None
    parties = bodies.members(unit.organisation_id, owner)
    return Draft(bodies.whole(body, unit.happened_at, offset), parties)


def arrived(arrival: Arrived, number: int, names: Names, offset: timedelta) -> Draft:
    """The receiver has it: told of the parcel, whose boxes were told when it left."""
    parcel = arrival.parcel
    body = {
        "type": "ObjectEvent",
        "action": "OBSERVE",
        "bizStep": "arriving",
        "disposition": "in_progress",
        "epcList": [names.parcel(parcel.parcel_id)],
        "readPoint": bodies.at_place(names, arrival.to),
        "bizTransactionList": bodies.papers(names, ("records", number), arrival.papers),
        "sourceList": bodies.sides(names, "source", holds=[parcel.sender_id]),
        "destinationList": bodies.sides(names, "destination", holds=[parcel.receiver_id]),
    }
    parties = bodies.members(parcel.sender_id, parcel.receiver_id)
    return Draft(bodies.whole(body, arrival.happened_at, offset), parties)


def handed_over(handing: HandedOver, number: int, names: Names, offset: timedelta) -> Draft:
    """CBV has no step for it: the parties say what happens."""
    body = {
        "type": "ObjectEvent",
        "action": "OBSERVE",
        "quantityList": [{"epcClass": names.lot(handing.lot.name)}],
        "bizTransactionList": bodies.papers(names, ("records", number)),
        "sourceList": bodies.sides(names, "source", owns=[handing.from_id]),
        "destinationList": bodies.sides(names, "destination", owns=[handing.to_id]),
    }
    parties = bodies.members(handing.from_id, handing.to_id)
    return Draft(bodies.whole(body, handing.happened_at, offset), parties)


def taken_back(body: Body, at: datetime) -> Body:
    """The event as it was told, declared to be wrong: what was reversed never happened. Which later entry stands in
    its place the journal does not say, so that no corrective event is named.
    """
    return body | {"errorDeclaration": {"declarationTime": written(micros_of(at)), "reason": DID_NOT_OCCUR}}
