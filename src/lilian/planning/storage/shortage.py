"""What stays behind: why, and what would place it."""

import numpy as np

from lilian.kernel.quantity import in_unit, number_text
from lilian.planning.storage.model import Bools, Ints, Model
from lilian.planning.storage.plan import Unplaced
from lilian.planning.storage.reasons import Reason

Answer = tuple[Reason, Reason]


def tonnes(weight_g: int) -> str:
    return number_text(in_unit(weight_g, "吨"), 3)


def unplaced_with_why(model: Model, left: dict[int, dict[int | None, int]], used: Ints) -> tuple[Unplaced, ...]:
    """`left[lot][locked store or None]` grams; `used` (S, D) grams."""
    found = []
    for lot in sorted(left):
        for store, weight_g in left[lot].items():
            why, remedy = explained(model, lot, store, weight_g, used)
            found.append(Unplaced(model.problem.lots[lot].code, weight_g, why, remedy))
    return tuple(found)


def explained(model: Model, lot: int, locked: int | None, weight_g: int, used: Ints) -> Answer:
    """The first rule, from the hardest to the softest, that leaves the lot no store."""
    if locked is not None:
        code = model.problem.stores[locked].code
        return Reason("locked_store_cannot", {"store": code}), Reason(
            "move_lock", {"store": code, "weight_t": tonnes(weight_g)}
        )
    if model.ready[lot] >= model.days:
        return too_late(model, lot)
    return no_suitable_store(model, lot, weight_g) or no_room(model, lot, weight_g, used)


def too_late(model: Model, lot: int) -> Answer:
    harvest = model.problem.lots[lot].harvest_date.isoformat()
    why = Reason("too_late", {"harvest_date": harvest, "last_day": model.problem.terms.last_day.isoformat()})
    return why, Reason("more_days", {"day": harvest})


def no_suitable_store(model: Model, lot: int, weight_g: int) -> Answer | None:
    variety = model.problem.lots[lot].variety
    accepted = model.accepted[lot]
    limit = f"{model.problem.terms.max_temperature_c:g}"
    if not accepted.any():
        fields = {"variety": variety, "weight_t": tonnes(weight_g)}
        return Reason("no_store_accepts", {"variety": variety}), Reason("need_store_for_variety", fields)
    cool = accepted & model.cool
    if not cool.any():
        remedy = Reason("cool_down", {"store": cheapest(model, lot, accepted), "max_temperature_c": limit})
        return Reason("all_too_warm", {"variety": variety, "max_temperature_c": limit}), remedy
    if not model.suits[lot].any():
        return Reason("all_excluded"), Reason("lift_exclusion", {"store": cheapest(model, lot, cool)})
    return None


def no_room(model: Model, lot: int, weight_g: int, used: Ints) -> Answer:
    """All suitable stores are full, or their doors are; a whole lot may also find only gaps too small."""
    suits = model.suits[lot]
    space = np.array([store.free_g for store in model.problem.stores]) - used.sum(axis=1)
    door = (model.intake_g - used)[:, int(model.ready[lot]) :]
    amount = {"weight_t": tonnes(weight_g)}
    if not (suits & (space > 0)).any():
        return Reason("all_full"), Reason("more_space", amount | {"store": cheapest(model, lot, suits)})
    if not (suits & (space > 0) & (door.max(axis=1) > 0)).any():
        roomy = cheapest(model, lot, suits & (space > 0))
        return Reason("all_intake_used_up"), Reason("more_intake", amount | {"store": roomy})
    return Reason("no_whole_fit", amount), Reason("allow_split", amount | {"store": cheapest(model, lot, suits)})


def cheapest(model: Model, lot: int, among: Bools) -> str:
    """Code of the store among these where a tonne of the lot costs least."""
    costs = np.where(among, model.store_cost[lot], np.inf)
    return model.problem.stores[int(costs.argmin())].code
