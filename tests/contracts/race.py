"""Two contracts are amended at once, each to promise one block; `python -m tests.contracts.race` prints what came.

LILIAN_MUTANT names a deliberate fault that the test must see.
"""

import json
import os
from dataclasses import replace
from functools import partial
from unittest.mock import patch

import django

from tests.ops.together import Act, run, slowed, without_lock


def amendments() -> tuple[list[Act], int]:
    """Two contracts of Mei's that name no block, with two buyers; each is to name the one she has."""
    from lilian.contracts import actions, queries
    from lilian.contracts.values import AmendReason
    from tests.contracts.orchard import DAY, SPRING, SYSTEM, the_orchard

    orchard, acts = the_orchard(), []
    for buyer in (orchard.firm, orchard.cast.coop):
        batch = queries.drafts(SYSTEM, replace(orchard.many(), buyer_id=buyer), DAY)
        (draft,) = batch.contracts
        bare = replace(draft.terms, lines=tuple(replace(line, block_id=None) for line in draft.terms.lines))
        batch = replace(batch, contracts=(replace(draft, terms=bare),))
        (made,) = actions.make_contracts(actor=SYSTEM, batch=batch, client_key=f"{buyer}", now=SPRING)
        said = {"terms": draft.terms, "effective_from": DAY, "reason": AmendReason.AMOUNT, "now": SPRING}
        acts.append(partial(actions.amend, actor=SYSTEM, contract_id=made, **said))
    return acts, orchard.block


def no_lock() -> None:
    from lilian.contracts.actions import writing

    without_lock()
    patch.object(writing, "hold_promises", lambda: None).start()
    slowed(writing, "terms_row")  # between the look and the writing


def main() -> None:
    django.setup()
    from lilian.contracts.actions import writing
    from lilian.contracts.models import TermsLine

    acts, block = amendments()
    slowed(writing, "check_named")
    if os.environ.get("LILIAN_MUTANT"):
        no_lock()
    told = run(acts)
    promised = TermsLine.objects.filter(block_id=block).values("terms__contract").distinct().count()
    print(json.dumps({"told": told, "promised": promised}))


if __name__ == "__main__":
    main()
