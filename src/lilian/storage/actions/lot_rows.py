"""Rows of the table of waiting lots, by code."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from lilian.base.actors import Actor
from lilian.base.bulk import Upsert, Weighed, batches, deleting, updating
from lilian.catalog import queries as catalog
from lilian.members import queries as members
from lilian.members.values import Applied, PlaceKind
from lilian.storage.actions.lots import NotWaiting, check_plausible
from lilian.storage.actions.row_faults import RowFaults, UnknownPoint, UnknownVariety
from lilian.storage.models import ExpectedArrival, PendingLot
from lilian.storage.queries.growers import Growers
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
    fresh = [PendingLot(**vars(drafts[code])) for code in added]
    wanted = [(there[code], dict(vars(drafts[code]))) for code in changed]
    return Weighed(applied, Upsert(PendingLot, fresh, wanted, guarded=("status",)))


def _drafts(
    actor: Actor, rows: Sequence[Mapping[str, Any]], there: Mapping[str, PendingLot], faults: RowFaults
) -> dict[str, LotDraft]:
    varieties = {variety.name: variety.pk for variety in catalog.varieties()}
    owners, drafts = _owners(actor), dict[str, LotDraft]()
    growers = Growers(actor, (row.get("grower") or "" for row in rows))
    for row in rows:
        code = row["code"]
        with faults.of(code, "variety"):
            draft = _draft(row, varieties, owners, there.get(code))
            actor.must("storage.change_lots", organisation_id=draft.organisation_id)
            drafts[code] = draft
        with faults.of(code, "grower"):
            if code in drafts:
                drafts[code] = _with_grower(drafts[code], row, growers, there.get(code))
    return drafts


def _there(codes: Sequence[str]) -> dict[str, PendingLot]:
    found: dict[str, PendingLot] = {}
    for some in batches(codes):
        rows = PendingLot.objects.select_related("grower").filter(code__in=some).order_by("pk")
        found |= {row.code: row for row in rows}
    return found


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
    draft = LotDraft(
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
    check_plausible(draft)
    return draft


def _with_grower(draft: LotDraft, row: Mapping[str, Any], growers: Growers, there: PendingLot | None) -> LotDraft:
    """A sheet without the column says nothing of growers: who is known stays known."""
    said, known = row.get("grower"), there.grower if there else None
    if "grower" not in row or (known is not None and said == known.code):
        return replace(draft, grower_id=known.pk if known else None)
    return replace(draft, grower_id=growers.key(said, draft.organisation_id) if said else None)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _changes(lot: PendingLot, draft: LotDraft) -> Change:
    said = vars(draft)
    return {name: [_plain(getattr(lot, name)), _plain(v)] for name, v in said.items() if getattr(lot, name) != v}


def take_back_lots(actor: Actor, kept: Mapping[str, Any]) -> None:
    """The counter-entry: added lots are gone (cancelled, if a plan ever had them), changed ones stand as before.

    :raises NotWaiting: if a plan has one of them by now; nothing is taken back then
    """
    actor.must("storage.change_lots")
    codes = [*kept["added"], *kept["before"]]
    for some in batches(codes):  # locked until all is back
        _check_waiting(some)
    there = _there(codes)
    _remove([there[code].pk for code in kept["added"]])
    groups: dict[tuple[str, ...], list[tuple[int, Change]]] = defaultdict(list)
    for code, change in kept["before"].items():
        groups[tuple(change)].append((there[code].pk, _standing_before(change)))
    for rows in groups.values():
        updating(PendingLot, rows).run()


def _check_waiting(codes: Sequence[str]) -> None:
    for lot in PendingLot.objects.select_for_update().filter(code__in=codes).order_by("pk"):
        if lot.status != LotStatus.WAITING:
            raise NotWaiting(lot=lot.code)


def _remove(keys: list[int]) -> None:
    known: set[int] = set()
    for some in batches(keys):
        lines = ExpectedArrival.objects.filter(lot__in=some).values_list("lot_id", flat=True)
        known |= {key for key in lines if key is not None}
    PendingLot.objects.filter(pk__in=known).update(status=LotStatus.CANCELLED)
    deleting(PendingLot, [key for key in keys if key not in known]).run()


def _standing_before(change: Change) -> dict[str, Any]:
    before = {name: values[0] for name, values in change.items()}
    if "harvest_date" in before:
        before["harvest_date"] = date.fromisoformat(before["harvest_date"])
    return before
