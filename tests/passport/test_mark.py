"""The mark a box bears stands on its page, with its licence as it stands today."""

import pytest
from django.test import Client

from lilian.brand.values import Ruling
from lilian.passport import queries
from lilian.passport.values import Story
from tests.brand.marking import Marking, number, the_marking
from tests.passport.shelf import path_of
from tests.stock.goods import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def marking() -> Marking:
    return the_marking(3_000)


def test_the_page_of_a_box_shows_its_mark_and_when_it_was_stopped(marking: Marking, client: Client) -> None:
    issue = marking.issued(8)
    (first, second) = marking.packed(marking.opened(), 2)
    told: list[Story | None] = [queries.story(box.code, now=NOW) for box in (first, second)]
    assert [story.mark.labels for story in told if story and story.mark] == [(number(issue, 0),), (number(issue, 1),)]
    shown = client.get(path_of(second)).text
    for words in ("隰县玉露香梨", '"/mark/XXL-2026-0001/"', f'"/mark/{number(issue, 1)}/"', "装箱时授权有效"):
        assert words in shown
    before = queries.version()
    marking.ruled(Ruling.REVOKE, "冒用专用标志")
    assert queries.version() != before
    told_since = client.get(f"{path_of(second)}?lang=en").text
    assert ("冒用专用标志" in told_since, "装箱时授权有效" in told_since) == (True, False)
    assert len(told_since.encode()) < 60_000


def test_a_box_without_a_mark_has_none(marking: Marking, client: Client) -> None:
    plain = marking.boxing
    from tests.packing.boxing import opened, packed

    (box,) = packed(plain, opened(plain), 2_510)
    assert 'id="mark"' not in client.get(path_of(box)).text
