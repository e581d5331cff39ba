"""A season's settlement: 4,000 households, ten slips each, 60 million yuan; drafted, approved twice, posted.

    python bench/settlement.py [--households 4000] [--slips 10] [--json]

`draft`: slips are read and priced, costs shared, every statement worked out and frozen. `post`: the second approval
gathers everything again, finds it unchanged, posts to the money journal and marks the slips settled. `again`: the same
draft by the same key, and another draft of the same days, which finds nothing. `recompute`: every statement again from
what was frozen, to the same bytes. `pay`: a file for the bank, each of its payments put aside in the books; `answers`:
what the bank paid is posted and what it could not is let go, one in a hundred. The sums of the posted book are checked
to the fen.

The database is a scratch SQLite file; slips are written into it row by row without the acts that would weigh them.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from random import Random

from django.db import connection, transaction

import ground  # sets Django up
from lilian.ledger import actions as money
from lilian.ledger import queries as ledger
from lilian.ledger.models import Limit
from lilian.ledger.values import AccountKey, Line, PostingDraft, Purpose
from lilian.members.models import Household
from lilian.payouts import actions as payouts
from lilian.payouts import queries as files
from lilian.payouts.models import PayeeAccount, PayoutLine
from lilian.payouts.values import BankAnswer
from lilian.receiving.models import Slip
from lilian.settlement import actions
from lilian.settlement.actions.refusals import NothingToSettle
from lilian.settlement.models import Statement
from lilian.settlement.queries import soundness
from lilian.settlement.values import RunDraft, RunKind, Scheme, SharedDraft, SharedKind, ShareRule
from tests.receiving.scale import NOW, TODAY
from tests.settlement.season import OPENED, SYSTEM, Season, the_season

GOAL_S = 30
GOAL_FEN = 60_000_000 * 100
FEN_PER_KG = 560


@dataclass(frozen=True)
class Step:
    what: str
    households: int
    slips: int
    seconds: float
    cpu_s: float  # what a busy machine does not stretch


def timed(what: str, size: tuple[int, int], act: Callable[[], object]) -> Step:
    began, spent = time.perf_counter(), ground.cpu_s()
    act()
    return Step(what, *size, round(time.perf_counter() - began, 2), round(ground.cpu_s() - spent, 2))


def said_of(step: Step) -> str:
    return f"{step.seconds:8.2f} s, {step.cpu_s:.2f} s of CPU"


def grown(season: Season, households: int, slips: int) -> int:
    """Households with their slips, advances and inputs on credit; what all the fruit comes to."""
    random = Random(4)
    homes = [Household(code=f"B{number:05d}", organisation_id=season.coop) for number in range(households)]
    Household.objects.bulk_create(homes, batch_size=2_000)
    pattern = Slip.objects.get(pk=season.brings(season.mei, 1, "pattern"))
    number = 0
    rows = []
    for home in homes:
        for _ in range(slips):
            number += 1
            net_g = random.randrange(1, 2 * GOAL_FEN // (households * slips * FEN_PER_KG)) * 1_000
            rows.append(slip_row(pattern, number, home.pk, net_g))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")  # lots and entries of the goods journal are left out
    Slip.objects.bulk_create(rows, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=ON")
    owed(season, [home.pk for home in homes], random)
    return sum(row.amount_fen or 0 for row in rows) + (pattern.amount_fen or 0)


def slip_row(pattern: Slip, number: int, household_id: int, net_g: int) -> Slip:
    said = {field.attname: getattr(pattern, field.attname) for field in Slip._meta.concrete_fields}
    fresh = {
        "id": 1_000_000 + number,
        "number": f"B{number:07d}",
        "client_key": f"bench {number}",
        "entry_id": 1_000_000 + number,
        "lot_id": 1_000_000 + number,
        "household_id": household_id,
        "gross_g": net_g,
        "tare_g": 0,
        "net_g": net_g,
        "fen_per_kg": FEN_PER_KG,
        "amount_fen": (net_g * FEN_PER_KG + 500) // 1_000,
    }
    return Slip(**said | fresh)


def owed(season: Season, homes: list[int], random: Random) -> None:
    """Half of them have had an advance, a third inputs on credit."""
    keys = {
        AccountKey(season.book, Purpose.ADVANCE, household_id=home): random.randrange(1, 300_000) for home in homes[::2]
    }
    keys |= {
        AccountKey(season.book, Purpose.INPUT_CREDIT, household_id=home): random.randrange(1, 900_000)
        for home in homes[::3]
    }
    numbers = money.open_accounts(actor=SYSTEM, keys=list(keys), now=NOW)
    Limit.objects.bulk_create(
        Limit(account_id=numbers[key], most_debit_fen=10**9, most_credit_fen=0, at=NOW, actor_name="bench")
        for key in keys
    )
    opening = season.account(Purpose.OPENING)
    drafts = [
        PostingDraft(season.book, TODAY, f"owed {numbers[key]}", (Line(numbers[key], fen), Line(opening, -fen)))
        for key, fen in keys.items()
    ]
    money.post_all(actor=SYSTEM, drafts=drafts, now=NOW)


def settled(season: Season, size: tuple[int, int]) -> list[Step]:
    freight = SharedDraft(SharedKind.FREIGHT, ShareRule.WEIGHT, 123_456_78)
    draft = RunDraft(season.coop, RunKind.DELIVERY, OPENED, TODAY, TODAY, (freight,), closes_season=True)
    qian = season.actor("qian")
    run = 0

    def drafted() -> None:
        nonlocal run
        run = actions.draft_run(actor=qian, draft=draft, client_key="bench", now=NOW)

    def again() -> None:
        if actions.draft_run(actor=qian, draft=draft, client_key="bench", now=NOW) != run:
            sys.exit("the same key made another run")
        try:
            slips_alone = replace(draft, shared=(), closes_season=False)
            actions.draft_run(actor=qian, draft=slips_alone, client_key="bench 2", now=NOW)
        except NothingToSettle:
            return
        sys.exit("slips were settled twice")

    def checked() -> None:
        found = list(soundness.faults(lambda done: None))
        if found:
            sys.exit(found[0])

    steps = [timed("draft", size, drafted)]
    actions.approve(actor=season.actor("guo"), run_id=run, now=NOW)
    steps.append(timed("post", size, lambda: actions.approve(actor=season.actor("lin"), run_id=run, now=NOW)))
    steps.append(timed("again", size, again))
    return [*steps, timed("recompute", size, checked)]


def paid(season: Season, size: tuple[int, int]) -> list[Step]:
    """A file of all that is owed, each payment put aside, and the bank's answer: it could not pay one in a hundred."""
    homes = list(Statement.objects.filter(net_fen__gt=0).values_list("household", flat=True))
    said = {"holder": "x", "bank": "x", "at": NOW, "set_by": "bench"}
    PayeeAccount.objects.bulk_create(
        PayeeAccount(household_id=home, number=f"{10**9 + home}", **said) for home in homes
    )
    bank = Line(season.account(Purpose.BANK), 10 * GOAL_FEN), Line(season.account(Purpose.OPENING), -10 * GOAL_FEN)
    money.post(actor=SYSTEM, draft=PostingDraft(season.book, TODAY, "bench bank", bank), now=NOW)
    qian = season.actor("qian")
    payout = 0

    def made() -> None:
        nonlocal payout
        payout = payouts.make_payout(actor=qian, organisation_id=season.coop, client_key="bench", now=NOW)

    def answered() -> None:
        lines = PayoutLine.objects.filter(payout=payout).values_list("pk", flat=True)
        answers = [BankAnswer(files.reference(pk), place % 100 > 0) for place, pk in enumerate(lines)]
        payouts.read_answers(actor=qian, payout_id=payout, answers=answers, now=NOW)

    return [timed("pay", size, made), timed("answers", size, answered)]


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--households", type=int, default=4_000)
    said.add_argument("--slips", type=int, default=10)
    said.add_argument("--json", action="store_true")
    asked = said.parse_args()
    if connection.vendor != "sqlite":
        sys.exit("this one is measured on SQLite")
    ground.migrated()
    with transaction.atomic():
        season = the_season()
        actions.set_scheme(actor=SYSTEM, organisation_id=season.coop, scheme=Scheme(20, 300, 3), reason="试", now=NOW)
    gross_fen = grown(season, asked.households, asked.slips)
    steps = settled(season, (asked.households, asked.households * asked.slips))
    if season.stands(Purpose.PURCHASE) != gross_fen:
        sys.exit(f"posted {season.stands(Purpose.PURCHASE)} fen of {gross_fen}")
    net_fen = sum(Statement.objects.values_list("net_fen", flat=True))
    owed_fen = ledger.figures(SYSTEM, season.book).owed_fen
    if net_fen != owed_fen:
        sys.exit(f"{owed_fen} fen are owed, statements say {net_fen}")
    steps += paid(season, (asked.households, asked.households * asked.slips))
    if asked.json:
        print(json.dumps([asdict(step) for step in steps]))
        return
    print(f"{gross_fen / 100:,.2f} yuan of fruit, {net_fen / 100:,.2f} yuan to pay, {ground.peak_mb():.0f} MB at most")
    for step in steps:
        print(f"{step.what:10} {step.households:6,} households {step.slips:7,} slips {said_of(step)}")
    both = sum(step.seconds for step in steps[:2])
    print(f"drafted and posted in {both:.1f} s; the goal is {GOAL_S} s")


if __name__ == "__main__":
    main()
