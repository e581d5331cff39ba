"""Entries of the journal with all an event says of them: a few questions for a thousand entries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.utils import timezone

from lilian.base.plain_sql import day, keys, moment, rows
from lilian.retelling.queries import papers
from lilian.retelling.queries.staying import kept
from lilian.retelling.rules.facts import EntryFacts, LineFacts, LotFacts, Place
from lilian.retelling.rules.happening import happened_at
from lilian.retelling.values import LotName
from lilian.stock.values import EntryKind, LocationKind

ENTRIES = "SELECT id, kind, day, at FROM stock_entry WHERE id IN ({keys})"
LINES = """
SELECT line.entry_id, line.lot_id, line.location_id, line.weight_g, line.pieces FROM stock_line AS line
WHERE line.entry_id IN ({keys}) ORDER BY line.entry_id, line.id
"""
PLACES = "SELECT id, kind, organisation_id FROM stock_location WHERE id IN ({keys})"
LOTS = """
SELECT lot.id, lot.code, spec.gtin, closing.packing_id, variety.code, lot.grade, lot.harvest_date
FROM stock_lot AS lot JOIN catalog_variety AS variety ON variety.id = lot.variety_id
LEFT JOIN packing_closing AS closing ON closing.lot_id = lot.id
LEFT JOIN packing_packing AS packing ON packing.id = closing.packing_id
LEFT JOIN packing_specversion AS version ON version.id = packing.version_id
LEFT JOIN packing_spec AS spec ON spec.id = version.spec_id WHERE lot.id IN ({keys})
"""
OWNINGS = "SELECT lot_id, at, owner_id FROM stock_owning WHERE lot_id IN ({keys}) ORDER BY lot_id, id"


def entries(entry_ids: Collection[int]) -> dict[int, EntryFacts]:
    """Those of them that are no reversals, by their keys. Nothing read here ever changes once the entry stands."""
    asked = keys(entry_ids)
    heads = {key: (EntryKind(kind), day(on), moment(at)) for key, kind, on, at in rows(ENTRIES, asked)}
    lines = _lines(asked)
    known = papers.of_entries(asked)
    zone = timezone.get_current_timezone()
    found = {}
    for key, (kind, on, written_at) in heads.items():
        if kind is EntryKind.REVERSE:
            continue
        told = known.get(key, papers.NOTHING)
        found[key] = EntryFacts(
            entry_id=key,
            kind=kind,
            written_at=written_at,
            happened_at=happened_at(on, written_at, told.happened_at, zone=zone),
            lines=lines[key],
            papers=told.papers,
            seller_id=told.seller_id,
            packed=told.packed,
            parcel=told.parcel,
            comes_back=told.comes_back,
        )
    return kept(found)


def _lines(asked: str) -> dict[int, list[LineFacts]]:
    found = rows(LINES, asked)
    spots = {(lot_id, location_id) for _, lot_id, location_id, *_ in found}
    known, places = lots(lot_id for lot_id, _ in spots), places_of(place for _, place in spots)
    lines = defaultdict[int, list[LineFacts]](list)
    for entry_id, lot_id, location_id, weight_g, pieces in found:
        lines[entry_id].append(LineFacts(known[lot_id], places[location_id], weight_g, pieces))
    return lines


def places_of(location_ids: Iterable[int]) -> dict[int, Place]:
    found = rows(PLACES, keys(location_ids))
    return {key: Place(key, LocationKind(kind), organisation_id) for key, kind, organisation_id in found}


def lots(lot_ids: Iterable[int]) -> dict[int, LotFacts]:
    """By their keys."""
    asked = keys(lot_ids)
    ownings = defaultdict[int, list[tuple[Any, int]]](list)
    for lot_id, at, owner_id in rows(OWNINGS, asked):
        ownings[lot_id].append((moment(at), owner_id))
    return {
        key: LotFacts(
            lot_id=key,
            name=LotName(code, gtin or "", packing_id),
            variety=variety,
            grade=grade,
            harvest_date=day(picked),
            ownings=tuple(ownings[key]),
        )
        for key, code, gtin, packing_id, variety, grade, picked in rows(LOTS, asked)
    }
