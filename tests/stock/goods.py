"""Mei's and Qiao's pears at Guo's co-operative: a collection point, a sorting line, two rooms, a shop."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from lilian.base.actors import Actor, Duty
from lilian.base.policy import Role
from lilian.catalog.models import Variety
from lilian.members.models import Household, Organisation
from lilian.stock import actions
from lilian.stock.models import Balance, Location
from lilian.stock.values import (
    Conversion,
    HoldDraft,
    HoldKind,
    Line,
    LocationDraft,
    LocationKind,
    LotDraft,
    Origin,
    Output,
    Posted,
    Receipt,
    Spot,
)

NOW = datetime(2026, 9, 18, 4, tzinfo=UTC)
TODAY = date(2026, 9, 18)
KG = 1_000


@dataclass(frozen=True)
class Goods:
    """Guo's co-operative with its locations; Hai's shop is another organisation."""

    coop: Organisation
    shop: Organisation
    mei: Household
    qiao: Household
    variety: Variety
    point: int
    line: int
    room: int
    far_room: int

    def actor(self, role: Role = Role.OFFICE, home: Organisation | None = None) -> Actor:
        home_id = (home or self.coop).pk
        return Actor(name=role.value, duties=(Duty(role, home_id, frozenset({home_id})),))

    def lot(self, grade: str = "") -> LotDraft:
        return LotDraft(self.variety.pk, self.coop.pk, self.coop.pk, grade)

    def receipt(self, weight_g: int = 100 * KG, pieces: int = 0, household: Household | None = None) -> Receipt:
        origin = Origin(self.coop.pk, (household or self.mei).pk)
        return Receipt(Output(self.lot(), self.point, weight_g, pieces), ((origin, weight_g),), TODAY)


def organisation(code: str, kind: str = "cooperative", level: str = "base") -> Organisation:
    return Organisation.objects.create(
        code=code, name=f"{code}合作社", kind=kind, level=level, joined_on=date(2020, 1, 1)
    )


def the_goods() -> Goods:
    coop, shop = organisation("GUO"), organisation("HAI", "shop", "outlet")
    office = Actor(name="lin", duties=(Duty(Role.OFFICE, coop.pk, frozenset({coop.pk})),))
    kinds = {
        "point": LocationKind.COLLECTION_POINT,
        "line": LocationKind.LINE,
        "room": LocationKind.ROOM,
        "far_room": LocationKind.ROOM,
    }
    opened = {
        name: actions.open_location(actor=office, draft=LocationDraft(name, name, kind, coop.pk), now=NOW)
        for name, kind in kinds.items()
    }
    return Goods(
        coop=coop,
        shop=shop,
        mei=Household.objects.create(code="H-MEI", organisation=coop),
        qiao=Household.objects.create(code="H-QIAO", organisation=coop),
        variety=Variety.objects.create(code="yuluxiang", name="玉露香梨"),
        **opened,
    )


def received(goods: Goods, weight_g: int = 100 * KG, key: str = "r", **said: Any) -> int:
    """A lot at the collection point."""
    receipt = goods.receipt(weight_g, **said)
    return actions.receive(actor=goods.actor(), receipt=receipt, client_key=key, now=NOW).lot_ids[0]


def sorted_out(goods: Goods, taken: list[Line], made: list[tuple[str, int]], key: str = "c") -> Posted:
    """Lots put through the line: grade and grams of each output."""
    outputs = tuple(Output(goods.lot(grade), goods.line, weight_g) for grade, weight_g in made)
    conversion = Conversion(tuple(taken), outputs, TODAY)
    return actions.convert(actor=goods.actor(), conversion=conversion, client_key=key, now=NOW)


def at(lot_id: int, location_id: int, weight_g: int = 0, pieces: int = 0) -> Line:
    return Line(Spot(lot_id, location_id), weight_g, pieces)


def reserved(goods: Goods, lot_id: int, weight_g: int, key: str = "h", **said: Any) -> int:
    kind = HoldKind(str(said.pop("kind", HoldKind.RESERVED)))
    draft = HoldDraft(at(lot_id, goods.point, weight_g), kind, "订单 1", **said)
    return actions.hold(actor=goods.actor(), draft=draft, client_key=key, now=NOW)


def lies(lot_id: int) -> dict[str, int]:
    """Grams of the lot by location, the zeros left out."""
    rows = Balance.objects.filter(lot_id=lot_id).exclude(weight_g=0).values_list("location_id", "weight_g")
    codes = dict(Location.objects.values_list("pk", "code"))
    return {codes[location_id]: weight_g for location_id, weight_g in rows}
