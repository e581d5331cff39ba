"""Provinces to test with: one solved by hand, one with too little room, and the same asked as one big county."""

from dataclasses import replace

from lilian.planning import province, storage
from lilian.planning.storage.check import exact_cost
from tests.planning.instances import lot, store, terms


def tiny(**changes: object) -> province.Problem:
    """Two counties with 10 t each, 1 km north and south of the shared store G (8 t).

    East's own store is 4 km away, west's 3 km. A tonne in G saves east 3 km and west 2 km, so east gets all of it:
    8 x 1 + 2 x 4 + 10 x 3 = 46 tonne-km = 4600 fen; a tonne more in G would save 3 km: 300 fen.
    """
    east = storage.Problem((lot("P1", 1, 10),), (store("K1", 5, 20),), terms())
    west = storage.Problem((lot("P1", -1, 10),), (store("K1", -4, 20),), terms())
    values = {
        "counties": (province.County("east", east), province.County("west", west)),
        "shared": (province.SharedStore(store("G", 0, 8), ("east", "west")),),
    }
    return province.Problem(**(values | changes))  # type: ignore[arg-type]


def stuck() -> province.Problem:
    """20 t want in; east's own store takes 3 t, west's 4 t, G 8 t: 5 t stay."""
    whole = tiny()
    few = {"east": store("K1", 5, 3), "west": store("K1", -4, 4)}
    counties = (replace(one, problem=replace(one.problem, stores=(few[one.name],))) for one in whole.counties)
    return replace(whole, counties=tuple(counties))


def as_one_county(problem: province.Problem) -> storage.Problem:
    """The whole province as one storage problem, where all terms are the same: lots and stores of all counties, and an
    exclusion for each lot and store that do not belong together."""
    lots, stores, locks, bars = [], [shared.store for shared in problem.shared], [], []
    for one in problem.counties:
        own = {each.code: f"{one.name}/{each.code}" for each in (*one.problem.lots, *one.problem.stores)}
        lots += [replace(each, code=own[each.code]) for each in one.problem.lots]
        stores += [replace(each, code=own[each.code]) for each in one.problem.stores]
        locks += [replace(lock, lot=own[lock.lot], store=own[lock.store]) for lock in one.problem.locks]
        bars += [replace(bar, lot=bar.lot and own[bar.lot], store=own[bar.store]) for bar in one.problem.exclusions]
    guests = {shared.store.code: shared.counties for shared in problem.shared}
    for each in lots:
        county = each.code.split("/")[0]
        for there in stores:
            if county not in guests.get(there.code, (there.code.split("/")[0],)):
                bars.append(storage.Exclusion(there.code, each.code))
    return storage.Problem(tuple(lots), tuple(stores), problem.counties[0].problem.terms, tuple(locks), tuple(bars))


def cost_of(plan: province.Plan) -> float:
    """Of all counties, in fen, unrounded."""
    return sum(exact_cost(one.granted, one.plan) for one in plan.counties)


def weights(plan: province.Plan) -> dict[str, dict[str, int]]:
    """Tonnes by shared store and county."""
    return {state.store: {share.county: share.weight_g // 1_000_000 for share in state.shares} for state in plan.shared}
