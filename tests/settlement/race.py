"""Real processes that approve, send back, answer and pay at once; `python -m tests.settlement.race` prints what came.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import sys
from functools import partial
from typing import Any
from unittest.mock import patch

import django

from tests.ops.together import broken, meeting, run, slowed, without_lock

AT_ONCE = 4
YUAN = 100


def approvals(season: Any) -> dict[str, Any]:
    """A run waits for its second approval: three people give it at once, and a fourth sends it back."""
    from lilian.base.actors import system
    from lilian.settlement import actions
    from tests.receiving.scale import NOW

    made = season.drafted()
    actions.approve(actor=season.actor("guo"), run_id=made, now=NOW)
    acts = [partial(actions.approve, actor=system(f"p{place}"), run_id=made, now=NOW) for place in range(AT_ONCE - 1)]
    acts.append(partial(actions.send_back, actor=system("q"), run_id=made, reason="再看", now=NOW))
    return {"told": run(acts), **standing(season)}


def corrections_and_files(season: Any) -> dict[str, Any]:
    """One dispute is answered by four at once; then four cashiers make a file at once, each with a key of their own."""
    from lilian.base.actors import system
    from lilian.payouts.actions import make_payout
    from lilian.settlement import actions
    from lilian.settlement.models import Statement
    from tests.receiving.scale import NOW

    season.posted()
    season.payee(season.mei)
    statement = Statement.objects.get().pk
    raised = actions.raise_dispute(actor=system("r"), statement_id=statement, about="", words="少了", now=NOW)
    said = {"dispute_id": raised, "more_fen": 20 * YUAN, "words": "补", "now": NOW}
    answers = run([partial(actions.answer_dispute, actor=system(f"a{place}"), **said) for place in range(AT_ONCE)])
    pay = {"organisation_id": season.coop, "now": NOW}
    acts = [partial(make_payout, actor=system("c"), client_key=f"file {place}", **pay) for place in range(AT_ONCE)]
    return {"told": answers, "files": run(acts), **standing(season)}


def top_ups(season: Any) -> dict[str, Any]:
    """Two top-ups from the same sales get their last approval at once: both look at what was paid before either posts,
    unless something keeps them apart."""
    from lilian.base.actors import system
    from lilian.settlement import actions
    from lilian.settlement.actions import posting
    from lilian.settlement.values import RunKind, Sold
    from tests.receiving.scale import NOW

    season.posted()
    sold = {"kind": RunKind.SHARE, "sold": (Sold("", 800 * YUAN),)}
    runs = [season.drafted(key, **sold) for key in ("one", "two")]
    for made in runs:
        actions.approve(actor=season.actor("guo"), run_id=made, now=NOW)
    meet, read = meeting(len(runs), is_locked=not os.environ.get("LILIAN_MUTANT")), posting.paid_on

    def read_and_met(asked: Any) -> Any:
        found = read(asked)
        meet()
        return found

    with patch.object(posting, "paid_on", read_and_met):
        told = run([partial(actions.approve, actor=system("p"), run_id=made, now=NOW) for made in runs])
    return {"told": told, **standing(season)}


SCENES = {scene.__name__: scene for scene in (approvals, corrections_and_files, top_ups)}


def no_lock() -> None:
    """PostgreSQL: the run is read without a lock. SQLite: a transaction starts without the writer's lock."""
    from lilian.settlement.actions import posting

    without_lock("settlement.Run")
    slowed(posting, "_unchanged")


def not_alone() -> None:
    """PostgreSQL: nothing holds the organisation. SQLite: as above."""
    from lilian.settlement.actions import posting

    without_lock()
    patch.object(posting, "alone", lambda _organisation_id: None).start()


MUTANTS = {mutant.__name__: mutant for mutant in (no_lock, not_alone)}


def standing(season: Any) -> dict[str, Any]:
    from django.db.models import Sum

    from lilian.ledger.values import Purpose
    from lilian.payouts.models import PayoutLine
    from lilian.settlement.models import Line

    return {
        "payable": season.stands(Purpose.PAYABLE, season.mei),
        "lines": Line.objects.count(),
        "sent": PayoutLine.objects.aggregate(sum=Sum("amount_fen", default=0))["sum"],
        "broken": [fault for module in ("settlement", "payouts", "ledger") for fault in broken(module)],
    }


def main(what: str) -> None:
    django.setup()
    from tests.settlement.season import the_season

    season = the_season()
    season.brings(season.mei, 100, "a")
    if mutant := os.environ.get("LILIAN_MUTANT"):
        MUTANTS[mutant]()
    print(json.dumps(SCENES[what](season)))


if __name__ == "__main__":
    main(sys.argv[1])
