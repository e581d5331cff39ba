"""Two clerks telephone one holder at the same moment; `python -m tests.tracing.race_calls vain|answered` prints what
came of it.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from unittest.mock import patch

import django

from tests.ops.together import Act, meeting, run, without_lock

NUMBER = "13800003333"


def note(despatch: Any, notice: int, outcome: str, **said: Any) -> None:
    from lilian.trace import actions
    from lilian.trace.values import CallDraft, Outcome
    from tests.parcels.despatch import SENT

    draft = CallDraft(Outcome(outcome), **said)
    actions.note_call(actor=despatch.boxing.goods.actor(), notice_id=notice, draft=draft, now=SENT)


def meet_behind_the_look(meet: Callable[[], None], wait_s: float) -> None:
    """Nobody had answered when each looked, and neither call is written yet."""
    from lilian.trace.actions import calling

    look = calling.unanswered

    def look_then_meet(*asked: Any) -> Any:
        found = look(*asked)
        meet()
        time.sleep(wait_s)  # in vain comes last, so that an answer is there by then
        return found

    patch.object(calling, "unanswered", look_then_meet).start()


def counted_by_hand(meet: Callable[[], None]) -> None:
    """A call is kept under the number after the newest, as both clerks see it."""
    from lilian.trace.models import CallAttempt

    without_lock("trace.Notice")

    def kept(**said: Any) -> None:
        newest = CallAttempt.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        meet()
        CallAttempt.objects.bulk_create([CallAttempt(pk=newest + 1, **said)], ignore_conflicts=True)

    patch.object(CallAttempt.objects, "create", kept).start()


def answer(despatch: Any, notice: int, meet: Callable[[], None]) -> None:
    meet()  # when the other has looked
    note(despatch, notice, "reached", found=1)


def main() -> None:
    django.setup()
    from lilian.stock.models import Lot
    from lilian.trace.models import Notice
    from tests.parcels.despatch import the_despatch
    from tests.tracing.race import recall

    despatch, mutant, story = the_despatch(), os.environ.get("LILIAN_MUTANT", ""), sys.argv[1]
    despatch.send(despatch.boxes[0])
    recall(despatch, Lot.objects.earliest("pk").code)
    notice, meet = Notice.objects.get().pk, meeting(2, is_locked=not mutant)
    in_vain = partial(note, despatch, notice)
    acts: list[Act] = [partial(in_vain, "wrong_number", new_phone=NUMBER)]
    if story == "vain":
        acts += [partial(in_vain, "no_answer")]
        counted_by_hand(meet) if mutant else meet_behind_the_look(meet, 0)
    else:
        acts += [partial(answer, despatch, notice, meet)]
        meet_behind_the_look(meet, 1.5 if mutant else 0)
        without_lock("trace.Notice") if mutant else None
    print(json.dumps({"told": run(acts), **after(despatch, notice)}))


def after(despatch: Any, notice: int) -> dict[str, Any]:
    """What was kept, in its order on record; the number to call next."""
    from lilian.base import audit
    from lilian.trace import queries
    from lilian.trace.models import CallAttempt, NoticeAnswer

    events = audit.about([f"trace.Notice:{notice}"])
    return {
        "kept": CallAttempt.objects.count() + NoticeAnswer.objects.count(),
        "order": [event.event for event in sorted(events, key=lambda one: one.number)],
        "dial": queries.to_call(despatch.boxing.goods.actor(), notice).dial,
        "broken": list(audit.faults()),
    }


if __name__ == "__main__":
    main()
