"""What comes becomes stock in a room, to the gram, whose it is and where it lies being two facts."""

import pytest
from django.db import IntegrityError, transaction

from lilian.base.idempotency import KeyReused
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.keeping import actions, queries
from lilian.keeping.actions.refusals import (
    MoreThanCame,
    MovesByMoving,
    OtherStore,
    RoomTooSmall,
    TakenBackAlready,
    WhoseFruit,
)
from lilian.keeping.models import PutAway
from lilian.keeping.values import Fruit, KeptRoomCard, PutAwayDraft, Source
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.stock import queries as stock
from lilian.storage import queries as storage
from lilian.storage.actions import NotOnBooks
from lilian.storage.models import Arrival, Room
from tests.keeping.store import NOW, TODAY, TONNE, Kept, put
from tests.storage import stores


def card(kept: Kept, room: Room | None = None) -> KeptRoomCard:
    return queries.room(kept.actor(Role.OFFICE), (room or kept.room).pk, now=NOW)


def load(kept: Kept, tonnes: int = 10) -> Arrival:
    """A load of Guo's plan, of a lot the register knows."""
    line = stores.expected(stores.plan(), kept.county.store)
    line.lot = stores.lot(kept.county)
    line.save()
    return stores.arrival(line, tonnes, "came")


def put_load(kept: Kept, arrival: Arrival, weight_g: int, key: str = "l", room: Room | None = None) -> int:
    draft = PutAwayDraft((room or kept.room).pk, weight_g, Source.ARRIVAL, arrival.pk)
    return actions.put_away(actor=kept.actor(), draft=draft, client_key=key, now=NOW)


def test_a_load_becomes_a_lot_of_its_owner_in_the_room(kept: Kept) -> None:
    put_load(kept, load(kept), 10 * TONNE)
    (lot,) = card(kept).lots
    owner = kept.county.store.organisation.name
    assert (lot.weight_g, lot.grade, lot.owner, lot.harvest_date) == (10 * TONNE, "一级", owner, TODAY)


def test_a_guests_fruit_lies_here_and_stays_the_guests(kept: Kept) -> None:
    put(kept, 3 * TONNE)
    (lot,) = card(kept).lots
    assert (lot.owner, lot.maker, card(kept).store) == (kept.guest.name, kept.guest.name, kept.county.store.name)


def test_what_comes_from_another_room_is_moved_not_put_away(kept: Kept) -> None:
    with pytest.raises(MovesByMoving):
        put(kept, TONNE, source=Source.MOVED)
    assert not PutAway.objects.exists()


def test_a_load_may_go_into_two_rooms_and_no_gram_more_than_came(kept: Kept) -> None:
    arrival = load(kept)
    put_load(kept, arrival, 6 * TONNE)
    put_load(kept, arrival, 4 * TONNE, "l2", kept.second)
    with pytest.raises(MoreThanCame):
        put_load(kept, arrival, 1, "l3")


def test_the_database_lets_no_gram_more_be_put_away_than_came(kept: Kept) -> None:
    arrival = load(kept)
    pk = put_load(kept, arrival, 10 * TONNE)
    again = PutAway.objects.get(pk=pk)
    put(kept, 1, "other")
    entry = PutAway.objects.latest("pk").entry_id
    again.pk, again.client_key, again.weight_g = None, "x", 1
    again.entry_id = entry
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_what_is_left_of_a_load_waits_and_what_is_in_a_room_does_not(kept: Kept) -> None:
    arrival = load(kept)
    put_load(kept, arrival, 6 * TONNE)
    assert [one.left_g for one in queries.loads(kept.actor(), now=NOW)] == [4 * TONNE]
    put_load(kept, arrival, 4 * TONNE, "l2")
    assert queries.loads(kept.actor(), now=NOW) == []


