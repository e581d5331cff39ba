"""A run ends: one conversion in the goods journal, or broken off without one."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.catalog import queries as catalog
from lilian.sorting import rules
from lilian.sorting.actions.refusals import NoFruitYet, NoReason, OwnersDiffer, Unanswered, UnknownGrade
from lilian.sorting.actions.runs import running
from lilian.sorting.models import Closing, Run, RunInput, RunOutput
from lilian.sorting.queries.figures import moves_of, tallies_of
from lilian.stock import actions as stock
from lilian.stock import queries as lots
from lilian.stock.values import Conversion, Line, LotDraft, Output, Posted, Spot


@transaction.atomic
def close_run(
    *, actor: Actor, run_id: int, weighed_g: Mapping[str, int], client_key: str, now: datetime, note: str = ""
) -> int:
    """Post what came out: one conversion, what is missing is lost. Returns the closing's key.

    `weighed_g` are the grades whose boxes were put on a scale; the others have what the line's own scales say.

    :raises WeighedMore: if more was weighed than was put in
    :raises Unanswered, NoFruitYet, UnknownGrade, RunEnded: nothing is written then
    :raises NotEnough, ConditionForbids, DayClosed: as the goods journal refuses
    :raises KeyReused: if the key ended another run, or this one otherwise
    """
    hold_name(f"sorting closing\n{client_key}", wait=True)
    if same := Closing.objects.filter(client_key=client_key).first():
        return _again(same, run_id, weighed_g)
    run = running(actor, run_id)
    _check_answered(run)
    inputs = list(run.inputs.select_related("lot"))
    taken_g = sum(one.weight_g for one in inputs)
    counted = rules.by_grade(tallies_of(run.pk))
    _check_grades(run, weighed_g)
    line_dg = {grade: weight for grade, (_, weight) in counted.items()}
    grams = rules.output_grams(line_dg, weighed_g, taken_g)
    if not grams:
        raise NoFruitYet()
    final = rules.moved(grams, moves_of(run.pk))
    posted = stock.convert(
        actor=actor,
        conversion=_conversion(actor, run, inputs, final, note, now),
        client_key=f"sorting {run.code}",
        now=now,
    )
    _write_outputs(run, counted, weighed_g, grams, final, posted)
    made = Closing.objects.create(
        run=run,
        entry_id=posted.entry_id,
        taken_g=taken_g,
        lost_g=taken_g - sum(final.values()),
        reason=note.strip()[:200],
        at=now,
        closed_by=actor.name[:80],
        client_key=client_key,
    )
    data = {"run": run.code, "entry": posted.entry_id, "taken_g": taken_g, "lost_g": made.lost_g}
    audit.record(actor=actor, event="sorting.run_closed", subject=made, at=now, data=data)
    return made.pk


def _again(same: Closing, run_id: int, weighed_g: Mapping[str, int] | None) -> int:
    """`weighed_g` is None for a run broken off.

    :raises KeyReused: if it was another end
    """
    rows = same.run.outputs.filter(weighed_g__gt=0).values_list("grade", "weighed_g")
    asked = {grade: weight_g for grade, weight_g in (weighed_g or {}).items() if weight_g}
    if same.run_id != run_id or (same.entry_id is None) != (weighed_g is None) or dict(rows) != asked:
        raise KeyReused()
    return same.pk


def _check_answered(run: Run) -> None:
    open_ones = run.overrides.filter(answer__isnull=True).count()
    if open_ones:
        raise Unanswered(count=open_ones)


def _check_grades(run: Run, weighed_g: Mapping[str, int]) -> None:
    known = {band.grade for band in catalog.version(run.standard_id).bands}
    for grade in weighed_g:
        if grade not in known:
            raise UnknownGrade(grade=grade)


def _conversion(
    actor: Actor, run: Run, inputs: list[RunInput], final: Mapping[str, int], note: str, now: datetime
) -> Conversion:
    """One lot of each grade, at the line, of who owned what went in; picked on the latest day of what went in.

    It stands on the day the run ends: the day it began may be closed by then.
    """
    whose = lots.cards(lots.lots(actor).filter(pk__in=[one.lot_id for one in inputs]))
    owners = {lot.owner_id: lot.owner for lot in whose}
    if len(owners) != 1:  # handed over since the run was opened
        raise OwnersDiffer(names="、".join(sorted(owners.values())))
    days = [one.lot.harvest_date for one in inputs if one.lot.harvest_date]
    made = tuple(
        Output(
            LotDraft(
                variety_id=run.variety_id,
                owner_id=next(iter(owners)),
                maker_id=int(run.location.organisation_id or 0),
                grade=grade,
                harvest_date=max(days, default=None),
            ),
            run.location_id,
            weight_g,
        )
        for grade, weight_g in final.items()
    )
    taken = tuple(Line(Spot(one.lot_id, one.location_id), one.weight_g) for one in inputs)
    return Conversion(taken, made, timezone.localdate(now), f"{run.code} {note}".strip()[:200])


def _write_outputs(
    run: Run,
    counted: Mapping[str, tuple[int, int]],
    weighed_g: Mapping[str, int],
    grams: Mapping[str, int],
    final: Mapping[str, int],
    posted: Posted,
) -> None:
    lot_of = dict(zip(final, posted.lot_ids, strict=True))
    for grade in dict.fromkeys((*counted, *grams, *final)):
        fruit, line_dg = counted.get(grade, (0, 0))
        RunOutput.objects.create(
            run=run,
            grade=grade,
            fruit=fruit,
            line_dg=line_dg,
            weighed_g=weighed_g.get(grade),
            sorted_g=grams.get(grade, 0),
            weight_g=final.get(grade, 0),
            lot_id=lot_of.get(grade),
        )


@transaction.atomic
def break_off(*, actor: Actor, run_id: int, reason: str, client_key: str, now: datetime) -> int:
    """End a run that should not have been opened, without any entry; the fruit lies where it lay.

    :raises NoReason, RunEnded, KeyReused: nothing is written then
    """
    hold_name(f"sorting closing\n{client_key}", wait=True)
    if same := Closing.objects.filter(client_key=client_key).first():
        return _again(same, run_id, None)
    run = running(actor, run_id)
    if not reason.strip():
        raise NoReason()
    said = {"reason": reason.strip()[:200], "at": now, "closed_by": actor.name[:80], "client_key": client_key}
    made = Closing.objects.create(run=run, **said)
    data = {"run": run.code, "reason": made.reason}
    audit.record(actor=actor, event="sorting.run_broken_off", subject=made, at=now, data=data)
    return made.pk
