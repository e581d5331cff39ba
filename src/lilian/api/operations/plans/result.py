"""A plan as the API gives it: the same fields as the JSON of the command `lilian plan storage`."""

from datetime import date, datetime

from ninja import Field, Schema

from lilian.kernel.marks import gettext_noop


class AssignmentOut(Schema):
    lot: str = Field(description=gettext_noop("批次代码"))
    store: str = Field(description=gettext_noop("冷库代码"))
    day: date = Field(description=gettext_noop("哪一天入库"))
    weight_g: int = Field(description=gettext_noop("重量，克"), examples=[18_400_000])
    road_km: float = Field(description=gettext_noop("路程，公里"), examples=[12.4])
    cost_fen: int = Field(description=gettext_noop("费用，分"), examples=[61_250])


class UnplacedOut(Schema):
    lot: str = Field(description=gettext_noop("批次代码"))
    weight_g: int = Field(description=gettext_noop("没有排上的重量，克"))
    why: str = Field(description=gettext_noop("为什么排不上"))
    remedy: str = Field(description=gettext_noop("怎样才能排上"))


class ReliefOut(Schema):
    more_placed_g: int = Field(description=gettext_noop("多这一吨，能多安排多少果，克；没有剩下的果就是 0"))
    cost_change_fen: int = Field(description=gettext_noop("总费用变多少，分：负数是最多省，正数是多安排的果至少要花的"))


class StoreStateOut(Schema):
    store: str = Field(description=gettext_noop("冷库代码"))
    price_fen_per_tonne: int = Field(
        description=gettext_noop("安排的吨数不变，再多一吨空位最多能省多少，分，是上限；能多安排果时是 0，看 relief")
    )
    relief: ReliefOut = Field(description=gettext_noop("再多一吨空位最多会怎样"))
    dock_price_fen_per_tonne: int = Field(
        description=gettext_noop(
            "安排的吨数不变，最紧的一天多收一吨最多能省多少，分，是上限；能多安排果时是 0，看 dock_relief"
        )
    )
    dock_relief: ReliefOut = Field(description=gettext_noop("最紧的一天多收一吨最多会怎样"))
    used_g: int = Field(description=gettext_noop("这次排进来的重量，克"))
    free_g: int = Field(description=gettext_noop("排完还空着的重量，克"))


class PlanOut(Schema):
    made_at: datetime = Field(description=gettext_noop("什么时候算出来的"))
    cost_fen: int = Field(description=gettext_noop("总费用，分"))
    lower_bound_fen: int = Field(description=gettext_noop("任何排法都不会低于的费用，分"))
    gap: float = Field(description=gettext_noop("总费用与下限的相对差；0 就是最省"))
    practice_cost_fen: int = Field(description=gettext_noop("照现在的做法（就近、先来先入）的费用，分"))
    practice_placed_g: int = Field(description=gettext_noop("照现在的做法能排进的重量，克"))
    saved_fen: int = Field(description=gettext_noop("比现在的做法省多少，分"))
    placed_g: int = Field(description=gettext_noop("排进的重量，克"))
    unplaced_g: int = Field(description=gettext_noop("没有排上的重量，克"))
    method: str = Field(description=gettext_noop("用的算法"))
    assignments: list[AssignmentOut] = Field(description=gettext_noop("哪一批、哪一天、进哪个库、多少"))
    unplaced: list[UnplacedOut] = Field(description=gettext_noop("没有排上的批次和原因"))
    stores: list[StoreStateOut] = Field(description=gettext_noop("每个库排完的情况"))
