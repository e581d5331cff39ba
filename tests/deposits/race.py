"""Two answers at once, each to pay all of one deposit back; `python -m tests.deposits.race` prints what came.

The household has a second deposit on the same account, so that the account itself would have room for both. The two
closings stand as if both had been asked before the rule of one at a time. LILIAN_MUTANT names a deliberate fault.
"""

import json
import os
from functools import partial
from typing import Any
from unittest.mock import patch

import django

from tests.ops.together import Act, broken, meeting, run, without_lock


def answers() -> tuple[list[Act], int]:
    from lilian.deposits import actions
    from lilian.deposits.models import Closing
    from tests.contracts.orchard import AUTUMN, the_orchard
    from tests.deposits.orchard import DEPOSIT, paid, with_rule

    orchard = with_rule(the_orchard())
    contract = paid(orchard)
    paid(orchard, itself=True, key="second", book=False)
    said = {"contract_id": contract, "why": "mistake", "way": "bank", "fen": DEPOSIT, "note": "付错了"}
    pair = [Closing.objects.create(**said, at=AUTUMN, asked_by="guo") for _ in range(2)]
    lin = orchard.actor("lin")
    do = [partial(actions.answer_closing, actor=lin, closing_id=one.pk, agreed=True, now=AUTUMN) for one in pair]
    return list(do), contract


def meet_at_the_look(*, is_locked: bool) -> None:
    """What is left is read by both before either posts, unless a lock keeps one of them away."""
    from lilian.deposits import queries

    read, meet = queries.standing, meeting(2, is_locked=is_locked)

    def slowly(*asked: Any) -> Any:
        found = read(*asked)
        meet()
        return found

    patch.object(queries, "standing", slowly).start()


def no_lock() -> None:
    from lilian.base.drawn import Question
    from lilian.deposits import actions
    from lilian.ledger.actions import standings

    without_lock("ledger.Book")
    standings.BOOKS = Question(standings.BOOKS._ask)  # its statement is drawn up anew, without a lock
    patch.object(actions, "hold_name", lambda *_, **__: True).start()


def main() -> None:
    django.setup()
    from lilian.deposits.models import ClosingAnswer

    acts, contract = answers()
    mutant = bool(os.environ.get("LILIAN_MUTANT"))
    meet_at_the_look(is_locked=not mutant)
    if mutant:
        no_lock()
    told = run(acts)
    back = ClosingAnswer.objects.filter(closing__contract=contract, agreed=True).count()
    print(json.dumps({"told": told, "back": back, "broken": broken("contracts")}))


if __name__ == "__main__":
    main()
