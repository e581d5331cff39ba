"""Rows of the table of stores: facts of stores that are registered, by code."""

from collections.abc import Mapping, Sequence
from typing import Any

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.members.values import Applied
from lilian.storage.actions.row_faults import RowFaults, UnknownStore, UnknownVariety
from lilian.storage.models import Store

COLUMNS = ("name", "intake_g_per_day", "fee_fen_per_tonne_month")


def write_stores(actor: Actor, rows: Sequence[Mapping[str, Any]]) -> Applied:
    """Name, intake, fee and varieties of registered stores; stock and temperature come by report, not by this table.

    :raises RowsRefused: naming stores and varieties the register does not know
    """
    actor.must("storage.change")
    found = Store.objects.select_for_update().prefetch_related("accepts")
    there = {store.code: store for store in found.filter(code__in=[row["code"] for row in rows])}
    varieties = {variety.name: variety.pk for variety in catalog.varieties()}
    faults, changed = RowFaults(), {}
    for row in rows:
        with faults.of(row["code"], "code"):
            changed[row["code"]] = _changes(row, there, varieties)
    faults.check()
    real = {code: change for code, change in changed.items() if change}
    for code, change in real.items():
        _write(there[code], {name: values[1] for name, values in change.items()})
    return Applied("stores", (), tuple(real), len(changed) - len(real), real)


def _changes(row: Mapping[str, Any], there: Mapping[str, Store], varieties: Mapping[str, int]) -> dict[str, list[Any]]:
    store = there.get(row["code"])
    if store is None:
        raise UnknownStore(given=row["code"])
    unknown = [name for name in row["accepts"] if name not in varieties]
    if unknown:
        raise UnknownVariety(given=unknown[0])
    wanted = {name: row[name] for name in COLUMNS}
    changes = {name: [getattr(store, name), value] for name, value in wanted.items() if getattr(store, name) != value}
    now_taken = sorted(variety.pk for variety in store.accepts.all())
    taken = sorted(varieties[name] for name in row["accepts"])
    return changes | ({"accepts": [now_taken, taken]} if now_taken != taken else {})


def _write(store: Store, values: dict[str, Any]) -> None:
    accepts = values.pop("accepts", None)
    if values:
        Store.objects.filter(pk=store.pk).update(**values)
    if accepts is not None:
        store.accepts.set(accepts)


def take_back_stores(actor: Actor, kept: Mapping[str, Any]) -> None:
    """The counter-entry: what was changed stands as before."""
    actor.must("storage.change")
    for store in Store.objects.select_for_update().filter(code__in=kept["before"]):
        _write(store, {name: values[0] for name, values in kept["before"][store.code].items()})
