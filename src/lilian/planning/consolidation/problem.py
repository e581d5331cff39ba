"""What is asked: rooms that cost energy, the fruit in them and how long it keeps, what leaves each month, the roads."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid

GRAMS = 1_000_000
MOST_G = 10**12
MOST_FEN = 10**11


class BadConsolidation(Invalid):
    code = "planning.bad_consolidation_problem"
    sentence = gettext_noop("集中存放问题的数据不对：{code_given} 的 {field} 是 {given}。")
    remedy = gettext_noop("请改正后重新计算。")


@dataclass(frozen=True)
class Room:
    """`running_wh` per month (T,): what it draws empty; `per_tonne_wh` per month (T,): for a tonne kept a month."""

    code: str
    store: str
    capacity_g: int
    accepts: frozenset[str]
    running_wh: tuple[int, ...]
    per_tonne_wh: tuple[int, ...]
    start_fen: int
    stop_fen: int
    running_now: bool = True


@dataclass(frozen=True)
class Stock:
    """Fruit of one variety in one room; it keeps for `months_left` months from the first day of the plan."""

    room: str
    variety: str
    months_left: int
    weight_g: int


@dataclass(frozen=True)
class Withdrawal:
    """What leaves at the end of a month (0 is the first), from whatever room."""

    month: int
    variety: str
    weight_g: int


@dataclass(frozen=True)
class Link:
    """Fruit may go from one store to another, or from room to room where both are the same."""

    source: str
    target: str
    fen_per_tonne: int


@dataclass(frozen=True)
class Terms:
    """`loss_per_mille` of a load is bruised on a move and lost at `value_fen_per_tonne`; it keeps its room, to be safe.
    `loaded_wh_per_tonne` cools what comes in. `idle_months`: a room that stops stays off so long.
    `missing_fen_per_tonne`: what it costs not to deliver what is planned."""

    months: int
    fen_per_kwh: int
    loaded_wh_per_tonne: int
    loss_per_mille: int
    value_fen_per_tonne: int
    missing_fen_per_tonne: int
    idle_months: int = 1


@dataclass(frozen=True)
class Lock:
    """People decided: this room runs (or not) in this month, or in all of them."""

    room: str
    runs: bool
    month: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Pin:
    """People decided: so much of what lies in this room is not moved out of it; it may be delivered."""

    room: str
    variety: str
    months_left: int
    weight_g: int


@dataclass(frozen=True)
class Problem:
    """A low season. Weights in grams, money in fen, months from 0.

    :raises BadConsolidation: if a value is out of range, a code is unknown or repeated, or locks contradict each other
    """

    rooms: tuple[Room, ...]
    stock: tuple[Stock, ...]
    withdrawals: tuple[Withdrawal, ...]
    links: tuple[Link, ...]
    terms: Terms
    locks: tuple[Lock, ...] = ()
    pins: tuple[Pin, ...] = ()

    def __post_init__(self) -> None:
        check_terms(self.terms)
        for room in self.rooms:
            check_room(room, self.terms.months)
        check_once(room.code for room in self.rooms)
        check_named(self)
        check_locks(self)
        check_pins(self)

    @cached_property
    def stores(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(room.store for room in self.rooms))

    @cached_property
    def kinds(self) -> tuple[tuple[str, int], ...]:
        """(variety, months it keeps, at most the months of the plan): fruit that is alike."""
        return tuple(sorted({(s.variety, min(s.months_left, self.terms.months)) for s in self.stock}))

    def kind(self, variety: str, months_left: int) -> tuple[str, int]:
        """As `kinds` names it."""
        return variety, min(months_left, self.terms.months)

    @cached_property
    def fixed_runs(self) -> dict[tuple[int, int], bool]:
        """(room, month) -> what people decided."""
        number = {room.code: r for r, room in enumerate(self.rooms)}
        found = {}
        for lock in self.locks:
            for month in range(self.terms.months) if lock.month is None else [lock.month]:
                found[number[lock.room], month] = lock.runs
        return found


def demand(valid: bool, code: str, field: str, given: object) -> None:
    if not valid:
        raise BadConsolidation(code_given=code, field=field, given=given)


def check_terms(terms: Terms) -> None:
    demand(1 <= terms.months <= 24, "terms", "months", terms.months)
    demand(1 <= terms.idle_months <= terms.months, "terms", "idle_months", terms.idle_months)
    demand(0 <= terms.loss_per_mille <= 1000, "terms", "loss_per_mille", terms.loss_per_mille)
    names = ("fen_per_kwh", "loaded_wh_per_tonne", "value_fen_per_tonne", "missing_fen_per_tonne")
    for name in names:
        demand(0 <= getattr(terms, name) < MOST_FEN, "terms", name, getattr(terms, name))


def check_room(room: Room, months: int) -> None:
    demand(0 <= room.capacity_g <= MOST_G, room.code, "capacity_g", room.capacity_g)
    for name in ("running_wh", "per_tonne_wh"):
        series = getattr(room, name)
        demand(len(series) == months and min(series) >= 0, room.code, name, series)
    demand(0 <= room.start_fen < MOST_FEN, room.code, "start_fen", room.start_fen)
    demand(0 <= room.stop_fen < MOST_FEN, room.code, "stop_fen", room.stop_fen)


def check_once(codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        demand(code not in seen, code, "code", code)
        seen.add(code)


def check_named(problem: Problem) -> None:
    rooms, stores = {room.code for room in problem.rooms}, set(problem.stores)
    for stock in problem.stock:
        demand(stock.room in rooms, stock.room, "room", stock.room)
        demand(0 < stock.weight_g <= MOST_G and stock.months_left >= 0, stock.room, "stock", stock)
    for out in problem.withdrawals:
        demand(0 <= out.month < problem.terms.months and 0 < out.weight_g <= MOST_G, out.variety, "withdrawal", out)
    for link in problem.links:
        demand({link.source, link.target} <= stores, link.source, "link", link.target)
        demand(0 <= link.fen_per_tonne < MOST_FEN, link.source, "fen_per_tonne", link.fen_per_tonne)
    check_once(f"{link.source} {link.target}" for link in problem.links)


def check_locks(problem: Problem) -> None:
    rooms = {room.code for room in problem.rooms}
    said: dict[tuple[str, int], bool] = {}
    for lock in problem.locks:
        demand(lock.room in rooms, lock.room, "lock", lock.room)
        demand(lock.month is None or 0 <= lock.month < problem.terms.months, lock.room, "month", lock.month)
        for month in range(problem.terms.months) if lock.month is None else [lock.month]:
            demand(said.setdefault((lock.room, month), lock.runs) == lock.runs, lock.room, "lock", lock.runs)
    for room in problem.rooms:
        check_idle(room, {month: runs for (code, month), runs in said.items() if code == room.code}, problem.terms)


def check_pins(problem: Problem) -> None:
    """No more may stay than lies there."""
    lies: dict[tuple[str, tuple[str, int]], int] = {}
    for lot in problem.stock:
        shelf = lot.room, problem.kind(lot.variety, lot.months_left)
        lies[shelf] = lies.get(shelf, 0) + lot.weight_g
    for pin in problem.pins:
        shelf = pin.room, problem.kind(pin.variety, pin.months_left)
        lies[shelf] = lies.get(shelf, 0) - pin.weight_g
        demand(pin.weight_g > 0 and lies[shelf] >= 0, pin.room, "pin", pin.weight_g)


def check_idle(room: Room, said: dict[int, bool], terms: Terms) -> None:
    """Between two locked runs with a locked stop between there must be time to stand idle."""
    last, stopped = (-1 if room.running_now else None), False
    for month, runs in sorted(said.items()):
        if runs and stopped and last is not None:
            demand(month - last - 1 >= terms.idle_months, room.code, "lock", month)
        last, stopped = (month, False) if runs else (last, True)
