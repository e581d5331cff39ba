"""Boxes of Mei's pears as a buyer holds them: picked in her village, weighed at Guo's, kept cold, sorted, packed."""

from dataclasses import dataclass
from datetime import timedelta

from lilian.base.actors import system
from lilian.catalog.models import GradeBand, Standard, StandardVersion
from lilian.members.models import Household, Person, Place, Township
from lilian.packing import actions as packing_actions
from lilian.packing.models import Box
from lilian.packing.values import batch_code
from lilian.passport import actions
from lilian.passport.values import Way
from lilian.quality import actions as quality
from lilian.quality.values import Fruit, Occasion, SampleDraft
from lilian.stock import actions as stock
from lilian.stock.values import Line, LotDraft, Origin, Output, Receipt, Spot, Transfer
from lilian.storage.models import Reading, Room, Store
from lilian.web.passport.links import box_path
from tests.packing.boxing import Boxing, closed, opened, packed
from tests.stock.goods import KG, NOW, TODAY, Goods, sorted_out

SYSTEM = system("test")
MEI, QIAO = "梅秀英", "乔大山"
VILLAGE = "上庄村"


@dataclass(frozen=True)
class Held:
    """`first` and `second` are boxes of one batch, `spoilt` was voided; `picked` is the lot as it was taken over."""

    boxing: Boxing
    first: Box
    second: Box
    spoilt: Box
    picked: int
    room: Room

    @property
    def goods(self) -> Goods:
        return self.boxing.goods

    @property
    def path(self) -> str:
        return path_of(self.first)


def path_of(box: Box) -> str:
    return box_path(box.packing.version.spec.gtin, batch_code(box.packing_id), box.code)


def the_held(boxing: Boxing) -> Held:
    goods = boxing.goods
    _named(goods.mei, MEI)
    _named(goods.qiao, QIAO)
    _graded()
    block = _places(goods)
    room = _room(goods)
    lot = _picked(goods, block)
    graded = _kept_and_sorted(goods, lot)
    _sampled(goods, lot)
    packing = opened(boxing, lot_ids=(graded,))
    first, second, spoilt = packed(boxing, packing, 2_510, 2_520, 2_530)
    packing_actions.void_box(actor=boxing.packer, box_id=spoilt.pk, reason="箱破了", now=NOW)
    closed_boxing = Boxing(goods, boxing.packer, boxing.spec, graded)
    closed(closed_boxing, packing, 5_040)
    return Held(boxing, first, second, spoilt, lot, room)


def _named(household: Household, name: str) -> None:
    Person.objects.create(
        code=f"P-{household.code}", name=name, organisation=household.organisation, household=household, is_head=True
    )
    Household.objects.filter(pk=household.pk).update(village=VILLAGE)


def _graded() -> None:
    standard = Standard.objects.create(code="S", name="玉露香梨质量要求")
    version = StandardVersion.objects.create(
        standard=standard, number=2, effective_from=TODAY, source="测试", published_at=NOW
    )
    GradeBand.objects.create(version=version, grade="first", name="一级", low_g=300, high_g=450)


def _places(goods: Goods) -> int:
    """The village's own point, and an orchard two kilometres off whose point is nobody's business."""
    town = Township.objects.create(code="141031101", name="午城镇")
    said = {"organisation": goods.coop, "township": town, "village": VILLAGE}
    Place.objects.create(code="V1", name=VILLAGE, kind="village", lat=36.70123, lon=110.94987, **said)
    block = Place.objects.create(
        code="B1", name="梅家梁", kind="block", lat=36.71931, lon=110.93377, household=goods.mei, **said
    )
    return block.pk


def _room(goods: Goods) -> Room:
    """Read twice a day for nearly three weeks, between -0.3 and 0.3 degrees."""
    place = Place.objects.create(code="K1", name="冷库", kind="store", lat=36.69, lon=110.95, organisation=goods.coop)
    store = Store.objects.create(
        code="K1",
        name="东川库",
        place=place,
        organisation=goods.coop,
        intake_g_per_day=10**8,
        fee_fen_per_tonne_month=1,
    )
    room = Room.objects.create(store=store, code="1", volume_l=10**6, capacity_g=10**9, location_id=goods.room)
    moments = [NOW - timedelta(days=20) + timedelta(hours=12 * step) for step in range(38)]
    Reading.objects.bulk_create(
        Reading(room=room, at=at, temperature_mc=-300 + 100 * (step % 7), written_at=at)
        for step, at in enumerate(moments)
    )
    return room


def _picked(goods: Goods, block: int) -> int:
    """Weighed three weeks ago, the day after it was picked."""
    at = NOW - timedelta(days=21)
    draft = LotDraft(goods.variety.pk, goods.coop.pk, goods.coop.pk, harvest_date=TODAY - timedelta(days=22))
    receipt = Receipt(
        Output(draft, goods.point, 100 * KG),
        ((Origin(goods.coop.pk, goods.mei.pk, block), 100 * KG),),
        TODAY - timedelta(days=21),
    )
    return stock.receive(actor=SYSTEM, receipt=receipt, client_key="picked", now=at).lot_ids[0]


def _kept_and_sorted(goods: Goods, lot: int) -> int:
    """Twenty days in the room, then through the line."""
    stages = ((goods.point, goods.room, 20), (goods.room, goods.line, 1))
    for number, (start, end, days) in enumerate(stages):
        stock.move(
            actor=SYSTEM,
            transfers=[Transfer(Line(Spot(lot, start), 100 * KG), end)],
            day=TODAY - timedelta(days=days),
            client_key=f"stage-{number}",
            now=NOW - timedelta(days=days),
        )
    taken = [Line(Spot(lot, goods.line), 100 * KG)]
    return sorted_out(goods, taken, [("first", 100 * KG)], "sorted").lot_ids[0]


def _sampled(goods: Goods, lot: int) -> None:
    fruit = (Fruit(320, 60_000, 131), Fruit(330, 58_000, 129))
    draft = SampleDraft(
        goods.coop.pk, lot, Occasion.RECEIVED, 20, fruit, taken_at=NOW - timedelta(days=2), taste="脆甜"
    )
    quality.take_sample(actor=SYSTEM, draft=draft, client_key="sample", now=NOW)


def agreed(held: Held, household: Household | None = None, name: str = MEI) -> None:
    actions.consent(
        actor=SYSTEM, household_id=(household or held.goods.mei).pk, name=name, way=Way.PAPER, paper="柜 1", now=NOW
    )
