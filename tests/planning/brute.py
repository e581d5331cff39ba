"""Brute force: try everything. Only for very small problems; shares nothing with the planners."""

from functools import cache
from itertools import product

from lilian.planning import assignment, consolidation, facility, packing, storage, two_stage


def best_flow(
    cost: list[list[int | None]], supply: list[int], capacity: list[int], pool: list[int], pools: list[int]
) -> tuple[int, int]:
    """(least unplaced, least cost) unit by unit over all ways; None forbids an arc."""
    units = tuple(row for row, amount in enumerate(supply) for _ in range(amount))

    @cache
    def rest(index: int, room: tuple[int, ...], joint: tuple[int, ...]) -> tuple[int, int]:
        if index == len(units):
            return 0, 0
        left, paid = rest(index + 1, room, joint)
        answers = [(left + 1, paid)]
        for col, price in enumerate(cost[units[index]]):
            group = pool[col]
            if price is None or not room[col] or (group >= 0 and not joint[group]):
                continue
            after = tuple(amount - (j == col) for j, amount in enumerate(room))
            joint_after = tuple(amount - (g == group) for g, amount in enumerate(joint))
            left, paid = rest(index + 1, after, joint_after)
            answers.append((left, paid + price))
        return min(answers)

    return rest(0, tuple(capacity), tuple(pools))


def best_rooms(problem: assignment.Problem) -> tuple[int, int]:
    """(least left out, least cost) over every way to give each lot a room or none."""
    n, m = problem.size
    answers = []
    for rooms in product([*range(m), None], repeat=n):
        load, pooled = [0] * m, [0] * len(problem.pool_capacity)
        left_out = cost = 0
        for lot, room in enumerate(rooms):
            if room is None:
                left_out += int(problem.penalty[lot])
                continue
            cost += int(problem.cost[lot, room]) if problem.cost[lot, room] != assignment.FORBIDDEN else 1 << 60
            load[room] += int(problem.weight[lot, room])
            if problem.pool[room] >= 0:
                pooled[problem.pool[room]] += int(problem.weight[lot, room])
        full = zip((*load, *pooled), (*problem.capacity, *problem.pool_capacity), strict=True)
        if cost < 1 << 59 and all(amount <= limit for amount, limit in full):
            answers.append((left_out, cost))
    return min(answers)


def storage_options(problem: storage.Problem, lot: storage.Lot) -> dict[tuple[int, int], float]:
    """Fen per tonne by store and day, by the letter of the rules."""
    from lilian.kernel.geo import distance_km

    terms, found = problem.terms, {}
    ready = max(terms.first_day, lot.harvest_date)
    for index, place in enumerate(problem.stores):
        barred = any(e.store == place.code and e.lot in (None, lot.code) for e in problem.exclusions)
        locks = [lock for lock in problem.locks if lock.lot == lot.code]
        elsewhere = locks and locks[0].store != place.code
        if barred or elsewhere or lot.variety not in place.accepts or place.temperature_c > terms.max_temperature_c:
            continue
        for number in range(terms.days):
            wait = (terms.day(number) - ready).days
            if wait < 0 or (locks and locks[0].day not in (None, terms.day(number))):
                continue
            road = distance_km(lot.lat, lot.lon, place.lat, place.lon) * terms.road_factor
            hours = road / terms.speed_km_per_h + 24 * wait
            fee = place.fee_fen_per_tonne_month * terms.stored_months
            haul = terms.freight_fen_per_tonne_km * road + terms.handling_fen_per_tonne
            found[index, number] = haul + terms.delay_fen_per_tonne_hour * hours + fee
    return found


def best_whole(problem: storage.Problem) -> tuple[int, int, float]:
    """(locked grams behind, grams behind, least cost in fen) with every lot whole."""
    options = [storage_options(problem, lot) for lot in problem.lots]
    locked = {lock.lot for lock in problem.locks}
    best: tuple[int, int, float] | None = None
    for choice in product(*([None, *option] for option in options)):
        if not fits(problem, choice):
            continue
        behind = [lot for lot, place in zip(problem.lots, choice, strict=True) if place is None]
        taken = zip(problem.lots, options, choice, strict=True)
        cost = sum(option[place] * lot.weight_g / 1e6 for lot, option, place in taken if place is not None)
        weight = sum(lot.weight_g for lot in behind)
        answer = sum(lot.weight_g for lot in behind if lot.code in locked), weight, cost
        best = answer if best is None else min(best, answer)
    assert best is not None
    return best


def fits(problem: storage.Problem, choice: tuple[tuple[int, int] | None, ...]) -> bool:
    for index, place in enumerate(problem.stores):
        here = [
            (lot.weight_g, spot[1]) for lot, spot in zip(problem.lots, choice, strict=True) if spot and spot[0] == index
        ]
        if sum(weight for weight, _ in here) > place.free_g:
            return False
        for day in range(problem.terms.days):
            if sum(weight for weight, when in here if when == day) > place.intake_g_per_day:
                return False
    return True


