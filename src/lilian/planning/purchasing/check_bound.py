"""An auditor's check of a purchasing certificate, in whole numbers. Shares no code with the solver."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from lilian.planning.purchasing.certificate import Certificate, Prices, Split
from lilian.planning.purchasing.check_order import NEVER, Choice, Leg, Load, Span, best_toll, choice
from lilian.planning.purchasing.check_room import Taking, least_within
from lilian.planning.purchasing.problem import Offer, Problem, Supplier

PARTS = 10_000  # sums are in 1/(scale x PARTS) fen, so that a rebate on value is a whole number
Question = tuple[str, str, str | None, int | None]  # as in Split: asks, supplier, item, period
ANY = (0, NEVER)


def certificate_faults(problem: Problem, certificate: Certificate, *, players: Collection[str] = ()) -> Iterator[str]:
    """Whatever makes it no certificate of this problem. `players`: those who may be asked about."""
    counts = len(wants_of(problem)), len(capacities_of(problem)), len(winners_of(problem))
    if certificate.scale < 1 or certificate.most_missing < 0:
        yield "the certificate's scale or most_missing makes no sense"
    for row in certificate.prices:
        if (len(row.wants), len(row.capacities), len(row.winners)) != counts:
            yield "the certificate's prices are not those of this problem"
        if min((*row.wants, *row.capacities, *row.winners, row.missing or 0), default=0) < 0:
            yield "a price is negative"
        if row.missing is None and certificate.most_missing:
            yield "prices say nothing of what may be missing"
    if not certificate.prices:
        yield "the certificate has no prices"
    known = {(o.supplier, o.item, t) for o in problem.offers for t in periods_of(problem, o)}
    suppliers = {supplier.code: supplier for supplier in problem.suppliers}
    for number, split in enumerate(certificate.splits):
        for side in (split.yes, split.no):
            if not (number < side < len(certificate.splits) or -len(certificate.prices) <= side < 0):
                yield f"split {number}: {side} is neither a later split nor a leaf"
        if split.asks == "player":
            if split.supplier not in players or split.least != 1:
                yield f"split {number}: it asks about what does not exist"
            continue
        named = split.supplier in suppliers and sensible(split, suppliers[split.supplier], problem.periods)
        if not named or (split.asks == "line" and (split.supplier, split.item, split.period) not in known):
            yield f"split {number}: it asks about what does not exist"


def sensible(split: Split, supplier: Supplier, periods: int) -> bool:
    if split.asks == "total" and supplier.scheme.span == "season":
        return split.period is None
    return split.period is not None and 0 <= split.period < periods and (split.asks != "order" or split.least == 1)


def periods_of(problem: Problem, offer: Offer) -> list[int]:
    return list(range(problem.periods)) if offer.periods is None else sorted(offer.periods)


def wants_of(problem: Problem) -> dict[tuple[str, str, int], int]:
    """Units by (village, item, period), sorted."""
    home, units = {member.code: member.village for member in problem.members}, Counter[tuple[str, str, int]]()
    for need in problem.needs:
        units[home[need.member], need.item, need.period] += need.quantity
    return dict(sorted(units.items()))


def capacities_of(problem: Problem) -> list[tuple[str, int]]:
    limited = [supplier.code for supplier in problem.suppliers if supplier.capacity is not None]
    return sorted((code, period) for code in limited for period in range(problem.periods))


def winners_of(problem: Problem) -> list[tuple[str, str, int]]:
    limited = {item.code for item in problem.items if item.max_suppliers is not None}
    return sorted(
        (o.item, o.supplier, period) for o in problem.offers if o.item in limited for period in periods_of(problem, o)
    )


@dataclass
class Answers:
    """What has been answered on the way to a leaf: the span of each total, order or line."""

    spans: dict[Question, Span] = field(default_factory=dict)

    def of(self, asks: str, supplier: str, item: str | None, period: int | None) -> Span:
        return self.spans.get((asks, supplier, item, period), ANY)

    def also(self, split: Split, yes: bool) -> "Answers":
        question = split.asks, split.supplier, split.item if split.asks == "line" else None, split.period
        low, high = self.of(*question)
        span = (max(low, split.least), high) if yes else (low, min(high, split.least))
        return Answers({**self.spans, question: span})

    def lines(self, supplier: str, period: int) -> tuple[tuple[Question, Span], ...]:
        mine = (item for item in self.spans.items() if item[0][0] == "line" and item[0][1::2] == (supplier, period))
        return tuple(sorted(mine))

    def about(self, supplier: str) -> tuple[tuple[Question, Span], ...]:
        mine = (item for item in self.spans.items() if item[0][0] != "player" and item[0][1] == supplier)
        return tuple(sorted(mine, key=repr))


class Auditor:
    """Bounds every leaf again. `costs`: what a plan costs, in fen; else the units it leaves missing."""

    def __init__(self, problem: Problem, certificate: Certificate, *, costs: bool = True) -> None:
        self.problem, self.certificate, self.costs = problem, certificate, costs
        self.unit = certificate.scale * PARTS
        self.items = {item.code: item for item in problem.items}
        self.wants = wants_of(problem)
        self.waiting: dict[str, list[tuple[int, str, int, int]]] = {}
        for number, ((village, item, period), units) in enumerate(self.wants.items()):
            self.waiting.setdefault(item, []).append((number, village, period, units))
        self.capacities = {key: number for number, key in enumerate(capacities_of(problem))}
        self.winners = {key: number for number, key in enumerate(winners_of(problem))}
        barred = {(out.supplier, out.item) for out in problem.exclusions}
        least = {item.code: item.min_quality for item in problem.items}
        self.lines: dict[tuple[str, int], list[Offer]] = {}
        for offer in problem.offers:
            out = {(offer.supplier, None), (offer.supplier, offer.item)} & barred
            for period in periods_of(problem, offer) if offer.quality >= least[offer.item] and not out else ():
                self.lines.setdefault((offer.supplier, period), []).append(offer)
        self.values: dict[tuple[int, str, object], int] = {}
        self.legs_known: dict[tuple[int, str, int], list[Leg]] = {}
        self.choices: dict[tuple[int, int, str, str, int, Span], Choice] = {}
        self.rooms: dict[tuple[int, int, str, int, tuple[tuple[Question, Span], ...]], int] = {}

    def bound(self) -> int:
        """No plan goes below: the least of all leaves, rounded up, for a plan comes in whole fen and units."""
        return max(0, self.lowest())

    def lowest(self) -> int:
        least, waiting = NEVER, [(0 if self.certificate.splits else -1, Answers())]
        while waiting:
            at, answers = waiting.pop()
            if at < 0:
                least = min(least, self.leaf(-1 - at, answers))
                continue
            split = self.certificate.splits[at]
            waiting += [(split.yes, answers.also(split, True)), (split.no, answers.also(split, False))]
        return -(-least // self.unit)

    def leaf(self, row: int, answers: Answers) -> int:
        prices = self.certificate.prices[row]
        total = self.served(prices, answers)
        if self.costs:
            total -= (prices.missing or 0) * PARTS * self.certificate.most_missing
        total -= self.most_winners(prices)
        must, may = 0, []
        for supplier in self.problem.suppliers:
            value, forced = self.supplier(row, supplier, answers)
            if value >= NEVER:
                return NEVER
            total += value
            if forced:
                must += 1
            else:
                may.append(value)
        if self.problem.max_suppliers is not None:
            room = self.problem.max_suppliers - must
            if room < 0:
                return NEVER
            total -= sum(sorted(may)[room:])
        return total

    def served(self, prices: Prices, _: Answers) -> int:
        """What all that is needed is worth; here whoever needs it is served, whatever was answered."""
        return sum(units * self.worth(prices, want) for want, units in enumerate(self.wants.values()))

    def most_winners(self, prices: Prices) -> int:
        """What the lines taken can pay for winning: at most so many suppliers of an item do."""
        paid: dict[str, Counter[str]] = {}
        for (item, supplier, _), price in zip(self.winners, prices.winners, strict=True):
            paid.setdefault(item, Counter())[supplier] += price * PARTS
        most = {item.code: item.max_suppliers for item in self.problem.items}
        return sum(sum(sorted(by.values(), reverse=True)[: most[item]]) for item, by in paid.items())

    def supplier(self, row: int, supplier: Supplier, answers: Answers) -> tuple[int, bool]:
        """(what it adds at least, whether something must be bought of it); at most 0 unless something must."""
        mine = answers.about(supplier.code)
        key = row, supplier.code, mine
        forced = any(low > 0 for _, (low, _) in mine)
        if key not in self.values:
            self.values[key] = Desk(self, row, supplier, answers).least()
        return self.values[key], forced

    def legs(self, row: int, supplier: Supplier, period: int) -> list[Leg]:
        key = row, supplier.code, period
        if key not in self.legs_known:
            here = self.lines.get((supplier.code, period), [])
            self.legs_known[key] = [self.leg(row, supplier, offer, period) for offer in here]
        return self.legs_known[key]

    def leg(self, row: int, supplier: Supplier, offer: Offer, period: int) -> Leg:
        prices, item, gains = self.certificate.prices[row], self.items[offer.item], []
        for number, village, when, units in self.waiting.get(offer.item, ()):
            freight = 0 if supplier.freight_fen is None else supplier.freight_fen.get(village)
            if when < period or freight is None:
                continue
            carried = (freight * item.load + item.hold_fen * (when - period)) * self.unit * self.costs
            worth = self.worth(prices, number) - carried
            if worth > 0:
                gains.append((worth, units))
        toll, taking = self.toll(prices, supplier.code, period), 0
        if item.max_suppliers is not None:
            taking = prices.winners[self.winners[item.code, supplier.code, period]] * PARTS
        weight = 1 if supplier.scheme.basis == "quantity" else offer.prices_fen[0][0]
        once = offer.order_fen * self.unit * self.costs + toll * offer.order_load + taking
        return Leg(offer, weight, tuple(sorted(gains, reverse=True)), toll * offer.unit_load, once)

    def worth(self, prices: Prices, want: int) -> int:
        """Of a unit served: never more than leaving it missing costs."""
        price = prices.wants[want] * PARTS
        if prices.missing is not None:
            price = min(price, prices.missing * PARTS)
        return price if self.costs else min(price, self.unit)

    def toll(self, prices: Prices, supplier: str, period: int) -> int:
        """Of one load unit of its capacity."""
        if (supplier, period) not in self.capacities:
            return 0
        return prices.capacities[self.capacities[supplier, period]] * PARTS


@dataclass(frozen=True)
class Desk:
    """One supplier, at one row of prices, with some questions answered."""

    auditor: Auditor
    row: int
    supplier: Supplier
    answers: Answers

    def least(self) -> int:
        periods = range(self.auditor.problem.periods)
        if self.supplier.scheme.span == "season":
            return self.season()
        total = 0
        for period in periods:
            total += min(NEVER, self.order(period))
        return min(NEVER, total)

    def order(self, period: int) -> int:
        """Nothing, or the best of the steps an order may reach."""
        low, high = self.answers.of("total", self.supplier.code, None, period)
        found = [0] if low == 0 and not self.must(period) else []
        if self.may(period):
            for step, (start, end, rate, base) in enumerate(self.steps()):
                span = max(low, start, self.supplier.minimum), min(high, end)
                if span[0] < span[1]:
                    row = step if self.supplier.scheme.kind == "all_units" else 0
                    load = Load(self.points(row, period), rate, base, self.auditor.unit)
                    value = self.fee(period) + load.least(span)
                    if self.supplier.capacity is not None and not rate:
                        value = max(value, self.room(row, period))
                    found.append(value)
        return min(found, default=NEVER)

    def room(self, row: int, period: int) -> int:
        """An order at a step, whatever its total, by what fits in its capacity instead of the price of that."""
        auditor, code = self.auditor, self.supplier.code
        assert self.supplier.capacity is not None
        key = self.row, row, code, period, self.answers.lines(code, period)
        if key not in auditor.rooms:
            legs = auditor.legs(self.row, self.supplier, period)
            takings = [self.taking(leg, row, period) for leg in legs]
            auditor.rooms[key] = least_within(takings, self.supplier.capacity[period])
        return min(NEVER, auditor.rooms[key] + self.supplier.order_fen * auditor.unit * auditor.costs)

    def taking(self, leg: Leg, row: int, period: int) -> Taking:
        auditor, offer = self.auditor, leg.offer
        toll = auditor.toll(auditor.certificate.prices[self.row], offer.supplier, period)
        low, high = self.answers.of("line", offer.supplier, offer.item, period)
        bare = replace(leg, weight=1, unit=leg.unit - toll * offer.unit_load, once=leg.once - toll * offer.order_load)
        corners = choice(bare, row, (max(1, low), high), auditor.unit * auditor.costs).corners
        return Taking([(n * offer.unit_load + offer.order_load, cost) for n, cost in corners], may_leave=low <= 0)

    def must(self, period: int) -> bool:
        code = self.supplier.code
        lines = [s for q, s in self.answers.spans.items() if q[0] == "line" and (q[1], q[3]) == (code, period)]
        return self.answers.of("order", code, None, period)[0] > 0 or any(low > 0 for low, _ in lines)

    def may(self, period: int) -> bool:
        return self.answers.of("order", self.supplier.code, None, period)[1] > 1

    def fee(self, period: int) -> int:
        """Of an order, less what its whole capacity is worth."""
        auditor, code = self.auditor, self.supplier.code
        toll = auditor.toll(auditor.certificate.prices[self.row], code, period)
        room = self.supplier.capacity[period] if self.supplier.capacity is not None else 0
        return self.supplier.order_fen * auditor.unit * auditor.costs - toll * room

    def steps(self) -> Iterator[tuple[int, int, int, int]]:
        """(from, to, what one more of the total earns, what it has earned at `from`) of each step or band."""
        scheme, earned = self.supplier.scheme, 0
        worth = self.auditor.unit // (PARTS if scheme.basis == "value" else 1) * self.auditor.costs
        for step, start in enumerate(scheme.starts):
            end = scheme.starts[step + 1] if step + 1 < len(scheme.starts) else NEVER
            rate = scheme.rebates[step] * worth if scheme.kind == "incremental" else 0
            yield start, end, rate, earned - rate * start
            earned += rate * (end - start) if end < NEVER else 0

    def points(self, row: int, period: int) -> list[Choice]:
        """Of each line: every amount that may be best, whatever the toll."""
        auditor = self.auditor
        found: list[Choice] = []
        for leg in auditor.legs(self.row, self.supplier, period):
            span = self.answers.of("line", self.supplier.code, leg.offer.item, period)
            key = self.row, row, leg.offer.supplier, leg.offer.item, period, span
            if key not in auditor.choices:
                auditor.choices[key] = choice(leg, row, span, auditor.unit * auditor.costs)
            found.append(auditor.choices[key])
        return found

    def season(self) -> int:
        """The best step of the season; in each period an order or none."""
        low, high = self.answers.of("total", self.supplier.code, None, None)
        found = []
        for step, (start, end, rate, base) in enumerate(self.steps()):
            span = max(low, start), min(high, end)
            if span[0] < span[1]:
                row = step if self.supplier.scheme.kind == "all_units" else 0
                found.append(self.in_season(row, span, rate) - base)
        return min(found, default=NEVER)

    def in_season(self, row: int, span: Span, rate: int) -> int:
        periods = [(t, self.points(row, t)) for t in range(self.auditor.problem.periods)]

        def value(toll: int) -> int:
            total = toll * span[0] if toll > 0 else toll * (span[1] - 1) if toll else 0
            for period, points in periods:
                best = [] if self.must(period) else [0]
                if self.may(period):
                    load = Load(points, rate + toll, 0, 1)
                    best.append(self.fee(period) + load.least((self.supplier.minimum, NEVER)))
                total += min(best, default=NEVER)
            return total

        return best_toll(value, span)
