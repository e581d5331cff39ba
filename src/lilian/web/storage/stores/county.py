"""The county's figures: how full, how much room, how many reports are too old."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.drawing import sparkline
from lilian.storage import queries
from lilian.storage.values import Fill, FillOfDay, StoreCard
from lilian.web.shell.counted import counted
from lilian.web.shell.drawings import drawn
from lilian.web.shell.front import Figure
from lilian.web.shell.tags import percent, tonnes
from lilian.web.storage.stale import stale_after
from lilian.web.storage.stores.filters import is_nearly_full, is_open, is_too_old

DAYS_SHOWN = 21
SAME = 0.0005


@dataclass(frozen=True)
class County:
    """Sums over the stores in use; weights in grams. The fill is that of the rooms that ever reported."""

    stores: int
    rooms: int
    capacity_g: int
    stock_g: int
    free_g: int
    too_old: int
    nearly_full: int
    fill: Fill


def county_of(cards: Sequence[StoreCard]) -> County:
    used = [card for card in cards if is_open(card)]
    return County(
        stores=len(used),
        rooms=sum(card.rooms for card in used),
        capacity_g=sum(card.capacity_g for card in used),
        stock_g=sum(card.stock_g for card in used),
        free_g=sum(card.free_g for card in used),
        too_old=sum(map(is_too_old, used)),
        nearly_full=sum(map(is_nearly_full, used)),
        fill=Fill.of(card.fill for card in used),
    )


def change_in_words(history: Sequence[FillOfDay]) -> str:
    """Today against yesterday, in percentage points."""
    if len(history) < 2:
        return ""
    difference = history[-1].fill_rate - history[-2].fill_rate
    if abs(difference) < SAME:
        return gettext("和昨天一样")
    points = f"{abs(difference) * 100:.1f}"
    if difference > 0:
        return gettext("比昨天多 %(points)s 个百分点") % {"points": points}
    return gettext("比昨天少 %(points)s 个百分点") % {"points": points}


def spark(history: Sequence[FillOfDay]) -> SafeString:
    if len(history) < 2:
        return SafeString("")
    words = gettext("近 %(days)s 天的库容比") % {"days": len(history)}
    return drawn(sparkline([one.fill_rate for one in history], words=words))


def figures(actor: Actor, now: datetime, cards: Sequence[StoreCard]) -> list[Figure]:
    """The three tiles; each leads to the list behind it."""
    county, history = county_of(cards), queries.fill_history(actor, now=now, days=DAYS_SHOWN)
    stores, of_all = (
        reverse("storage:stores"),
        {"stores": counted(county.stores, "store"), "rooms": counted(county.rooms, "cold_room")},
    )
    return [
        Figure(
            gettext("全县库容比"),
            percent(county.fill.fill_rate, 1),
            reverse("storage:fill_rate"),
            note=change_in_words(history),
            spark=spark(history),
            order=20,
        ),
        Figure(
            gettext("空余库容"),
            tonnes(county.free_g),
            f"{stores}?state=room&sort=-free",
            gettext("吨"),
            note=gettext("在用 %(stores)s、%(rooms)s") % of_all,
            order=21,
        ),
        Figure(
            gettext("填报过期"),
            str(county.too_old),
            f"{stores}?state=stale&sort=told",
            gettext("座"),
            note=(
                gettext("超过 %(age)s没有填报，方案按旧数算") if county.too_old else gettext("各库都在 %(age)s以内填过")
            )
            % {"age": stale_after()},
            tone="warn" if county.too_old else "",
            order=22,
        ),
    ]


def full_figure(cards: Sequence[StoreCard]) -> Figure:
    """For the list of stores itself."""
    full = county_of(cards).nearly_full
    return Figure(
        gettext("快满了"),
        str(full),
        f"{reverse('storage:stores')}?state=full&sort=-fill",
        gettext("座"),
        note=gettext("库容比到了 90%"),
        tone="warn" if full else "",
    )
