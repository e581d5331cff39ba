"""A room is counted lot by lot; what differs is explained and posted, what does not is not."""

import pytest

from lilian.base.idempotency import KeyReused
from lilian.base.policy import Role
from lilian.keeping import actions, queries
from lilian.keeping.actions.refusals import NotExplained, NothingCounted, NothingDiffers, NotThere
from lilian.keeping.models import CountSheet, PutAway
from lilian.keeping.values import Counted, Difference
from lilian.stock.models import Entry
from tests.keeping.store import NOW, TONNE, Kept, put

KG = 1_000


def counted(kept: Kept, *found: Counted, key: str = "c") -> int:
    return actions.count(actor=kept.actor(), room_id=kept.room.pk, counted=found, client_key=key, now=NOW)


@pytest.fixture
def lot(kept: Kept) -> int:
    return PutAway.objects.get(pk=put(kept, 10 * TONNE)).lot_id


def test_a_difference_is_posted_with_its_reason(kept: Kept, lot: int) -> None:
    sheet = counted(kept, Counted(lot, 9_900 * KG, Difference.DRYING))
    line = CountSheet.objects.get(pk=sheet).lines.get()
    assert (line.book_g, line.found_g, line.difference) == (10 * TONNE, 9_900 * KG, "drying")
    assert queries.room(kept.actor(Role.OFFICE), kept.room.pk, now=NOW).stock_g == 9_900 * KG
    assert Entry.objects.get(kind="count").note == "失水干耗"


def test_a_count_that_agrees_is_kept_without_an_entry(kept: Kept, lot: int) -> None:
    assert CountSheet.objects.get(pk=counted(kept, Counted(lot, 10 * TONNE))).entry is None


def test_a_difference_without_a_reason_is_refused(kept: Kept, lot: int) -> None:
    with pytest.raises(NotExplained):
        counted(kept, Counted(lot, 9 * TONNE))
    assert not CountSheet.objects.exists()


def test_a_reason_without_a_difference_is_refused(kept: Kept, lot: int) -> None:
    with pytest.raises(NothingDiffers):
        counted(kept, Counted(lot, 10 * TONNE, Difference.ROT))


def test_what_does_not_lie_there_is_not_counted_there(kept: Kept, lot: int) -> None:
    with pytest.raises(NotThere):
        counted(kept, Counted(lot + 1, TONNE))


def test_an_empty_count_is_none(kept: Kept, lot: int) -> None:
    with pytest.raises(NothingCounted):
        counted(kept)


def test_a_count_sent_twice_is_one(kept: Kept, lot: int) -> None:
    said = Counted(lot, 9 * TONNE, Difference.ROT)
    assert counted(kept, said) == counted(kept, said)
    with pytest.raises(KeyReused):
        counted(kept, Counted(lot, 8 * TONNE, Difference.ROT))
