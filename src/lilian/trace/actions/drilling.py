"""A drill: everything a recall would do but the stopping, timed step by step, its report kept."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.trace import queries
from lilian.trace.actions.recalling import figures
from lilian.trace.actions.refusals import NothingThere
from lilian.trace.models import Drill
from lilian.trace.values import START_NAMES, Start

Found = TypeVar("Found")


@transaction.atomic
def run_drill(*, actor: Actor, start: Start, now: datetime, clock: Callable[[], float] = time.perf_counter) -> int:
    """Trace both ways, name holders, balance every lot, look for gaps; return the drill's key.

    A drill with a gap or a lot that does not balance has failed: nothing is rounded.

    :raises NothingThere: if the start names nothing; no drill is kept then
    """
    actor.must("trace.drill")
    taken: dict[str, int] = {}

    def timed(step: str, work: Callable[[], Found]) -> Found:
        began = clock()
        found = work()
        taken[step] = round((clock() - began) * 1000)
        return found

    began = clock()
    seeds = timed("start", lambda: queries.seeds(start))
    if not seeds:
        raise NothingThere(kind=START_NAMES[start.kind], given=start.code)
    backward = timed("back", lambda: queries.back(seeds))
    onward = timed("forward", lambda: queries.extent(seeds))
    spread = timed("holders", lambda: queries.spread(onward))
    lots = {*backward.lots.lot_ids, *onward.lots.lot_ids}
    balances = timed("balances", lambda: queries.balances(lots))
    parcels = {parcel_id for holder in spread.holders for parcel_id in holder.parcel_ids}
    gaps = timed("gaps", lambda: queries.gaps(lots, parcels, now=now))
    flagged = [one for one in balances if one.flagged]
    report: dict[str, Any] = {
        "steps_ms": taken,
        "figures": figures(onward, spread.whereabouts)
        | {"origins": len(backward.grown), "lots_back": len(backward.lots.lot_ids)},
        "holders": len(spread.holders),
        "flagged": [{"lot": one.code, "unexplained_g": one.unexplained_g} for one in flagged],
        "gaps": [
            {"place": gap.place, "since": gap.since.isoformat(), "until": gap.until.isoformat(), "kind": gap.kind.value}
            for gap in gaps
        ],
        "cut_off": onward.cut_off or backward.lots.cut_off,
    }
    made = Drill.objects.create(
        kind=start.kind.value,
        code=start.code[:80],
        at=now,
        took_ms=round((clock() - began) * 1000),
        report=report,
        passed=not (flagged or gaps or report["cut_off"]),
        ran_by=actor.name[:80],
    )
    data = {"took_ms": made.took_ms, "passed": made.passed, "gaps": len(gaps), "flagged": len(flagged)}
    audit.record(actor=actor, event="trace.drill_run", subject=made, at=now, data=data)
    return made.pk
