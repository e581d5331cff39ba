"""Guo's line packs Mei's and Qiao's pears into boxes of ten, 2.5 kg net."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.packing import actions
from lilian.packing.models import Box, Spec
from lilian.packing.values import PackingDraft, Shift, Source, SpecDraft, SpecFigures, TakenFrom, Weighed
from lilian.stock.values import Line, Spot
from tests.stock.goods import KG, NOW, TODAY, Goods, received, sorted_out, the_goods

FIGURES = SpecFigures(label_g=2_500, shortage_g=37, least_count=10, most_count=10, tare_g=300, price_fen_per_kg=1_200)
LATER = NOW + timedelta(hours=1)


@dataclass(frozen=True)
class Boxing:
    """`first` is 100 kg of first-grade pears on the line; `spec` holds ten of them."""

    goods: Goods
    packer: Actor
    spec: int
    first: int

    def draft(self, **said: Any) -> PackingDraft:
        plain = {
            "organisation_id": self.goods.coop.pk,
            "location_id": self.goods.line,
            "spec_id": self.spec,
            "shift": Shift.DAY,
            "lot_ids": (self.first,),
        }
        return PackingDraft(**plain | said)


def on_the_line(goods: Goods, weight_g: int = 100 * KG, key: str = "mei", grade: str = "first", **said: Any) -> int:
    lot = received(goods, weight_g, key, **said)
    return sorted_out(goods, [Line(Spot(lot, goods.point), weight_g)], [(grade, weight_g)], f"sort-{key}").lot_ids[0]


def the_boxing() -> Boxing:
    goods = the_goods()
    draft = SpecDraft("YLX-10", "礼盒 10 粒装", goods.variety.pk, "first")
    spec = actions.add_spec(
        actor=goods.actor(), draft=draft, figures=FIGURES, effective_from=TODAY, source="联盟办 2026-3", now=NOW
    )
    return Boxing(goods, goods.actor(Role.PACKER), spec, on_the_line(goods))


def opened(boxing: Boxing, key: str = "open", **said: Any) -> int:
    return actions.open_packing(actor=boxing.packer, draft=boxing.draft(**said), client_key=key, now=NOW)


def packed(boxing: Boxing, packing_id: int, *nets: int, key: str = "box") -> list[Box]:
    keys = actions.pack_boxes(
        actor=boxing.packer,
        packing_id=packing_id,
        boxes=[Weighed(net_g=net_g) for net_g in nets],
        source=Source.API,
        client_key=key,
        now=LATER,
    )
    found = Box.objects.in_bulk(keys)
    return [found[each] for each in keys]


def closed(boxing: Boxing, packing_id: int, weight_g: int, key: str = "close") -> int:
    taken = [TakenFrom(boxing.first, weight_g)]
    return actions.close_packing(actor=boxing.packer, packing_id=packing_id, taken=taken, client_key=key, now=LATER)


def next_spec(boxing: Boxing, code: str = "SU-10", **said: Any) -> int:
    draft = SpecDraft(code, code, said.pop("variety_id", boxing.goods.variety.pk), said.pop("grade", "first"))
    return actions.add_spec(
        actor=boxing.goods.actor(), draft=draft, figures=FIGURES, effective_from=TODAY, source="测试", now=NOW, **said
    )


def spec_of(boxing: Boxing) -> Spec:
    return Spec.objects.get(pk=boxing.spec)
