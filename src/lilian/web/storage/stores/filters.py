"""Which stores a list or a map shows: chosen by chips and a search box, kept in the address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from lilian.catalog import queries as catalog
from lilian.kernel.marks import gettext_noop
from lilian.storage.values import Freshness, StoreCard
from lilian.web.shell.listing import Chip, chips
from lilian.web.shell.requests import Request

NEARLY_FULL, FULL = 0.9, 1.0
TOO_OLD = (Freshness.STALE, Freshness.NEVER)
Test = Callable[[StoreCard], bool]


def is_open(card: StoreCard) -> bool:
    return card.closed_on is None


def is_too_old(card: StoreCard) -> bool:
    """Its figures can no longer be planned on, and somebody should say what is in it."""
    return is_open(card) and card.freshness in TOO_OLD


def is_nearly_full(card: StoreCard) -> bool:
    return is_open(card) and card.fill_rate >= NEARLY_FULL


STATES: dict[str, tuple[str, Test]] = {
    "": (gettext_noop("全部"), lambda card: True),
    "room": (gettext_noop("有空位"), lambda card: is_open(card) and card.free_g > 0),
    "full": (gettext_noop("快满了"), is_nearly_full),
    "stale": (gettext_noop("填报过期"), is_too_old),
    "closed": (gettext_noop("停用"), lambda card: not is_open(card)),
}


@dataclass(frozen=True)
class Choice:
    """What the reader asked for; an unknown word asks for nothing."""

    text: str = ""
    state: str = ""
    town: str = ""
    variety: str = ""

    @classmethod
    def of(cls, request: Request) -> "Choice":
        asked = request.GET
        state = asked.get("state", "")
        return cls(
            text=asked.get("q", "").strip(),
            state=state if state in STATES else "",
            town=asked.get("town", ""),
            variety=asked.get("variety", ""),
        )

    def fits_kind(self, card: StoreCard) -> bool:
        return (not self.town or card.township == self.town) and (not self.variety or self.variety in card.accepts)

    def narrowed(self, cards: Iterable[StoreCard]) -> list[StoreCard]:
        in_state = STATES[self.state][1]
        return [card for card in cards if self.fits_kind(card) and in_state(card)]

    @property
    def is_narrow(self) -> bool:
        return bool(self.text or self.state or self.town or self.variety)


@dataclass(frozen=True)
class ChipRow:
    label: str
    chips: list[Chip]


def chip_rows(request: Request, choice: Choice, cards: list[StoreCard]) -> list[ChipRow]:
    """States with how many stores are in each, then varieties and townships that occur."""
    fitting = [card for card in cards if choice.fits_kind(card)]
    counts = {state: sum(map(test, fitting)) for state, (_, test) in STATES.items()}
    states = [(state, gettext(name)) for state, (name, _) in STATES.items()]
    everywhere, towns = gettext("全县"), sorted({card.township for card in cards if card.township})
    kept = [one.name for one in catalog.varieties() if any(one.name in card.accepts for card in cards)]
    return [
        ChipRow(gettext("状态"), chips(request, "state", states, counts)),
        ChipRow(
            gettext("存什么"), chips(request, "variety", [("", gettext("不限品种")), *((name, name) for name in kept)])
        ),
        ChipRow(gettext("乡镇"), chips(request, "town", [("", everywhere), *((town, town) for town in towns)])),
    ]
