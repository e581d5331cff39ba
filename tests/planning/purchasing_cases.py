"""Purchasing instances: `tiny` solved by hand, `county` at a county's size, `stuck` impossible on purpose, and `small`
ones at random for brute force."""

from dataclasses import replace
from random import Random

from lilian.planning.purchasing import Exclusion, Item, Member, Need, Offer, Problem, Scheme, Supplier

UREA, BAGS = "尿素", "套袋"


def tiny(**changes: object) -> Problem:
    """Mei in village A needs 6 of urea, Qiao in village B needs 3. S1: 10 fen, from 10 units on 8. S2: 9 fen.

    Nine units: at S1 9 x 10 = 90, at S2 9 x 9 = 81. Ten units at S1: 10 x 8 = 80, one of them for nobody: cheapest.
    Alone, Mei pays 54 (S2), Qiao 27: together 81, so any shares with Mei <= 54 and Qiao <= 27 that sum to 80 hold.
    """
    values: dict[str, object] = {
        "items": (Item(UREA),),
        "members": (Member("Mei", "A"), Member("Qiao", "B")),
        "needs": (Need("Mei", UREA, 6), Need("Qiao", UREA, 3)),
        "suppliers": (Supplier("S1", Scheme(starts=(0, 10))), Supplier("S2")),
        "offers": (Offer("S1", UREA, ((10,), (8,))), Offer("S2", UREA, ((9,),))),
    }
    return Problem(**(values | changes))  # type: ignore[arg-type]


def stuck() -> Problem:
    """Nine of urea and two of bags are wanted. S1 can deliver 4 urea, S2 is excluded by people, and nobody's bags are
    good enough: 5 + 2 are missing. The 4 cost 40."""
    problem = tiny()
    return replace(
        problem,
        items=(Item(UREA), Item(BAGS, min_quality=2)),
        needs=(*problem.needs, Need("Mei", BAGS, 2)),
        offers=(replace(problem.offers[0], capacity=4), problem.offers[1], Offer("S1", BAGS, ((1,), (1,)), quality=1)),
        exclusions=(Exclusion("S2", reason="上次送来假货"),),
    )


