"""An auditor's check of a consolidation plan. Shares no code with the solver: the season is walked through month by
month, every figure added up again, and the bound worked out from its prices in whole numbers by the rules."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from lilian.planning.consolidation.plan import Leaf, Leaving, Missing, Move, Plan
from lilian.planning.consolidation.problem import Problem, Room
from lilian.planning.leaf import covers

TONNE = 10**6
FIT_G = 10_000  # a room may be overfilled by the grams that whole grams bring with them


def faults(problem: Problem, plan: Plan) -> list[str]:
    """Every way in which the plan breaks a rule or its own claims; [] means it is sound, its bounds true."""
    strangers = list(stranger_faults(problem, plan))
    if strangers:
        return strangers
    found = [*running_faults(problem, plan), *fruit_faults(problem, plan), *delivery_faults(problem, plan)]
    found += pin_faults(problem, plan)
    return [*found, *cost_faults(problem, plan), *bound_faults(problem, plan)]


def stranger_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    rooms = {room.code for room in problem.rooms}
    if set(plan.running) != rooms or any(len(months) != problem.terms.months for months in plan.running.values()):
        yield "running does not list every room and month"
    named = [m.source for m in plan.moves] + [m.target for m in plan.moves]
    named += [gone.room for gone in (*plan.delivered, *plan.lost)]
    for code in sorted(set(named) - rooms):
        yield f"{code}: no such room"
    acts: list[Move | Leaving | Missing] = [*plan.moves, *plan.delivered, *plan.lost, *plan.missing]
    for act in acts:
        if not 0 <= act.month < problem.terms.months or act.weight_g <= 0:
            yield f"an act in month {act.month} of {act.weight_g} g makes no sense"


def running_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    for room in problem.rooms:
        before, stood = room.running_now, problem.terms.idle_months
        for month, now in enumerate(plan.running[room.code]):
            if now and not before and stood < problem.terms.idle_months:
                yield f"{room.code}: starts in month {month} after standing {stood} month(s)"
            stood = 0 if now else (1 if before else stood + 1)
            before = now
    for lock in problem.locks:
        for month in range(problem.terms.months) if lock.month is None else [lock.month]:
            if plan.running[lock.room][month] != lock.runs:
                yield f"{lock.room}: people decided otherwise for month {month}"


def fruit_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    """No room holds what is not there, more than it can, what it does not take, or fruit past its time."""
    rooms = {room.code: room for room in problem.rooms}
    roads = {(link.source, link.target) for link in problem.links}
    stock: Counter[tuple[str, str, int]] = Counter()
    for lot in problem.stock:
        stock[lot.room, lot.variety, min(lot.months_left, problem.terms.months)] += lot.weight_g
    for month in range(problem.terms.months):
        for move in (one for one in plan.moves if one.month == month):
            if (rooms[move.source].store, rooms[move.target].store) not in roads:
                yield f"month {month}: nothing may go from {move.source} to {move.target}"
            stock[move.source, move.variety, move.months_left] -= move.weight_g
            stock[move.target, move.variety, move.months_left] += move.weight_g
        for gone in (one for one in plan.lost if one.month == month):
            stock[gone.room, gone.variety, gone.months_left] -= gone.weight_g
        yield from standing_faults(rooms, plan, month, stock)
        for gone in (one for one in plan.delivered if one.month == month):
            stock[gone.room, gone.variety, gone.months_left] -= gone.weight_g
        for (code, variety, _), weight in stock.items():
            if weight < 0:
                yield f"month {month}: {code} gives {-weight} g of {variety} more than it has"


def pin_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    """What people said stays is not moved out of its room."""
    free: Counter[tuple[str, str, int]] = Counter()
    most = problem.terms.months
    for lot in problem.stock:
        free[lot.room, lot.variety, min(lot.months_left, most)] += lot.weight_g
    pinned = {(pin.room, pin.variety, min(pin.months_left, most)) for pin in problem.pins}
    for pin in problem.pins:
        free[pin.room, pin.variety, min(pin.months_left, most)] -= pin.weight_g
    for move in plan.moves:
        free[move.source, move.variety, move.months_left] -= move.weight_g
        free[move.target, move.variety, move.months_left] += move.weight_g
    for room, variety, months in sorted(pinned):
        if free[room, variety, months] < -FIT_G:
            yield f"{room}: {-free[room, variety, months]} g of {variety} go that people said stay"


def standing_faults(
    rooms: dict[str, Room], plan: Plan, month: int, stock: Counter[tuple[str, str, int]]
) -> Iterator[str]:
    load: Counter[str] = Counter()
    for (code, variety, months), weight in stock.items():
        load[code] += weight
        if weight > 0 and months <= month:
            yield f"month {month}: {code} still holds {variety} that keeps {months} month(s)"
        if weight > 0 and variety not in rooms[code].accepts:
            yield f"month {month}: {code} does not take {variety}"
    for code, weight in load.items():
        if weight > rooms[code].capacity_g + FIT_G:
            yield f"month {month}: {code} holds {weight} g, more than {rooms[code].capacity_g}"
        if weight > 0 and not plan.running[code][month]:
            yield f"month {month}: {code} holds fruit and does not run"


def delivery_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    wanted: Counter[tuple[int, str]] = Counter()
    for out in problem.withdrawals:
        wanted[out.month, out.variety] += out.weight_g
    done: Counter[tuple[int, str]] = Counter()
    acts: list[Leaving | Missing] = [*plan.delivered, *plan.missing]
    for act in acts:
        done[act.month, act.variety] += act.weight_g
    for key in sorted(wanted.keys() | done.keys()):
        if wanted[key] != done[key]:
            yield f"month {key[0]}: {done[key]} g of {key[1]} delivered and missing, {wanted[key]} g planned"


def cost_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    terms, rooms = problem.terms, {room.code: room for room in problem.rooms}
    stock: Counter[str] = Counter()
    for lot in problem.stock:
        stock[lot.room] += lot.weight_g
    wh_g = sum(move.weight_g for move in plan.moves) * terms.loaded_wh_per_tonne
    for month in range(terms.months):
        for move in (one for one in plan.moves if one.month == month):
            stock[move.source] -= move.weight_g
            stock[move.target] += move.weight_g
        for gone in (one for one in plan.lost if one.month == month):
            stock[gone.room] -= gone.weight_g
        for room in problem.rooms:
            wh_g += room.per_tonne_wh[month] * stock[room.code]
            wh_g += TONNE * room.running_wh[month] * plan.running[room.code][month]
        for gone in (one for one in plan.delivered if one.month == month):
            stock[gone.room] -= gone.weight_g
    roads = {(link.source, link.target): link.fen_per_tonne for link in problem.links}
    moved = sum(
        m.weight_g * (1000 * roads.get((rooms[m.source].store, rooms[m.target].store), 0) + bruise(problem))
        for m in plan.moves
    )
    exact = {
        "energy": (wh_g * terms.fen_per_kwh, 1000 * TONNE),
        "starts_and_stops": (switching(problem, plan), 1),
        "moves": (moved, 1000 * TONNE),
        "lost": (terms.value_fen_per_tonne * sum(gone.weight_g for gone in plan.lost), TONNE),
        "missing": (terms.missing_fen_per_tonne * sum(gap.weight_g for gap in plan.missing), TONNE),
    }
    for name, (top, bottom) in exact.items():
        if abs(2 * (getattr(plan.cost, name) * bottom - top)) > bottom:
            yield f"{name} costs {top / bottom:.2f} fen, not {getattr(plan.cost, name)}"


def bruise(problem: Problem) -> int:
    return problem.terms.loss_per_mille * problem.terms.value_fen_per_tonne


def switching(problem: Problem, plan: Plan) -> int:
    total = 0
    for room in problem.rooms:
        states = [room.running_now, *plan.running[room.code]]
        for before, now in pairwise(states):
            total += (room.start_fen if now else room.stop_fen) if before != now else 0
    return total


def bound_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    if plan.lower_bound_fen > plan.cost.total:
        yield f"lower bound {plan.lower_bound_fen} is above the cost {plan.cost.total}"
    if not covers([{(r, t): on for r, t, on in leaf.runs} for leaf in plan.leaves]):
        yield "the leaves do not cover every choice of rooms"
    auditor = Auditor(problem)
    least = min((auditor.fen(leaf, {}) for leaf in plan.leaves), default=0)
    if plan.lower_bound_fen > max(0, least):
        yield f"lower bound is {least} by its prices, not {plan.lower_bound_fen}"
    numbers = {room.code: r for r, room in enumerate(problem.rooms)}
    for regret in plan.regrets:
        forced = {(numbers[regret.room], t): regret.runs for t in range(problem.terms.months)}
        proved = max(0, auditor.fen(plan.root, forced) - plan.cost.total) if regret.at_least_fen else 0
        if regret.at_least_fen > proved:
            yield f"{regret.room}: the other way costs at least {proved}, not {regret.at_least_fen}"
        if regret.at_most_fen is not None and regret.at_most_fen < regret.at_least_fen:
            yield f"{regret.room}: regret of at least {regret.at_least_fen} and at most {regret.at_most_fen}"


class Auditor:
    """The prices of a leaf against every column, in 1e-9 fen: a column may save its negative part, times its top."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.total: Counter[int] = Counter()
        self.first: Counter[tuple[int, int]] = Counter()
        self.wanted: Counter[tuple[str, int]] = Counter()
        months = problem.terms.months
        self.kinds = sorted({(lot.variety, min(lot.months_left, months)) for lot in problem.stock})
        number = {room.code: r for r, room in enumerate(problem.rooms)}
        for lot in problem.stock:
            k = self.kinds.index((lot.variety, min(lot.months_left, months)))
            self.total[k] += lot.weight_g
            self.first[number[lot.room], k] += lot.weight_g
        self.pinned: Counter[tuple[int, int]] = Counter()
        for pin in problem.pins:
            self.pinned[number[pin.room], self.kinds.index((pin.variety, min(pin.months_left, months)))] += pin.weight_g
        for out in problem.withdrawals:
            self.wanted[out.variety, out.month] += out.weight_g
        self.serves = {key: v for v, key in enumerate(sorted(self.wanted))}
        self.stores = {store: s for s, store in enumerate(dict.fromkeys(room.store for room in problem.rooms))}

    def fen(self, leaf: Leaf, forced: dict[tuple[int, int], bool]) -> int:
        price: defaultdict[tuple[str, int, int, int], int] = defaultdict(int)
        for one in leaf.prices:
            value = max(0, one.value) if one.row[0] in ("on_hand", "settled") else one.value
            price[one.row] = min(0, value) if one.row[0] in ("home", "capacity", "idle", "stay") else value
        decided = {(r, t): on for r, t, on in leaf.runs} | forced | self.locked()
        total = self.sides(price)
        for r, room in enumerate(self.problem.rooms):
            total += self.running(price, r, room, decided) + self.fruit(price, r, room)
        total += self.roads(price) + self.gaps(price)
        return int(total // 10**9) - 3  # five parts of a cost are rounded by half a fen at most

    def locked(self) -> dict[tuple[int, int], bool]:
        number = {room.code: r for r, room in enumerate(self.problem.rooms)}
        months = range(self.problem.terms.months)
        return {(number[k.room], t): k.runs for k in self.problem.locks for t in months if k.month in (None, t)}

    def sides(self, price: defaultdict[tuple[str, int, int, int], int]) -> int:
        """What stands on the right of the rows."""
        total = sum(price["balance", r, k, 0] * weight for (r, k), weight in self.first.items())
        total += sum(price["serve", v, 0, 0] * self.wanted[key] for key, v in self.serves.items())
        total += sum(price["stay", r, k, 0] * (self.first[r, k] - weight) for (r, k), weight in self.pinned.items())
        for r, room in enumerate(self.problem.rooms):
            total += TONNE * price["switch", r, 0, 0] * room.running_now
            total += TONNE * sum(price["idle", r, t, 0] for t in range(self.problem.terms.months))
        return total

    def running(self, price, r: int, room: Room, decided: dict[tuple[int, int], bool]) -> int:  # type: ignore[no-untyped-def]
        terms, total = self.problem.terms, 0
        for t in range(terms.months):
            run = TONNE * room.running_wh[t] * terms.fen_per_kwh + room.capacity_g * price["capacity", r, t, 0]
            run += sum(self.first[r, k] * price["home", r, k, t] for k in range(len(self.kinds)))
            run -= TONNE * (price["switch", r, t, 0] - price["switch", r, t + 1, 0] + price["idle", r, t, 0])
            later = sum(price["idle", r, after, 0] for after in range(t, min(terms.months, t + terms.idle_months)))
            start = 10**9 * room.start_fen + TONNE * price["switch", r, t, 0]
            stop = 10**9 * room.stop_fen - TONNE * (price["switch", r, t, 0] + later)
            on = decided.get((r, t))
            total += (min(0, run) if on is None else run * on) + min(0, start) + min(0, stop)
        return total

    def fruit(self, price, r: int, room: Room) -> int:  # type: ignore[no-untyped-def]
        terms, total, s = self.problem.terms, 0, self.stores[room.store]
        for k, (variety, months) in enumerate(self.kinds):
            most, takes = min(room.capacity_g, self.total[k]), variety in room.accepts
            stay = price["stay", r, k, 0] if (r, k) in self.pinned else 0
            for t in range(min(months, terms.months - 1) + 1):
                now, after = price["balance", r, k, t], price["balance", r, k, t + 1]
                there, begins = takes and t < months, t == 0 and self.first[r, k] > 0
                if there:
                    link = price["on_hand", r, k, t] + price["settled", r, k, t] + price["home", r, k, t]
                    have = room.per_tonne_wh[t] * terms.fen_per_kwh
                    have -= now - after + link + price["capacity", r, t, 0]
                    comes = now + stay + price["settled", r, k, t] + price["into_store", s, k, t]
                    comes += sum(price["home", r, k, later] for later in range(t, months))
                    total += most * (min(0, have) + min(0, comes))
                    if (variety, t) in self.serves:
                        serve = price["serve", self.serves[variety, t], 0, 0]
                        total += most * min(0, -(after - price["on_hand", r, k, t] + serve))
                if there or (begins and months > 0):
                    total += self.total[k] * min(0, -(now + stay + price["from_store", s, k, t]))
                if (takes and max(t - 1, 0) < months) or begins:
                    total += self.total[k] * min(0, 1000 * terms.value_fen_per_tonne - now)
        return total

    def roads(self, price) -> int:  # type: ignore[no-untyped-def]
        terms, total = self.problem.terms, 0
        for link in self.problem.links:
            source, target = self.stores[link.source], self.stores[link.target]
            cost = 1000 * link.fen_per_tonne + terms.loaded_wh_per_tonne * terms.fen_per_kwh + bruise(self.problem)
            for k, (_, months) in enumerate(self.kinds):
                for t in range(months):
                    net = cost + price["from_store", source, k, t] - price["into_store", target, k, t]
                    total += self.total[k] * min(0, net)
        return total

    def gaps(self, price) -> int:  # type: ignore[no-untyped-def]
        missing = 1000 * self.problem.terms.missing_fen_per_tonne
        return sum(w * min(0, missing - price["serve", self.serves[key], 0, 0]) for key, w in self.wanted.items())
