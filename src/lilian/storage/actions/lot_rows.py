"""Rows of the table of waiting lots, by code."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from lilian.base.actors import Actor
from lilian.base.bulk import Overtaken, Removal, Upsert, Weighed, among
from lilian.base.imports import check_as_left, plain
from lilian.catalog import queries as catalog
from lilian.members import queries as members
from lilian.members.values import Applied, PlaceKind
from lilian.storage.actions.lots import NotWaiting, check_plausible
from lilian.storage.actions.row_faults import RowFaults, UnknownPoint, UnknownVariety
from lilian.storage.models import PendingLot
from lilian.storage.queries.growers import Growers
from lilian.storage.queries.thresholds import bounds
from lilian.storage.values import LotDraft, LotStatus

Change = dict[str, list[Any]]


def weigh_lots(actor: Actor, rows: Sequence[Mapping[str, Any]], now: datetime) -> Weighed[Applied]:  # noqa: ARG001
    """New lots added, waiting ones changed, equal ones left; only reads.

    :raises RowsRefused: naming unknown varieties, unknown points, and lots that no longer wait
    """
    actor.must("storage.change_lots")
    there = _there([row["code"] for row in rows])
    faults = RowFaults()
    drafts = _drafts(actor, rows, there, faults)
    changes = {code: _changes(there[code], draft) for code, draft in drafts.items() if code in there}
    for code, change in changes.items():
        with faults.of(code, "code"):
            if change and there[code].status != LotStatus.WAITING:
                raise NotWaiting(lot=code)
    faults.check()
    changed = {code: change for code, change in changes.items() if change}
    added = tuple(code for code in drafts if code not in there)
    applied = Applied("lots", added, tuple(changed), len(changes) - len(changed), changed)
    fresh = [vars(drafts[code]) for code in added]
    wanted = [(there[code], dict(vars(drafts[code]))) for code in changed]
    return Weighed(applied, Upsert(PendingLot, fresh, wanted, guarded=("status",)))


def _drafts(
    actor: Actor, rows: Sequence[Mapping[str, Any]], there: Mapping[str, PendingLot], faults: RowFaults
) -> dict[str, LotDraft]:
    varieties = {variety.name: variety.pk for variety in catalog.varieties()}
    owners, drafts = _owners(actor), dict[str, LotDraft]()
    growers, heaviest_g = Growers(actor, (row.get("grower") or "" for row in rows)), bounds().heaviest_lot_g
    for row in rows:
        code = row["code"]
        with faults.of(code, "variety"):
            draft = _draft(row, varieties, owners, there.get(code))
            check_plausible(draft, heaviest_g)
            actor.must("storage.change_lots", organisation_id=draft.organisation_id)
            drafts[code] = draft
        with faults.of(code, "grower"):
            if code in drafts:
                drafts[code] = _with_grower(drafts[code], row, growers, there.get(code))
    return drafts


def _there(codes: Sequence[str]) -> dict[str, PendingLot]:
    with among(PendingLot, "code", codes) as some:
        rows = PendingLot.objects.select_related("grower").filter(code__in=some).order_by("pk")
        return {row.code: row for row in rows}


def _owners(actor: Actor) -> dict[str, int]:
    """Organisation of each collection point, by the point's name."""
    points = members.places(actor, kind=PlaceKind.COLLECTION_POINT).filter(organisation__isnull=False)
    return {point.name: point.organisation_id for point in points if point.organisation_id}


def _draft(
    row: Mapping[str, Any], varieties: Mapping[str, int], owners: Mapping[str, int], there: PendingLot | None
) -> LotDraft:
    if row["variety"] not in varieties:
        raise UnknownVariety(given=row["variety"])
    point = row.get("point") or ""
    owner = there.organisation_id if there and there.point == point else owners.get(point)
    if owner is None:
        raise UnknownPoint(given=point)
    return LotDraft(
        code=row["code"],
        organisation_id=owner,
        variety_id=varieties[row["variety"]],
        grade=row["grade"],
        weight_g=row["weight_g"],
        harvest_date=row["harvest_date"],
        lat=row["lat"],
        lon=row["lon"],
        point=point,
        village=row.get("village") or "",
        note=(row.get("note") or "")[:200],
    )


def _with_grower(draft: LotDraft, row: Mapping[str, Any], growers: Growers, there: PendingLot | None) -> LotDraft:
    """A sheet without the column says nothing of growers: who is known stays known."""
    said, known = row.get("grower"), there.grower if there else None
    if "grower" not in row or (known is not None and said == known.code):
        return replace(draft, grower_id=known.pk if known else None)
    return replace(draft, grower_id=growers.key(said, draft.organisation_id) if said else None)


def _changes(lot: PendingLot, draft: LotDraft) -> Change:
    said = vars(draft)
    return {name: [plain(getattr(lot, name)), plain(v)] for name, v in said.items() if getattr(lot, name) != v}


@contextmanager
def taking_back_lots(actor: Actor, kept: Mapping[str, Any]) -> Iterator[Callable[[datetime], None]]:
    """The counter-entry: added lots are gone (cancelled, if something ever named them), changed ones stand as before.

    :raises NotWaiting: on entering, if a plan has one of them by now
    :raises ChangedSince: on entering, if a changed lot was changed again
    :raises Overtaken: by the act, if that came in between
    """
    actor.must("storage.change_lots")
    added, changed = _waiting(kept["added"]), _waiting(list(kept["before"]))
    keys = {lot.pk: lot for lot in added.values()}
    everything = Removal(PendingLot, list(keys))
    with everything.ready():
        named = everything.pointed_at()
    groups: dict[tuple[str, ...], list[tuple[PendingLot, Change]]] = defaultdict(list)
    for code, change in kept["before"].items():
        check_as_left(code, change, vars(changed[code]))
        groups[tuple(change)].append((changed[code], _standing_before(change)))
    upserts = [Upsert(PendingLot, [], rows, guarded=("status",)) for rows in groups.values()]
    upserts.append(Upsert(PendingLot, [], [(keys[key], {"status": LotStatus.CANCELLED.value}) for key in named]))
    removal = Removal(PendingLot, [key for key in keys if key not in named], {"status": LotStatus.WAITING.value})
    with ExitStack() as stack:
        for upsert in upserts:
            stack.enter_context(upsert.ready())
        stack.enter_context(removal.ready())
        yield lambda now: _take_back(upserts, removal)


def _waiting(codes: Sequence[str]) -> dict[str, PendingLot]:
    there = _there(codes)
    for lot in there.values():
        if lot.status != LotStatus.WAITING:
            raise NotWaiting(lot=lot.code)
    return there


def _take_back(upserts: Sequence[Upsert], removal: Removal) -> None:
    for upsert in upserts:
        upsert.write()
    removal.lock()
    if removal.pointed_at():
        raise Overtaken()
    removal.write()


def _standing_before(change: Change) -> dict[str, Any]:
    before = {name: values[0] for name, values in change.items()}
    if "harvest_date" in before:
        before["harvest_date"] = date.fromisoformat(before["harvest_date"])
    return before