def county(suppliers: int = 8, items: int = 24, members: int = 460, villages: int = 29, seed: int = 0) -> Problem:
    """Spring buying: two deliveries, steps on the value or the units of an order, packs, least orders, freight by
    distance. Prices in fen a bag or a box."""
    random = Random(seed)
    homes = [(random.uniform(0, 40), random.uniform(0, 40)) for _ in range(villages)]
    made_items = tuple(
        Item(f"I{i:02d}", hold_fen=random.randint(2, 20), load=random.choice((1, 2, 5))) for i in range(items)
    )
    base = [random.randint(1500, 15000) for _ in made_items]
    made_members = tuple(Member(f"M{m:03d}", f"V{random.randrange(villages):02d}") for m in range(members))
    needs = [
        Need(member.code, item.code, random.randint(1, 40), random.randrange(2))
        for member in made_members
        for item in random.sample(made_items, 4)
    ]
    wanted = sum(need.quantity for need in needs)
    made_suppliers, offers = [], []
    for s in range(suppliers):
        code, (x, y) = f"S{s:02d}", (random.uniform(0, 40), random.uniform(0, 40))
        first = int(wanted * random.uniform(0.02, 0.08))
        starts = (0, first, first * 2, first * 4)
        freight = {f"V{v:02d}": round(6 * ((a - x) ** 2 + (b - y) ** 2) ** 0.5) for v, (a, b) in enumerate(homes)}
        made_suppliers.append(
            Supplier(code, Scheme(starts=starts), minimum=first // 4, order_fen=30_000, freight_fen=freight)
        )
        cut, pack = random.uniform(0.01, 0.03), random.choice((1, 1, 5, 10))
        for i, item in enumerate(made_items):
            if random.random() < 0.6:
                price = base[i] * random.uniform(0.92, 1.2)
                prices = tuple((round(price * (1 - cut * k)),) for k in range(4))
                offers.append(Offer(code, item.code, prices, pack=pack))
    return Problem(made_items, made_members, tuple(needs), tuple(made_suppliers), tuple(offers), periods=2)


def small(seed: int) -> Problem:
    """Two suppliers with at most four lines between them, and any rule at random."""
    random = Random(seed)
    periods = random.choice((1, 1, 2))
    items = 1 if periods == 2 else random.choice((1, 2))
    villages = ("A", "B")
    made_items = tuple(
        Item(f"I{i}", random.randrange(3), random.randint(1, 2), random.randrange(2), random.choice((None, None, 1)))
        for i in range(items)
    )
    members = (Member("Mei", "A"), Member("Qiao", "B"))
    needs = tuple(
        Need(member.code, item.code, random.randint(1, 3), period)
        for member in members
        for item in made_items
        for period in range(periods)
        if random.random() < 0.6
    )
    suppliers = tuple(small_supplier(random, f"S{s}", periods, villages) for s in range(2))
    offers = tuple(small_offer(random, s, item.code) for s in suppliers for item in made_items)
    exclusions = (Exclusion("S1", "I0"),) if random.random() < 0.1 else ()
    return Problem(
        made_items, members, needs, suppliers, offers, periods, random.choice((None, None, None, 1)), exclusions
    )


def small_supplier(random: Random, code: str, periods: int, villages: tuple[str, ...]) -> Supplier:
    basis = random.choice(("quantity", "quantity", "value"))
    kind = random.choice(("all_units", "all_units", "incremental"))
    unit = 1 if basis == "quantity" else 9
    starts = random.choice(((0,), (0, 3 * unit), (0, 2 * unit, 5 * unit)))
    most = 3 if basis == "quantity" else 2500
    rebates = tuple(sorted(random.randint(0, most) for _ in starts)) if kind == "incremental" else ()
    return Supplier(
        code,
        Scheme(kind, basis, starts, rebates, random.choice(("order", "order", "season"))),
        minimum=random.choice((0, 0, 2 * unit)),
        capacity=random.choice((None, None, tuple(random.randint(2, 9) for _ in range(periods)))),
        order_fen=random.choice((0, 5)),
        freight_fen=random.choice((None, {"A": random.randint(0, 3), "B": random.randint(0, 3)}, {"A": 1})),
    )


def small_offer(random: Random, supplier: Supplier, item: str) -> Offer:
    steps = 1 if supplier.scheme.kind == "incremental" else len(supplier.scheme.starts)
    starts = random.choice(((0,), (0,), (0, 3), (0, 2, 4)))
    price = random.randint(6, 12)
    prices = tuple(
        tuple(max(0, price - k * random.randint(0, 2) - b * random.randint(0, 2)) for b in range(len(starts)))
        for k in range(steps)
    )
    return Offer(
        supplier.code,
        item,
        prices,
        starts,
        random.choice(("all_units", "incremental")),
        pack=random.choice((1, 1, 2)),
        minimum=random.choice((0, 0, 2)),
        capacity=random.choice((None, None, 4)),
        quality=random.choice((0, 1, 1)),
        order_fen=random.choice((0, 0, 3)),
        unit_load=random.choice((1, 1, 2)),
        order_load=random.choice((0, 0, 1)),
    )


def trio(seed: int) -> Problem:
    """Three members and two suppliers of one item, with steps, packs and freight."""
    random = Random(seed)
    members = tuple(Member(name, village) for name, village in (("Mei", "A"), ("Qiao", "B"), ("Guo", "C")))
    needs = tuple(Need(member.code, UREA, random.randint(1, 4)) for member in members)
    price = random.randint(20, 30)
    starts = (0, random.randint(3, 5), random.randint(6, 9))
    freight = {member.village: random.randint(0, 4) for member in members}
    suppliers = (
        Supplier("S1", Scheme(starts=starts), freight_fen=freight),
        Supplier("S2", order_fen=random.randint(0, 9)),
    )
    offers = (
        Offer("S1", UREA, ((price,), (price - 3,), (price - 7,))),
        Offer("S2", UREA, ((price - random.randint(0, 5),),), pack=random.choice((1, 2, 3))),
    )
    return Problem((Item(UREA),), members, needs, suppliers, offers)


def lot_sizing(items: int, periods: int, seed: int) -> Problem:
    """One supplier with a capacity; every order of an item costs money and load beside; stock is kept at a price."""
    random = Random(seed)
    goods = tuple(Item(f"I{i}", hold_fen=random.randint(2, 9)) for i in range(items))
    needs = tuple(
        Need("M", item.code, random.randint(5, 40), t)
        for item in goods
        for t in range(periods)
        if random.random() < (0.8 if t else 0.4)
    )
    offers = tuple(
        Offer("S", item.code, ((0,),), order_fen=random.randint(100, 400), order_load=random.randint(5, 15))
        for item in goods
    )
    wanted = [sum(need.quantity for need in needs if need.period <= t) / (t + 1) for t in range(periods)]
    room = int(max(wanted)) + 8 * items
    supplier = Supplier("S", capacity=(room,) * periods)
    return Problem(goods, (Member("M", "V"),), needs, (supplier,), offers, periods=periods)
