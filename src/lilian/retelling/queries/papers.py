"""What the modules above the journal wrote of its entries: slips, runs, packings, parcels and what came back."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from lilian.base.plain_sql import keys, moment, rows
from lilian.kernel import codes
from lilian.packing.values import batch_code
from lilian.parcels.values import parcel_code
from lilian.retelling.rules.facts import BoxCode, Paper, ParcelFacts

CONTRACT = "HT"  # what contracts' numbers begin with; anything else a slip says is somebody's own words
SLIPS = """
SELECT entry_id, number, seller_id, contract, weighed_at FROM receiving_slip WHERE entry_id IN ({keys})
"""
RUNS = """
SELECT closing.entry_id, run.code FROM sorting_closing AS closing JOIN sorting_run AS run ON run.id = closing.run_id
WHERE closing.entry_id IN ({keys})
"""
PACKINGS = "SELECT entry_id, packing_id FROM packing_closing WHERE entry_id IN ({keys})"
BOXES = """
SELECT box.packing_id, spec.gtin, box.code FROM packing_box AS box
JOIN packing_packing AS packing ON packing.id = box.packing_id
JOIN packing_specversion AS version ON version.id = packing.version_id
JOIN packing_spec AS spec ON spec.id = version.spec_id LEFT JOIN packing_boxvoid AS void ON void.box_id = box.id
WHERE box.packing_id IN ({keys}) AND void.id IS NULL ORDER BY box.id
"""
PARCELS = """
SELECT parcel.entry_id, parcel.id, parcel.organisation_id, parcel.receiver_id, parcel.to_id, parcel.waybill,
    parcel.loaded_at
FROM parcels_parcel AS parcel WHERE parcel.{column} IN ({{keys}})
"""
SENT, NAMED = PARCELS.format(column="entry_id"), PARCELS.format(column="id")
RETURNS = "SELECT entry_id, id, parcel_id, at FROM parcels_return WHERE entry_id IN ({keys})"
LOADED = """
SELECT loading.{column}, spec.gtin, box.code FROM parcels_loading AS loading
JOIN packing_box AS box ON box.id = loading.box_id JOIN packing_packing AS packing ON packing.id = box.packing_id
JOIN packing_specversion AS version ON version.id = packing.version_id
JOIN packing_spec AS spec ON spec.id = version.spec_id WHERE loading.{column} IN ({{keys}}) ORDER BY loading.id
"""
LEFT_WITH, BACK_WITH = LOADED.format(column="parcel_id"), LOADED.format(column="back_id")


@dataclass(frozen=True)
class Told:
    """What is known of an entry beside its lines."""

    papers: tuple[Paper, ...] = ()
    happened_at: datetime | None = None
    seller_id: int | None = None
    packed: tuple[BoxCode, ...] = ()
    parcel: ParcelFacts | None = None
    comes_back: bool = False


NOTHING = Told()


def of_entries(asked: str) -> dict[int, Told]:
    """By entry; `asked` is the parameter of `{keys}`. An entry has one paper's module at most."""
    return _slips(asked) | _runs(asked) | _packings(asked) | _sent(asked) | _back(asked)


def _slips(asked: str) -> dict[int, Told]:
    return {
        entry_id: Told((Paper("slips", number, "recadv"), *_contract(contract)), moment(weighed_at), seller_id)
        for entry_id, number, seller_id, contract, weighed_at in rows(SLIPS, asked)
    }


def _contract(said: str) -> tuple[Paper, ...]:
    number = said.strip().upper()
    known = number.startswith(CONTRACT) and number[2:-1].isdecimal() and codes.is_valid(number)
    return (Paper("contracts", number, "po"),) if known else ()


def _runs(asked: str) -> dict[int, Told]:
    return {entry_id: Told((Paper("runs", quote(code), "prodorder"),)) for entry_id, code in rows(RUNS, asked)}


def _packings(asked: str) -> dict[int, Told]:
    found = rows(PACKINGS, asked)
    boxes = _grouped(BOXES, keys(packing_id for _, packing_id in found))
    return {
        entry_id: Told((Paper("packings", batch_code(packing_id), "prodorder"),), packed=boxes[packing_id])
        for entry_id, packing_id in found
    }


def _sent(asked: str) -> dict[int, Told]:
    found = rows(SENT, asked)
    boxes = _grouped(LEFT_WITH, keys(parcel_id for _, parcel_id, *_ in found))
    return {
        entry_id: Told(
            _despatch(parcel_id, waybill),
            moment(loaded_at),
            parcel=ParcelFacts(parcel_id, sender_id, receiver_id, to_id, boxes[parcel_id]),
        )
        for entry_id, parcel_id, sender_id, receiver_id, to_id, waybill, loaded_at in found
    }


def _back(asked: str) -> dict[int, Told]:
    found = rows(RETURNS, asked)
    boxes = _grouped(BACK_WITH, keys(return_id for _, return_id, *_ in found))
    sent = parcels(keys(parcel_id for _, _, parcel_id, _ in found))
    return {
        entry_id: Told(
            (Paper("returns", str(return_id), "rma"), *sent[parcel_id][1]),
            moment(at),
            parcel=replace(sent[parcel_id][0], boxes=boxes[return_id]),
            comes_back=True,
        )
        for entry_id, return_id, parcel_id, at in found
    }


def parcels(asked: str) -> dict[int, tuple[ParcelFacts, tuple[Paper, ...]]]:
    """Parcels without their boxes, with their papers, by their keys."""
    return {
        parcel_id: (ParcelFacts(parcel_id, sender_id, receiver_id, to_id, ()), _despatch(parcel_id, waybill))
        for _, parcel_id, sender_id, receiver_id, to_id, waybill, _ in rows(NAMED, asked)
    }


def _despatch(parcel_id: int, waybill: str) -> tuple[Paper, ...]:
    advice = Paper("despatches", parcel_code(parcel_id), "desadv")
    return (advice, Paper("waybills", quote(waybill, safe=""), "bol")) if waybill else (advice,)


def _grouped(statement: str, asked: str) -> defaultdict[int, tuple[BoxCode, ...]]:
    found = defaultdict[int, tuple[BoxCode, ...]](tuple)
    lists = defaultdict[int, list[BoxCode]](list)
    for key, gtin, code in rows(statement, asked):
        lists[key].append((gtin, code))
    found.update((key, tuple(some)) for key, some in lists.items())
    return found
