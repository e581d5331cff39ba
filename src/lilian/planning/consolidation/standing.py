"""A plan walked through once more: what stands in each room each month, and the energy all of it takes."""

from collections import Counter

from lilian.planning.consolidation.plan import Plan
from lilian.planning.consolidation.problem import GRAMS, Problem


def kept_g(problem: Problem, plan: Plan) -> tuple[Counter[str], ...]:
    """Per month, grams by room: after the month's moves and losses, before what is delivered at its end."""
    stock, found = Counter[str](), []
    for lot in problem.stock:
        stock[lot.room] += lot.weight_g
    for month in range(problem.terms.months):
        for move in (one for one in plan.moves if one.month == month):
            stock[move.source] -= move.weight_g
            stock[move.target] += move.weight_g
        for gone in (one for one in plan.lost if one.month == month):
            stock[gone.room] -= gone.weight_g
        found.append(Counter({room: weight for room, weight in stock.items() if weight}))
        for gone in (one for one in plan.delivered if one.month == month):
            stock[gone.room] -= gone.weight_g
    return tuple(found)


def energy_wh(problem: Problem, plan: Plan) -> int:
    """Running, keeping and cooling what was moved, to the Wh."""
    rooms = {room.code: room for room in problem.rooms}
    total = sum(
        wh for room in problem.rooms for wh, runs in zip(room.running_wh, plan.running[room.code], strict=True) if runs
    )
    parts = sum(move.weight_g for move in plan.moves) * problem.terms.loaded_wh_per_tonne
    for month, kept in enumerate(kept_g(problem, plan)):
        parts += sum(rooms[code].per_tonne_wh[month] * weight for code, weight in kept.items())
    return total + (2 * parts + GRAMS) // (2 * GRAMS)
