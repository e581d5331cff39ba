"""Crates are bought, handed out, brought back and lost; deposits follow; the database holds what we promise."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from lilian.base.idempotency import KeyReused
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.crates import actions, queries
from lilian.crates.actions import crates as acts
from lilian.crates.models import Balance, Crate, Move
from lilian.crates.queries import soundness
from lilian.crates.values import CrateDraft, Holder, MoveDraft, MoveKind
from lilian.kernel.refusal import AlreadyDone, NotAllowed, NotFound
from tests.crates.yard import DEPOSIT_FEN, Yard, has, moved
from tests.stock.goods import NOW, TODAY


def test_handed_out_they_are_with_the_holder_against_a_deposit(yard: Yard) -> None:
    moved(yard, MoveKind.HAND_OUT, 30, yard.mei)
    assert (has(yard, yard.owner), has(yard, yard.mei)) == ((70, 0), (30, 30 * DEPOSIT_FEN))


def test_brought_back_the_deposit_goes_back_in_part(yard: Yard) -> None:
    moved(yard, MoveKind.HAND_OUT, 30, yard.mei)
    moved(yard, MoveKind.TAKE_BACK, 10, yard.mei)
    assert (has(yard, yard.owner), has(yard, yard.mei)) == ((80, 0), (20, 20 * DEPOSIT_FEN))


def test_a_new_deposit_is_for_crates_handed_out_from_now_on(yard: Yard) -> None:
    moved(yard, MoveKind.HAND_OUT, 10, yard.mei, key="first")
    actions.change_crate(actor=yard.actor, crate_id=yard.crate, name="塑料周转箱", deposit_fen=2_000, now=NOW)
    moved(yard, MoveKind.HAND_OUT, 10, yard.mei, key="second")
    assert has(yard, yard.mei) == (20, 35_000)
    moved(yard, MoveKind.TAKE_BACK, 20, yard.mei)
    assert has(yard, yard.mei) == (0, 0)


def test_a_lost_crate_takes_its_deposit_along(yard: Yard) -> None:
    moved(yard, MoveKind.HAND_OUT, 10, yard.mei)
    moved(yard, MoveKind.LOSE, 1, yard.mei)
    assert (has(yard, yard.owner), has(yard, yard.mei)) == ((90, 0), (9, 9 * DEPOSIT_FEN))


def test_another_organisation_may_have_them_too(yard: Yard) -> None:
    shop = Holder(yard.goods.shop.pk)
    moved(yard, MoveKind.HAND_OUT, 5, shop)
    assert has(yard, shop) == (5, 5 * DEPOSIT_FEN)


def test_the_same_key_again_is_the_same_move(yard: Yard) -> None:
    assert moved(yard, MoveKind.HAND_OUT, 3, yard.mei, key="k") == moved(yard, MoveKind.HAND_OUT, 3, yard.mei, key="k")
    with pytest.raises(KeyReused):
        moved(yard, MoveKind.HAND_OUT, 4, yard.mei, key="k")
    with pytest.raises(KeyReused):
        moved(yard, MoveKind.HAND_OUT, 3, yard.qiao, key="k")
    assert has(yard, yard.mei)[0] == 3


@pytest.mark.parametrize(
    ("kind", "count", "whose", "says"),
    [
        (MoveKind.HAND_OUT, 101, "mei", acts.TooFew),
        (MoveKind.TAKE_BACK, 1, "mei", acts.TooFew),
        (MoveKind.SCRAP, 101, "", acts.TooFew),
        (MoveKind.HAND_OUT, 0, "mei", acts.NoCrates),
        (MoveKind.HAND_OUT, 1, "", acts.NobodyNamed),
        (MoveKind.HAND_OUT, 1, "owner", acts.OwnersOwn),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    yard: Yard, kind: MoveKind, count: int, whose: str, says: type[Exception]
) -> None:
    with pytest.raises(says):
        moved(yard, kind, count, getattr(yard, whose) if whose else None)
    assert (Move.objects.count(), has(yard, yard.owner)) == (1, (100, 0))


def test_losing_and_scrapping_say_why(yard: Yard) -> None:
    with pytest.raises(acts.SaysWhy):
        moved(yard, MoveKind.SCRAP, 1, note=" ")


def test_tomorrow_has_not_come(yard: Yard) -> None:
    draft = MoveDraft(MoveKind.BUY, yard.crate, 1, TODAY + timedelta(days=1))
    with pytest.raises(acts.DayToCome):
        actions.move(actor=yard.actor, draft=draft, client_key="k", now=NOW)


def test_a_household_of_another_organisation_is_not_found(yard: Yard) -> None:
    with pytest.raises(NotFound):
        moved(yard, MoveKind.HAND_OUT, 1, Holder(yard.goods.shop.pk, yard.goods.mei.pk))


def test_a_code_is_taken_once_and_a_change_changes_something(yard: Yard) -> None:
    with pytest.raises(acts.CodeTaken):
        actions.add_crate(actor=yard.actor, draft=CrateDraft("K1", "x", yard.goods.coop.pk, 1, 1), now=NOW)
    with pytest.raises(AlreadyDone):
        actions.change_crate(actor=yard.actor, crate_id=yard.crate, name="塑料周转箱", deposit_fen=DEPOSIT_FEN, now=NOW)


def test_a_seller_moves_none_and_a_stranger_finds_none(yard: Yard) -> None:
    draft = MoveDraft(MoveKind.BUY, yard.crate, 1, TODAY)
    with pytest.raises(NotAllowed):
        actions.move(actor=yard.goods.actor(Role.SELLER), draft=draft, client_key="k", now=NOW)
    away = yard.goods.actor(Role.CLERK, yard.goods.shop)
    with pytest.raises(NotFound):
        actions.move(actor=away, draft=draft, client_key="k", now=NOW)
    with pytest.raises(NotFound):
        queries.crate(away, yard.crate)


def test_every_move_is_on_record(yard: Yard) -> None:
    moved(yard, MoveKind.HAND_OUT, 2, yard.mei)
    told = json.loads(AuditEvent.objects.filter(event="crates.moved").latest("number").data)
    assert (told["count"], told["deposit_fen"]) == (2, 2 * DEPOSIT_FEN)


def test_the_list_says_what_is_in_the_yard_and_what_is_out(yard: Yard) -> None:
    moved(yard, MoveKind.HAND_OUT, 30, yard.mei)
    moved(yard, MoveKind.HAND_OUT, 20, Holder(yard.goods.shop.pk))
    (kind,) = queries.crates(yard.actor)
    assert (kind.in_yard, kind.out, kind.standing_fen) == (50, 50, 50 * DEPOSIT_FEN)
    assert [(row.count, row.household_id) for row in queries.held(yard.actor).order_by("pk")] == [
        (30, yard.goods.mei.pk),
        (20, None),
    ]


def test_who_has_some_of_anothers_sees_those_only(yard: Yard) -> None:
    shop = yard.goods.actor(Role.CLERK, yard.goods.shop)
    assert list(queries.crates(shop)) == []
    moved(yard, MoveKind.HAND_OUT, 20, Holder(yard.goods.shop.pk))
    moved(yard, MoveKind.HAND_OUT, 1, yard.mei)
    assert [row.count for row in queries.held(shop)] == [20]
    assert [row.count for row in queries.moves(shop)] == [20]
    assert queries.crate(shop, yard.crate).pk == yard.crate


def test_the_database_lets_nobody_go_below_zero(yard: Yard) -> None:
    row = {"crate_id": yard.crate, "organisation_id": yard.goods.coop.pk, "household_id": yard.goods.mei.pk}
    told = {"kind": "take_back", "count": 1, "deposit_fen": 0, "day": TODAY, "at": NOW, "client_key": "past us"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.create(**row, **told)


def test_the_database_knows_who_buys_and_who_holds(yard: Yard) -> None:
    told = {"count": 1, "deposit_fen": 0, "day": TODAY, "at": NOW, "client_key": "past us", "crate_id": yard.crate}
    for kind, organisation in (("buy", yard.goods.shop), ("hand_out", yard.goods.coop)):
        with pytest.raises(IntegrityError, match="owner"), transaction.atomic():
            Move.objects.create(kind=kind, organisation=organisation, **told)


@pytest.mark.parametrize("act", ["UPDATE crates_move SET count = 1", "DELETE FROM crates_move"])
def test_the_past_stays(yard: Yard, act: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


def test_a_balance_changed_with_the_database_password_shows(yard: Yard) -> None:
    moved(yard, MoveKind.HAND_OUT, 30, yard.mei)
    assert list(soundness.faults(lambda done: None)) == []
    Balance.objects.filter(household=yard.goods.mei).update(count=29)
    assert len(list(soundness.faults(lambda done: None))) == 1


def test_what_a_kind_is_called_may_change(yard: Yard) -> None:
    actions.change_crate(actor=yard.actor, crate_id=yard.crate, name="大箱", deposit_fen=DEPOSIT_FEN, now=NOW)
    assert Crate.objects.get().name == "大箱"