def test_an_unplanned_load_asks_whose_it_is(kept: Kept) -> None:
    unplanned = stores.unplanned(kept.county)
    draft = PutAwayDraft(kept.room.pk, TONNE, Source.UNPLANNED, unplanned.pk)
    with pytest.raises(WhoseFruit):
        actions.put_away(actor=kept.actor(), draft=draft, client_key="u", now=NOW)
    said = PutAwayDraft(kept.room.pk, TONNE, Source.UNPLANNED, unplanned.pk, Fruit(kept.guest.pk, 0))
    actions.put_away(actor=kept.actor(), draft=said, client_key="u", now=NOW)
    assert card(kept).lots[0].owner == kept.guest.name


def test_a_load_goes_into_the_store_it_came_to(kept: Kept) -> None:
    draft = PutAwayDraft(kept.far.pk, TONNE, Source.ARRIVAL, load(kept).pk)
    with pytest.raises(OtherStore):
        actions.put_away(actor=kept.actor(Role.OFFICE), draft=draft, client_key="o", now=NOW)


def test_the_same_key_again_is_the_same_put_away(kept: Kept) -> None:
    assert put(kept, TONNE) == put(kept, TONNE)
    assert card(kept).stock_g == TONNE
    with pytest.raises(KeyReused):
        put(kept, 2 * TONNE)


def test_a_room_takes_no_more_than_a_room_ever_holds(kept: Kept) -> None:
    with pytest.raises(RoomTooSmall):
        put(kept, 600 * TONNE)


def test_a_room_that_holds_something_is_registered_before_it_takes_more(kept: Kept) -> None:
    stores.report(kept.room, 20)
    with pytest.raises(NotOnBooks):
        put(kept, TONNE)
    put(kept, 20 * TONNE, "open", source=Source.OPENING)
    put(kept, TONNE)
    assert card(kept).stock_g == 21 * TONNE


def test_a_room_that_is_reported_nearly_full_is_entered_as_it_lies(kept: Kept) -> None:
    """What was reported is what is entered: it is not there twice."""
    stores.report(kept.room, kept.room.capacity_g // TONNE)
    put(kept, kept.room.capacity_g, "open", source=Source.OPENING)
    assert card(kept).stock_g == kept.room.capacity_g


def test_what_is_in_store_comes_from_the_books_once_the_room_is_on_them(kept: Kept) -> None:
    stores.report(kept.second, 5)
    put(kept, 12 * TONNE)
    seen = storage.store_card(kept.actor(), kept.county.store.pk, now=NOW)
    history = storage.fill_history(kept.actor(), now=NOW, store_id=kept.county.store.pk)
    assert (seen.stock_g, history[-1].stock_g) == (17 * TONNE, 17 * TONNE)


def test_a_wrong_put_away_is_reversed_and_the_load_waits_again(kept: Kept) -> None:
    pk = put_load(kept, load(kept), 10 * TONNE)
    said = {"put_away_id": pk, "reason": "放错了", "now": NOW}
    with pytest.raises(NotAllowed):
        actions.take_back_put_away(actor=kept.actor(), **said)
    actions.take_back_put_away(actor=kept.actor(Role.COOP_MANAGER), **said)
    assert (card(kept).stock_g, queries.loads(kept.actor(), now=NOW)[0].left_g) == (0, 10 * TONNE)
    with pytest.raises(TakenBackAlready):
        actions.take_back_put_away(actor=kept.actor(Role.COOP_MANAGER), **said)


def test_a_neighbour_puts_nothing_into_this_store(kept: Kept) -> None:
    with pytest.raises(NotFound):
        put(kept, TONNE, actor=kept.neighbour)


def test_a_put_away_is_on_record_with_its_entry(kept: Kept) -> None:
    put(kept, TONNE)
    events = list(AuditEvent.objects.order_by("number").values_list("event", flat=True))
    assert events[-3:] == ["storage.room_on_books", "stock.entry_posted", "keeping.put_away"]
    assert stock.lot(kept.actor(), PutAway.objects.get().lot_id).weight_g == TONNE
