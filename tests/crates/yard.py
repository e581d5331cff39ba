"""Guo's co-operative lends plastic crates; Mei and Qiao have some."""

from dataclasses import dataclass

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.crates import actions
from lilian.crates.models import Balance
from lilian.crates.values import CrateDraft, Holder, MoveDraft, MoveKind
from tests.stock.goods import NOW, TODAY, Goods, the_goods

DEPOSIT_FEN = 1_500


@dataclass(frozen=True)
class Yard:
    goods: Goods
    crate: int

    @property
    def actor(self) -> Actor:
        return self.goods.actor(Role.OFFICE)

    @property
    def owner(self) -> Holder:
        return Holder(self.goods.coop.pk)

    @property
    def mei(self) -> Holder:
        return Holder(self.goods.coop.pk, self.goods.mei.pk)

    @property
    def qiao(self) -> Holder:
        return Holder(self.goods.coop.pk, self.goods.qiao.pk)


def the_yard(bought: int = 100) -> Yard:
    goods = the_goods()
    draft = CrateDraft("K1", "塑料周转箱", goods.coop.pk, 1_800, DEPOSIT_FEN)
    yard = Yard(goods, actions.add_crate(actor=goods.actor(), draft=draft, now=NOW))
    if bought:
        moved(yard, MoveKind.BUY, bought, key="buy")
    return yard


def moved(
    yard: Yard, kind: MoveKind, count: int, holder: Holder | None = None, key: str = "", note: str = "在地里坏了"
) -> int:
    draft = MoveDraft(kind, yard.crate, count, TODAY, holder, note)
    return actions.move(actor=yard.actor, draft=draft, client_key=key or f"{kind}{count}{holder}", now=NOW)


def has(yard: Yard, holder: Holder) -> tuple[int, int]:
    """Crates and fen."""
    rows = Balance.objects.filter(crate=yard.crate, organisation=holder.organisation_id)
    row = rows.filter(household=holder.household_id) if holder.household_id else rows.filter(household__isnull=True)
    found = row.first()
    return (found.count, found.deposit_fen) if found else (0, 0)
