"""Real processes that post on hot accounts at the same moment; `python -m tests.ledger.race SCENE` prints what came.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import random
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import django

from tests.ops.together import Act, broken, killed, run, slowed, without_lock

PROCESSES = 16
POSTS = 25  # a process on the hot accounts
YUAN = 100


def funded(yuan: int) -> Any:
    """Guo's co-operative with so much in the bank, and Mei and Qiao owed plenty."""
    from tests.ledger import money

    books = money.the_money()
    money.funded(books, yuan * YUAN)
    for name in ("owed_to_mei", "owed_to_qiao"):
        money.moved(books, books.purchase, books.accounts[name], 100_000 * YUAN, name)
    return books


def all_want_the_same() -> list[Act]:
    """A hundred yuan in the bank, and sixteen who pay out ten each."""
    from tests.ledger import money

    books = funded(100)
    return [
        partial(money.moved, books, books.owed_to_mei, books.bank, 10 * YUAN, f"pay {number}")
        for number in range(PROCESSES)
    ]


def one_key_sent_sixteen_times() -> list[Act]:
    from tests.ledger import money

    books = funded(100)
    return [partial(money.moved, books, books.owed_to_mei, books.bank, 10 * YUAN, "pay")] * PROCESSES


def hot_accounts() -> list[Act]:
    """Everybody pays, holds, posts what is held and posts across both books at once."""
    books = funded(1_000)
    return [partial(busy, books, number) for number in range(PROCESSES)]


def busy(books: Any, number: int, posts: int = POSTS, told: Callable[[str], None] | None = None) -> None:
    from lilian.kernel.refusal import Refusal

    draw = random.Random(number)
    for step in range(posts):
        key = f"{number}-{step}"
        try:
            draw.choice(DEEDS)(books, draw, key)
        except Refusal:
            continue
        if told:
            told(key)


def pay(books: Any, draw: random.Random, key: str) -> None:
    from tests.ledger.money import moved

    owed = draw.choice([books.owed_to_mei, books.owed_to_qiao])
    moved(books, owed, books.bank, draw.randint(1, 20 * YUAN), key)


def put_aside(books: Any, draw: random.Random, key: str) -> None:
    """Held, and now and then posted at once, a part of it."""
    from lilian.ledger import actions
    from tests.ledger.money import NOW, TODAY, held

    hold = held(books, books.owed_to_mei, books.bank, 20 * YUAN, key)
    if draw.random() < 0.7:
        part = draw.randint(1, 20 * YUAN)
        actions.post_held(actor=books.actor(), hold_id=hold, day=TODAY, client_key=key, now=NOW, amount_fen=part)


def in_both_books(books: Any, draw: random.Random, key: str) -> None:
    """One act in two books, asked for in either order: who locks in the order of asking waits for another for ever."""
    from lilian.ledger import actions
    from tests.ledger.money import NOW, draft

    drafts = [
        draft(books, books.bank, books.opening, draw.randint(1, 5 * YUAN), key),
        draft(books, books.hais_bank, books.hais_opening, draw.randint(1, 5 * YUAN), key, book_id=books.shop_book),
    ]
    draw.shuffle(drafts)
    actions.post_all(actor=books.actor(), drafts=drafts, now=NOW)


DEEDS = (pay, pay, put_aside, in_both_books)
SCENES = {scene.__name__: scene for scene in (all_want_the_same, one_key_sent_sixteen_times, hot_accounts)}


def no_lock() -> None:
    """PostgreSQL: books are read without a lock. SQLite: a transaction starts without the writer's lock."""
    from lilian.base.drawn import Question
    from lilian.ledger.actions import standings

    without_lock("ledger.Book")
    standings.BOOKS = Question(standings.BOOKS._ask)  # its statement is drawn up anew, without a lock
    slowed(standings, "read")


MUTANTS = {"no_lock": no_lock}


def what_stands() -> dict[str, Any]:
    from lilian.ledger.models import Hold, Posting
    from tests.ledger import money

    return {
        "postings": sorted(Posting.objects.values_list("client_key", flat=True)),
        "holds": sorted(Hold.objects.values_list("client_key", flat=True)),
        "broken": broken("ledger"),
        "banks": [money.stands(each) for each in banks()],
    }


def banks() -> list[int]:
    from lilian.ledger.models import Account

    return list(Account.objects.filter(purpose="bank").order_by("pk").values_list("pk", flat=True))


def killed_while_posting(points: int) -> dict[str, Any]:
    """A process that posts, killed at a random moment, so many times; what it said was done is looked for."""
    books = funded(10_000)
    busy(books, -1, 20)  # so that what it needs is there before the first is born
    return {"acked": killed(points, partial(busy, books))}


def main(what: str, points: str = "0") -> None:
    django.setup()
    if what == "killed":
        print(json.dumps({**killed_while_posting(int(points)), **what_stands()}))
        return
    acts = SCENES[what]()
    if mutant := os.environ.get("LILIAN_MUTANT"):
        MUTANTS[mutant]()
    print(json.dumps({"told": run(acts), **what_stands()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
