"""Guo's quality room: an inspector, a scale of 1 g up to 6 kg, a lot of Mei's pears; Hai's inspector is a stranger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.catalog.values import Defect
from lilian.quality import actions
from lilian.quality.values import Fruit, Occasion, Point, SampleDraft, ScaleDraft
from tests.stock.goods import NOW, Goods, received, the_goods

GOOD = (Point(1_000, 1_001), Point(5_000, 4_997))
WRONG = (Point(1_000, 1_003),)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class QualityRoom:
    goods: Goods
    inspector: Actor
    stranger: Actor
    scale: int
    lot: int

    def sample(self, **said: Any) -> SampleDraft:
        plain = {
            "organisation_id": self.goods.coop.pk,
            "lot_id": self.lot,
            "occasion": Occasion.RECEIVED,
            "size": 10,
            "fruit": (Fruit(250, 60_000, 128), Fruit(320, 63_000, 131), Fruit(None, 61_000)),
            "defects": {Defect.BRUISE: 2, Defect.INSECT: 1},
            "taste": "甜，脆",
        }
        return SampleDraft(**plain | said)


def the_room() -> QualityRoom:
    goods = the_goods()
    draft = ScaleDraft(goods.coop.pk, "GUO-1", "一号台秤", division_g=1, capacity_g=6_000)
    scale = actions.add_scale(actor=goods.actor(Role.COOP_MANAGER), draft=draft, now=NOW)
    stranger = goods.actor(Role.INSPECTOR, goods.shop)
    return QualityRoom(goods, goods.actor(Role.INSPECTOR), stranger, scale, received(goods))


def checked(room: QualityRoom, points: Sequence[Point] = GOOD, at: datetime = NOW, key: str = "") -> bool:
    return actions.calibrate(
        actor=room.inspector, scale_id=room.scale, points=points, client_key=key or f"check-{at}-{points}", now=at
    )


def sampled(room: QualityRoom, key: str = "s", at: datetime = NOW, **said: Any) -> int:
    return actions.take_sample(actor=room.inspector, draft=room.sample(**said), client_key=key, now=at)
