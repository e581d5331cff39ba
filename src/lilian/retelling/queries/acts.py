"""Acts beside the books, by the audit events that tell of them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from lilian.base.plain_sql import keys, moment, rows
from lilian.retelling.queries import papers
from lilian.retelling.queries.entries import lots, places_of
from lilian.retelling.rules.facts import Arrived, BoxCode, HandedOver, Unit

STOWINGS = """
SELECT stowing.pallet_id, stowing.since, stowing.until, stowing.box_id, spec.gtin, box.code, pallet.organisation_id,
    packing.location_id
FROM packing_stowing AS stowing JOIN packing_pallet AS pallet ON pallet.id = stowing.pallet_id
JOIN packing_box AS box ON box.id = stowing.box_id JOIN packing_packing AS packing ON packing.id = box.packing_id
JOIN packing_specversion AS version ON version.id = packing.version_id
JOIN packing_spec AS spec ON spec.id = version.spec_id WHERE stowing.{column} IN ({{keys}}) ORDER BY stowing.id
"""
ON_PALLETS, OF_BOXES = STOWINGS.format(column="pallet_id"), STOWINGS.format(column="box_id")
ARRIVALS = "SELECT parcel_id, at FROM parcels_arrival WHERE parcel_id IN ({keys})"


class Act(NamedTuple):
    """An audit event: its number, the row it is about, when it was written."""

    number: int
    ref: int
    at: datetime


class _Stowing(NamedTuple):
    pallet_id: int
    since: datetime
    until: datetime | None
    box_id: int
    box: BoxCode
    organisation_id: int
    location_id: int


def stowed(acts: Sequence[Act]) -> dict[int, Unit]:
    """Boxes put on a pallet, by the act's number."""
    by_moment = _grouped(ON_PALLETS, acts, lambda one: (one.pallet_id, one.since))
    return _units(acts, by_moment, apart=False)


def taken_off(acts: Sequence[Act]) -> dict[int, Unit]:
    by_moment = _grouped(ON_PALLETS, acts, lambda one: (one.pallet_id, one.until))
    return _units(acts, by_moment, apart=True)


def voided(acts: Sequence[Act]) -> dict[int, Unit]:
    """A box that does not count any more leaves the pallet it stood on, if it stood on one."""
    by_moment = _grouped(OF_BOXES, acts, lambda one: (one.box_id, one.until))
    return _units(acts, by_moment, apart=True)


Moment = tuple[int, datetime | None]
By = dict[Moment, list[_Stowing]]


def _grouped(statement: str, acts: Sequence[Act], named: Callable[[_Stowing], Moment]) -> By:
    found: By = defaultdict(list)
    for pallet_id, since, until, box_id, gtin, code, *where in rows(statement, keys(act.ref for act in acts)):
        one = _Stowing(pallet_id, moment(since), moment(until), box_id, (gtin, code), *where)
        found[named(one)].append(one)
    return found


def _units(acts: Sequence[Act], by_moment: By, *, apart: bool) -> dict[int, Unit]:
    told = {act.number: (act, some) for act in acts if (some := by_moment.get((act.ref, act.at)))}
    places = places_of(some[0].location_id for _, some in told.values())
    return {
        number: Unit(
            pallet_id=some[0].pallet_id,
            organisation_id=some[0].organisation_id,
            place=places[some[0].location_id],
            happened_at=act.at,
            boxes=tuple(one.box for one in some),
            apart=apart,
        )
        for number, (act, some) in told.items()
    }


def arrivals(acts: Sequence[Act]) -> dict[int, Arrived]:
    asked = keys(act.ref for act in acts)
    parcels = papers.parcels(asked)
    at = {parcel_id: moment(when) for parcel_id, when in rows(ARRIVALS, asked)}
    places = places_of(parcel.to_id for parcel, _ in parcels.values() if parcel.to_id)
    return {
        act.number: Arrived(parcel, places.get(parcel.to_id or 0), at[act.ref], told)
        for act in acts
        for parcel, told in [parcels[act.ref]]
    }


def handed_over(acts: Sequence[Act]) -> dict[int, HandedOver]:
    """Whose the lot was before, and whose from the act on."""
    known = lots(act.ref for act in acts)
    found = {}
    for act in acts:
        before = None
        for since, owner in known[act.ref].ownings:
            if since == act.at and before is not None:
                found[act.number] = HandedOver(known[act.ref], before, owner, act.at)
            before = owner
    return found