def best_split(problem: storage.Problem) -> tuple[int, int, float]:
    """(locked tonnes behind, tonnes behind, least cost) with whole-tonne lots cut into tonnes."""
    pieces = []
    for lot in problem.lots:
        pieces += [lot] * (lot.weight_g // 1_000_000)
    options = {lot.code: sorted(storage_options(problem, lot).items()) for lot in problem.lots}
    locked = {lock.lot for lock in problem.locks}
    days = problem.terms.days

    @cache
    def rest(index: int, space: tuple[int, ...], door: tuple[int, ...]) -> tuple[int, int, float]:
        if index == len(pieces):
            return 0, 0, 0.0
        code = pieces[index].code
        bound, behind, paid = rest(index + 1, space, door)
        answers = [(bound + (code in locked), behind + 1, paid)]
        for (place, day), price in options[code]:
            if space[place] and door[place * days + day]:
                less = tuple(s - (i == place) for i, s in enumerate(space))
                shut = tuple(d - (i == place * days + day) for i, d in enumerate(door))
                bound, behind, paid = rest(index + 1, less, shut)
                answers.append((bound, behind, paid + price))
        return min(answers)

    space = tuple(place.free_g // 1_000_000 for place in problem.stores)
    door = tuple(place.intake_g_per_day // 1_000_000 for place in problem.stores for _ in range(days))
    return rest(0, space, door)


def best_stores(problem: facility.Problem, decided: dict[int, bool] | None = None) -> tuple[int, int]:
    """(least unserved, least cost) over every choice of stores; costs must be whole per unit. `decided` fixes some."""
    answers = []
    for opened in product((False, True), repeat=len(problem.capacity)):
        if any(opened[store] != choice for store, choice in (decided or {}).items()):
            continue
        fixed = sum(int(f) for f, runs in zip(problem.fixed_cost, opened, strict=True) if runs)
        room = [int(s) if runs else 0 for s, runs in zip(problem.capacity, opened, strict=True)]
        unserved, paid = (whole_loads if problem.single_source else shared_loads)(problem, room)
        answers.append((unserved, fixed + paid))
    return min(answers)


def shared_loads(problem: facility.Problem, room: list[int]) -> tuple[int, int]:
    rates: list[list[int | None]] = [
        [None if c == facility.FORBIDDEN else int(c) // int(d) for c in row]
        for row, d in zip(problem.cost, problem.demand, strict=True)
    ]
    return best_flow(rates, problem.demand.tolist(), room, [-1] * len(room), [])


def whole_loads(problem: facility.Problem, room: list[int]) -> tuple[int, int]:
    answers = []
    for choice in product((None, *range(len(room))), repeat=len(problem.demand)):
        load = [0] * len(room)
        for store, weight in zip(choice, problem.demand.tolist(), strict=True):
            if store is not None:
                load[store] += weight
        prices = [int(problem.cost[i, j]) for i, j in enumerate(choice) if j is not None]
        if facility.FORBIDDEN in prices or any(a > b for a, b in zip(load, room, strict=True)):
            continue
        unserved = sum(w for w, store in zip(problem.demand.tolist(), choice, strict=True) if store is None)
        answers.append((unserved, sum(prices)))
    return min(answers)


def best_sites(problem: two_stage.Problem) -> tuple[int, int]:
    """(least unserved, least cost) over every choice of plants and depots, unit by unit over every way through them."""
    p, d, _ = problem.size
    units = tuple(k for k, amount in enumerate(problem.demand.tolist()) for _ in range(amount))
    inbound, outbound = problem.inbound.tolist(), problem.outbound.tolist()

    @cache
    def rest(index: int, plants: tuple[int, ...], depots: tuple[int, ...]) -> tuple[int, int]:
        if index == len(units):
            return 0, 0
        left, paid = rest(index + 1, plants, depots)
        answers = [(left + 1, paid)]
        for i, j in product(range(p), range(d)):
            legs = inbound[i][j], outbound[j][units[index]]
            if plants[i] and depots[j] and two_stage.FORBIDDEN not in legs:
                less = tuple(room - (at == i) for at, room in enumerate(plants))
                left, paid = rest(index + 1, less, tuple(room - (at == j) for at, room in enumerate(depots)))
                answers.append((left, paid + sum(legs)))
        return min(answers)

    answers = []
    for runs in product((0, 1), repeat=p + d):
        fixed = sum(int(cost) for cost, on in zip(problem.fixed_cost, runs, strict=True) if on)
        rooms = [int(r) * on for r, on in zip([*problem.plant_capacity, *problem.depot_capacity], runs, strict=True)]
        unserved, paid = rest(0, tuple(rooms[:p]), tuple(rooms[p:]))
        answers.append((unserved, fixed + paid))
    return min(answers)


def best_season(problem: consolidation.Problem) -> int:
    """Least cost in fen over every pattern of running rooms, two rooms A and B of one kind of fruit, tonne by tonne."""
    months = problem.terms.months
    patterns = [(p[:months], p[months:]) for p in product((False, True), repeat=2 * months)]
    return min(season_cost(problem, runs) for runs in patterns if may_run(problem, runs))


def may_run(problem: consolidation.Problem, runs: tuple[tuple[bool, ...], ...]) -> bool:
    for room, pattern in zip(problem.rooms, runs, strict=True):
        before, stood = room.running_now, problem.terms.idle_months
        for now in pattern:
            if now and not before and stood < problem.terms.idle_months:
                return False
            stood = 0 if now else (1 if before else stood + 1)
            before = now
    return True


def season_cost(problem: consolidation.Problem, runs: tuple[tuple[bool, ...], ...]) -> int:
    terms, tonne = problem.terms, 1_000_000
    fixed = 0
    for room, pattern in zip(problem.rooms, runs, strict=True):
        before = room.running_now
        for t, now in enumerate(pattern):
            fixed += now * room.running_wh[t] // 1000 + (now and not before) * room.start_fen
            fixed += (before and not now) * room.stop_fen
            before = now
    road = {(link.source, link.target): link.fen_per_tonne for link in problem.links}
    planned = [sum(w.weight_g for w in problem.withdrawals if w.month == t) // tonne for t in range(terms.months)]
    room_t = [room.capacity_g // tonne for room in problem.rooms]

    @cache
    def rest(t: int, a: int, b: int) -> int:
        if t == terms.months:
            return 0
        answers = []
        for there, back, lost_a, lost_b in product(range(a + 1), range(b + 1), range(a + 1), range(b + 1)):
            now = (a - there + back - lost_a, b - back + there - lost_b)
            if there + lost_a > a or back + lost_b > b or (there and ("S1", "S2") not in road):
                continue
            held = zip(now, room_t, runs, strict=True)
            if (back and ("S2", "S1") not in road) or any(w > c * on[t] for w, c, on in held):
                continue
            paid = there * road.get(("S1", "S2"), 0) + back * road.get(("S2", "S1"), 0)
            paid += (lost_a + lost_b) * terms.value_fen_per_tonne
            paid += sum(room.per_tonne_wh[t] // 1000 * w for room, w in zip(problem.rooms, now, strict=True))
            for out_a, out_b in product(range(now[0] + 1), range(now[1] + 1)):
                if out_a + out_b <= planned[t]:
                    gap = (planned[t] - out_a - out_b) * terms.missing_fen_per_tonne
                    answers.append(paid + gap + rest(t + 1, now[0] - out_a, now[1] - out_b))
        return min(answers)

    return fixed + rest(0, *(lot.weight_g // tonne for lot in problem.stock))


def best_boxes(problem: packing.Problem) -> int:
    """Least cost in mg over every way to put each head's fruit into a box, let it stay, or divert it."""
    spec, boxes = problem.spec, len(problem.held_g)
    least_g = spec.label_g - min(spec.shortage_g, max(problem.ahead_g, 0) // boxes)

    def ahead(count: int, grams: int) -> int | None:
        if problem.outlook_mg is None or count > spec.most_count:
            return None
        value = int(problem.outlook_mg[count][max(spec.label_g - grams, 0)])
        return None if value == packing.FORBIDDEN else value + 1000 * max(grams - spec.label_g, 0)

    def paid(choice: tuple[int, ...]) -> int | None:
        cost = sum(int(problem.divert_mg[head]) for head, where in enumerate(choice) if where == packing.DIVERTED)
        cost += sum(int(problem.keep_mg[head]) for head, where in enumerate(choice) if where >= 0)
        for box in range(boxes):
            heads = [head for head, where in enumerate(choice) if where == box]
            before = int(problem.held_count[box]), int(problem.held_g[box])
            count = before[0] + sum(int(problem.pieces[head]) for head in heads)
            grams = before[1] + sum(int(problem.weight_g[head]) for head in heads)
            if heads and spec.least_count <= count <= spec.most_count and grams >= least_g:
                cost += max(1000 * (grams - spec.label_g), spec.label_g - grams)
                continue
            cost += problem.unclosed_mg
            if heads:
                after = ahead(count, grams)
                if after is None:
                    return None
                cost += after - (ahead(*before) or 0)
        return cost

    def moves(choice: tuple[int, ...]) -> bool:
        overdue = (
            where == packing.STAYS for where, age in zip(choice, problem.waited, strict=True) if age >= problem.oldest
        )
        moved = any(where != packing.STAYS for where in choice)
        return not any(overdue) and (moved or not choice or not possible())

    def possible() -> bool:
        counts = product((0, 1), repeat=len(problem.weight_g))
        sums = {sum(int(p) for p, take in zip(problem.pieces, chosen, strict=True) if take) for chosen in counts}
        return any(
            spec.least_count <= int(held) + count <= spec.most_count for held in problem.held_count for count in sums
        )

    places = [packing.STAYS, packing.DIVERTED, *range(boxes)]
    choices = (choice for choice in product(places, repeat=len(problem.weight_g)) if moves(choice))
    return min(cost for cost in map(paid, choices) if cost is not None)
