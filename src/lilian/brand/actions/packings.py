"""Packings bear a mark: their fruit is looked at, and their boxes use up labels. `flows.packing` calls these beside
packing's own acts, in one transaction; whatever goes round them does not end, by trigger."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.brand import queries, rules
from lilian.brand.actions.labels import check_stands
from lilian.brand.actions.refusals import BoxesBefore, LabelsRanOut, MarkedAlready, NoSuchLabels
from lilian.brand.models import Fit, Issue, Marked, Spent
from lilian.brand.queries.packings import issues_for
from lilian.brand.values import Fate, Range, total
from lilian.kernel.refusal import NotFound
from lilian.packing import queries as packing


@transaction.atomic
def mark_packing(*, actor: Actor, packing_id: int, licence_id: int, now: datetime) -> None:
    """Boxes of this packing bear the mark of a licence of its organisation; said again, nothing happens.

    :raises LicenceDoesNotStand: if the licence is not valid that day
    :raises NoSuchLabels: if boxes of the specification may not bear it
    :raises OtherFruit, BelowGrade, FromOutside: if its fruit may not
    :raises BoxesBefore, MarkedAlready, NotFound: as the names say
    """
    card = packing.packing(actor, packing_id, permission="packing.pack")
    licence = queries.licence(actor, licence_id)
    if licence.organisation_id != card.organisation_id:
        raise NotFound()
    if before := queries.marked(packing_id):
        return _same(before, licence_id)
    if packing.last_number(packing_id):
        raise BoxesBefore()
    day = timezone.localdate(now)
    check_stands(licence, day)
    kind = queries.kind_for(queries.rules_on(licence.mark_id, day), card.spec.spec_id)
    if kind is None:
        raise NoSuchLabels(spec=card.spec.name, mark=licence.mark.name)
    made = Marked.objects.create(packing_id=packing_id, licence=licence, kind=kind, at=now, marked_by=actor.name[:80])
    _look_at(actor, made, packing.inputs_of(packing_id), now)
    data = {"packing": packing_id, "licence": licence.number}
    audit.record(actor=actor, event="brand.packing_marked", subject=made, at=now, data=data)
    return None


def _same(before: Marked, licence_id: int) -> None:
    """:raises MarkedAlready: if it bears the mark of another licence"""
    if before.licence_id != licence_id:
        raise MarkedAlready()


@transaction.atomic
def look_at(*, actor: Actor, packing_id: int, now: datetime) -> None:
    """Lots that went in since: may they bear the mark? Nothing happens to a packing without one.

    :raises LicenceDoesNotStand, OtherFruit, BelowGrade, FromOutside: as for the first ones
    """
    actor.must("packing.pack")
    found = queries.marked(packing_id)
    if found is None:
        return
    check_stands(found.licence, timezone.localdate(now))
    seen = set(Fit.objects.filter(marked=found).values_list("lot_id", flat=True))
    new = [lot_id for lot_id in packing.inputs_of(packing_id) if lot_id not in seen]
    if not new:
        return
    _look_at(actor, found, new, now)
    audit.record(actor=actor, event="brand.fruit_looked_at", subject=found, at=now, data={"lots": new})


def _look_at(actor: Actor, found: Marked, lot_ids: Collection[int], now: datetime) -> None:
    """By the rules that were in force when the packing began: they are what its labels stand for."""
    rows = queries.rules_of(found.licence.mark_id)
    queries.check_lots(actor, lot_ids, next(row for row in rows if row.pk == found.kind.rules_id))
    Fit.objects.bulk_create(Fit(marked=found, lot_id=lot_id, at=now) for lot_id in lot_ids)


@transaction.atomic
def use_labels(*, actor: Actor, packing_id: int, now: datetime) -> int:
    """Labels for all boxes that have none yet, the holder's oldest first; return how many. None for a packing without
    a mark. A box that is voided keeps its labels: they were stuck on.

    :raises LabelsRanOut, LicenceDoesNotStand: as the names say
    """
    actor.must("packing.pack")
    found = queries.marked(packing_id)
    if found is None:
        return 0
    there = Spent.objects.filter(packing=found)
    had = total([Range(*row) for row in there.values_list("issue_id", "first", "last")])
    wanted = packing.last_number(packing_id) * found.kind.per_box - had
    if not wanted:
        return 0
    check_stands(found.licence, timezone.localdate(now))
    issues = issues_for(found)
    _held_still(issues)
    taken = rules.next_labels(queries.free_numbers(issues), wanted)
    if total(taken) < wanted:
        raise LabelsRanOut(mark=found.licence.mark.name, left=f"{total(taken):,}", wanted=f"{wanted:,}")
    _stuck_on(actor, found, taken, had, now)
    data = {"packing": packing_id, "labels": [[each.first, each.last] for each in taken]}
    audit.record(actor=actor, event="brand.labels_used", subject=found, at=now, data=data)
    return wanted


def _held_still(issues: Collection[Issue]) -> None:
    """Nobody else takes their labels until the transaction ends."""
    rows = Issue.objects.select_for_update(of=("self",)).filter(pk__in=[each.pk for each in issues])
    list(rows.order_by("pk").values_list("pk"))


def _stuck_on(actor: Actor, found: Marked, taken: list[Range], had: int, now: datetime) -> None:
    for each in taken:
        Spent.objects.create(
            issue_id=each.issue_id,
            first=each.first,
            last=each.last,
            fate=Fate.USED.value,
            packing=found,
            from_label=had,
            at=now,
            spent_by=actor.name[:80],
        )
        had += len(each)
