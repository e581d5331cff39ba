"""What partners told, in words."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext

from lilian.exchange.values import Correction
from lilian.kernel.marks import gettext_noop
from lilian.trace import queries
from lilian.trace.values import ForeignEvent

# The steps of CBV 2.0 that partners of ours tell of; any other stands as it was told.
STEP_NAMES = {
    "accepting": gettext_noop("接收入账"),
    "arriving": gettext_noop("运到"),
    "commissioning": gettext_noop("赋码"),
    "decommissioning": gettext_noop("注销编码"),
    "departing": gettext_noop("发车"),
    "destroying": gettext_noop("销毁"),
    "holding": gettext_noop("扣留"),
    "inspecting": gettext_noop("检查"),
    "loading": gettext_noop("装车"),
    "packing": gettext_noop("包装"),
    "receiving": gettext_noop("收货"),
    "retail_selling": gettext_noop("零售"),
    "shipping": gettext_noop("发货"),
    "stocking": gettext_noop("上架"),
    "storing": gettext_noop("入库存放"),
    "transporting": gettext_noop("运输"),
    "unloading": gettext_noop("卸货"),
    "unpacking": gettext_noop("拆箱"),
}
MOST_THINGS = 5


class Row(NamedTuple):
    at: Any
    step: str
    teller: str
    place: str
    things: str
    more: int
    takes_back: bool
    corrections: str


def rows(found: Sequence[ForeignEvent]) -> list[Row]:
    """The events in their order."""
    return [
        Row(
            at=timezone.localtime(one.head.at),
            step=gettext(STEP_NAMES[step]) if (step := one.head.biz_step) in STEP_NAMES else step or one.head.type,
            teller=one.head.teller,
            place=one.head.place,
            things=gettext("、").join(queries.thing_code(thing) for thing in one.about[:MOST_THINGS]),
            more=max(0, len(one.about) - MOST_THINGS),
            takes_back=one.head.takes_back,
            corrections=gettext("、").join(map(_correction, one.head.corrections)),
        )
        for one in found
    ]


def _correction(one: Correction) -> str:
    return one.event_id if one.is_told else gettext("%(event)s（还没有报来）") % {"event": one.event_id}
