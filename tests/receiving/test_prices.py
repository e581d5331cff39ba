"""What hangs on the board counts from its moment on; a point's own price comes before the county's."""

from datetime import timedelta

import pytest

from lilian.base.models import AuditEvent
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.receiving import actions, queries
from lilian.receiving.actions.prices import BadPrice, PriceReachesBack, SamePrice
from lilian.receiving.values import PriceDraft
from tests.receiving.scale import NOW, Scale

LATER = NOW + timedelta(hours=2)


def in_force(scale: Scale, at: object = NOW, point: int | None = None) -> int | None:
    found = queries.price_in_force(point or scale.point, scale.variety, "", at)
    return found.fen_per_kg if found else None


def test_nothing_is_paid_by_a_board_that_is_empty(scale: Scale) -> None:
    assert in_force(scale) is None


def test_the_last_price_before_the_moment_counts(scale: Scale) -> None:
    scale.posted(560)
    scale.posted(580, at=LATER)
    assert (in_force(scale), in_force(scale, LATER)) == (560, 580)


def test_a_points_own_price_comes_before_the_countys(scale: Scale) -> None:
    scale.posted(560)
    scale.posted(600, scale.point)
    assert (in_force(scale), in_force(scale, point=scale.other_point)) == (600, 560)


def test_where_the_own_price_is_taken_down_the_countys_counts_again(scale: Scale) -> None:
    scale.posted(560)
    scale.posted(600, scale.point)
    scale.posted(None, scale.point, at=LATER)
    assert in_force(scale, LATER) == 560


def test_the_board_of_a_point_shows_what_is_in_force(scale: Scale) -> None:
    scale.posted(560)
    scale.posted(600, scale.point)
    assert {key: price.fen_per_kg for key, price in queries.prices_at(scale.point, NOW).items()} == {
        (scale.variety, ""): 600
    }


def test_posting_is_on_record(scale: Scale) -> None:
    scale.posted(560)
    assert AuditEvent.objects.filter(event="receiving.price_posted").count() == 1


def test_the_same_price_again_is_refused(scale: Scale) -> None:
    scale.posted(560)
    with pytest.raises(SamePrice):
        scale.posted(560)


def test_a_price_does_not_reach_back(scale: Scale) -> None:
    draft = PriceDraft(scale.variety, NOW - timedelta(hours=1), 560)
    with pytest.raises(PriceReachesBack):
        actions.post_price(actor=scale.actor("lin"), draft=draft, now=NOW)


@pytest.mark.parametrize("fen", [0, -1, 100_001])
def test_a_price_is_a_price(scale: Scale, fen: int) -> None:
    with pytest.raises(BadPrice):
        scale.posted(fen)


def post_as(scale: Scale, name: str, point: int | None) -> None:
    actions.post_price(actor=scale.actor(name), draft=PriceDraft(scale.variety, NOW, 560, point), now=NOW)


def test_a_manager_posts_for_the_own_point(scale: Scale) -> None:
    post_as(scale, "guo", scale.point)
    assert in_force(scale) == 560


def test_a_manager_does_not_post_for_the_county(scale: Scale) -> None:
    with pytest.raises(NotAllowed):
        post_as(scale, "guo", None)


def test_a_manager_does_not_post_for_another(scale: Scale) -> None:
    with pytest.raises(NotFound):
        post_as(scale, "guo", scale.other_point)


def test_a_clerk_does_not_post(scale: Scale) -> None:
    with pytest.raises(NotAllowed):
        post_as(scale, "wen", scale.point)
