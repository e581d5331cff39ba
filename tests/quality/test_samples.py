"""Samples: what was found in a lot, who sees it, what it is graded as again."""

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from lilian.base.idempotency import KeyReused
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.catalog import actions as catalog
from lilian.catalog.values import COUNTY_BANDS, Defect
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.quality import actions, queries
from lilian.quality.actions import SampleAhead
from lilian.quality.models import Sample, SampleDefect, SampleFruit
from lilian.quality.rules import SampleWrong
from lilian.quality.values import Fruit
from tests.quality.room import DAY, QualityRoom, sampled
from tests.stock.goods import NOW


def test_a_sample_is_told_with_its_means(room: QualityRoom) -> None:
    card = queries.sample(room.inspector, sampled(room))
    assert (card.weight_g, card.firmness_mn, card.solids_permille) == (285, 61_333, 130)
    assert (card.size, card.bad, dict(card.defects)) == (10, 3, {Defect.BRUISE: 2, Defect.INSECT: 1})
    assert (card.taste, card.taken_at, card.taken_by, card.variety) == ("甜，脆", NOW, "inspector", "玉露香梨")
    assert card.fruit == room.sample().fruit


def test_a_sample_may_be_looked_at_alone(room: QualityRoom) -> None:
    card = queries.sample(room.inspector, sampled(room, fruit=(), defects={Defect.RUB: 0}))
    assert (card.fruit, card.defects, card.firmness_mn, card.bad) == ((), {}, None, 0)


def test_a_lot_is_told_from_its_last_sample_to_its_first(room: QualityRoom) -> None:
    keys = [sampled(room, f"s{back}", taken_at=NOW - back * DAY) for back in (0, 2, 1)]
    found = queries.sample_cards(queries.samples_of(room.inspector, room.lot))
    assert [card.sample_id for card in found] == [keys[0], keys[2], keys[1]]


def test_the_same_key_is_the_same_sample(room: QualityRoom) -> None:
    assert sampled(room) == sampled(room)
    assert Sample.objects.count() == 1
    with pytest.raises(KeyReused):
        sampled(room, size=11)


def test_a_sample_is_not_taken_ahead_of_time(room: QualityRoom) -> None:
    with pytest.raises(SampleAhead):
        sampled(room, taken_at=NOW + timedelta(seconds=1))


def test_figures_that_cannot_be_write_nothing(room: QualityRoom) -> None:
    with pytest.raises(SampleWrong):
        sampled(room, defects={Defect.BRUISE: 11})
    assert not Sample.objects.exists()


def test_only_those_who_check_here_sample(room: QualityRoom) -> None:
    for actor, refusal in ((room.stranger, NotFound), (room.goods.actor(Role.KEEPER), NotAllowed)):
        with pytest.raises(refusal):
            actions.take_sample(actor=actor, draft=room.sample(), client_key="k", now=NOW)


def test_a_lot_one_does_not_see_is_not_sampled(room: QualityRoom) -> None:
    draft = room.sample(organisation_id=room.goods.shop.pk)
    with pytest.raises(NotFound):
        actions.take_sample(actor=room.stranger, draft=draft, client_key="k", now=NOW)


def test_a_stranger_sees_nothing(room: QualityRoom) -> None:
    sample = sampled(room)
    assert not queries.samples(room.stranger).exists()
    for look in (lambda: queries.sample(room.stranger, sample), lambda: queries.samples_of(room.stranger, room.lot)):
        with pytest.raises(NotFound):
            look()


def test_who_sees_a_lot_sees_samples_that_others_took_of_it(room: QualityRoom) -> None:
    sample = actions.take_sample(
        actor=room.goods.actor(), draft=room.sample(organisation_id=room.goods.shop.pk), client_key="shop", now=NOW
    )
    assert not queries.samples(room.inspector).exists()
    assert queries.sample(room.inspector, sample).organisation_id == room.goods.shop.pk
    assert queries.samples_of(room.inspector, room.lot).count() == 1


def published(room: QualityRoom, day: date) -> None:
    office = room.goods.actor()
    standard = catalog.add_standard(actor=office, code="S", name="标准", now=NOW)
    catalog.publish_version(
        actor=office, standard_id=standard, effective_from=day, source="测试", bands=COUNTY_BANDS, now=NOW
    )


def test_a_sample_is_graded_again_by_the_standard_of_its_day(room: QualityRoom) -> None:
    fruit = tuple(Fruit(weight_g) for weight_g in (199, 200, 250, 320, 320, None))
    card = queries.sample(room.inspector, sampled(room, fruit=fruit))
    assert queries.regraded(card) == {}
    published(room, NOW.date())
    assert queries.regraded(card) == {"等外/加工果": 1, "二级": 2, "一级": 2}
    early = queries.sample(room.inspector, sampled(room, "early", fruit=fruit, taken_at=NOW - DAY))
    assert queries.regraded(early) == {}


def test_a_sample_is_on_record(room: QualityRoom) -> None:
    sampled(room)
    told = AuditEvent.objects.get(event="quality.sampled")
    assert {"size": 10, "defects": 3}.items() <= json.loads(told.data).items()


@pytest.mark.parametrize(
    ("table", "change"),
    [(Sample, {"taste": ""}), (SampleFruit, {"weight_g": 1}), (SampleDefect, {"count": 1})],
)
def test_the_database_keeps_a_sample_as_it_was(
    room: QualityRoom, table: type[Sample] | type[SampleFruit] | type[SampleDefect], change: dict[str, object]
) -> None:
    sampled(room)
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.all()._raw_delete(table.objects.db)
