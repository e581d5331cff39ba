"""How much fruit is where on its way into a store."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext

from lilian.storage.values import LotStatus
from lilian.web.shell.front import Figure
from lilian.web.shell.tags import tonnes


@dataclass(frozen=True)
class Amount:
    """Number of lots and their weight together."""

    lots: int = 0
    weight_g: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.lots + other.lots, self.weight_g + other.weight_g)


def amounts(lots: QuerySet[Any]) -> dict[str, Amount]:
    """By status; every status is there."""
    rows = lots.order_by().values("status").annotate(lots=Count("pk"), weight_g=Sum("weight_g"))
    found = {row["status"]: Amount(row["lots"], row["weight_g"]) for row in rows}
    return {status.value: found.get(status.value, Amount()) for status in LotStatus}


def in_lots(amount: Amount) -> str:
    return gettext("%(count)s 批") % {"count": amount.lots}


def figures(found: dict[str, Amount]) -> list[Figure]:
    """Waiting, placed, come in: each leads to its list."""
    url = reverse("storage:lots")
    unit, waiting = gettext("吨"), found[LotStatus.WAITING]
    planned, arrived = found[LotStatus.PLANNED], found[LotStatus.ARRIVED]
    return [
        Figure(
            gettext("待安排"),
            tonnes(waiting.weight_g),
            url,
            unit,
            in_lots(waiting),
            tone="warn" if waiting.lots else "",
        ),
        Figure(gettext("已安排，在路上"), tonnes(planned.weight_g), f"{url}?status=planned", unit, in_lots(planned)),
        Figure(gettext("已入库"), tonnes(arrived.weight_g), f"{url}?status=arrived", unit, in_lots(arrived)),
    ]
