"""What a pool was sold for is typed; beside it stands what was paid on the fruit and what the book gained by sales."""

from datetime import timedelta

import pytest

from lilian.base.actors import Actor
from lilian.ledger import actions as ledger
from lilian.ledger.values import Purpose
from lilian.settlement import queries
from lilian.settlement.queries.proceeds import Proceeds
from lilian.settlement.values import RunKind, SharedDraft, SharedKind, ShareRule, Sold
from tests.again import again
from tests.receiving.scale import NOW, TODAY
from tests.settlement.season import OPENED, SYSTEM, YUAN, Season, the_season


@pytest.fixture
def season(db: None) -> Season:
    """400 kg were paid 2,000 yuan."""
    made = again(the_season)
    made.brings(made.mei, 300, "a")
    made.brings(made.shan, 100, "b")
    made.posted()
    return made


def told(season: Season, reader: Actor, sold_fen: int = 2_400 * YUAN, key: str = "more") -> Proceeds:
    run = season.drafted(key, kind=RunKind.SHARE, sold=(Sold("", sold_fen),))
    found = queries.proceeds(reader, queries.run(reader, run))
    assert found
    return found


def test_the_book_s_sales_of_these_days_are_told_and_nothing_else_of_it(season: Season) -> None:
    season.sells(1_000 * YUAN)
    season.sells(700 * YUAN, day=OPENED)
    season.sells(90 * YUAN, purpose=Purpose.FEE)
    wrong = season.sells(50 * YUAN)
    ledger.reverse(actor=SYSTEM, posting_id=wrong, reason="错了", client_key="back", day=TODAY, now=NOW)
    found = told(season, season.actor("guo"))
    assert found.revenue
    assert (found.revenue.since, found.revenue.until, found.revenue.fen) == (OPENED, TODAY, 1_700 * YUAN)
    assert (found.sold_fen, found.paid_fen, found.beyond_fen) == (2_400 * YUAN, 2_000 * YUAN, 700 * YUAN)


def test_sales_before_the_first_day_are_not_of_this_fruit(season: Season) -> None:
    season.sells(700 * YUAN, day=OPENED)
    asked = {"kind": RunKind.SHARE, "since": OPENED + timedelta(days=1), "sold": (Sold("", 2_400 * YUAN),)}
    reader = season.actor("guo")
    found = queries.proceeds(reader, queries.run(reader, season.drafted("more", **asked)))
    assert found
    assert found.revenue
    assert found.revenue.fen == 0


def test_what_was_topped_up_before_counts_as_paid(season: Season) -> None:
    season.sells(5_000 * YUAN)
    season.posted("first", kind=RunKind.SHARE, sold=(Sold("", 2_400 * YUAN),))
    found = told(season, season.actor("lin"), 2_600 * YUAN)
    assert (found.sold_fen, found.paid_fen, found.beyond_fen) == (2_600 * YUAN, 2_400 * YUAN, 0)


def test_who_may_not_look_into_the_book_is_told_none_of_it(season: Season) -> None:
    season.sells(1_000 * YUAN)
    run = season.drafted("more", kind=RunKind.SHARE, sold=(Sold("", 2_400 * YUAN),))
    found = queries.proceeds(season.actor("qiao"), queries.run(season.actor("guo"), run))
    assert found
    assert (found.sold_fen, found.revenue, found.beyond_fen) == (2_400 * YUAN, None, 0)


def test_a_run_whose_sums_were_told_has_no_proceeds(season: Season) -> None:
    more = (SharedDraft(SharedKind.TOP_UP, ShareRule.WEIGHT, 80 * YUAN),)
    run = season.drafted("bare", kind=RunKind.SHARE, shared=more)
    assert queries.proceeds(season.actor("guo"), queries.run(season.actor("guo"), run)) is None
