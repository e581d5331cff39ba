"""A plan for other programs: the fields of the command's JSON, weights in grams, money in fen."""

from typing import Any

from lilian.kernel.quantity import GRAMS_PER_TONNE
from lilian.kernel.refusal import untranslated
from lilian.storage.papers.figures import Gain, Worth, intake_worth, room_worth, saving
from lilian.storage.papers.paper import Paper
from lilian.storage.papers.words import Translate, reason


def plan_json(paper: Paper, *, translate: Translate = untranslated) -> dict[str, Any]:
    """Plain lists and dicts, ready for `json.dumps`; days as ISO dates."""
    plan = paper.plan
    return {
        "made_at": paper.made_at.isoformat(),
        "cost_fen": plan.cost_fen,
        "lower_bound_fen": plan.lower_bound_fen,
        "gap": plan.gap,
        "practice_cost_fen": paper.practice.cost_fen,
        "practice_placed_g": paper.practice.placed_g,
        "saved_fen": saving(paper).saved_fen,
        "placed_g": plan.placed_g,
        "unplaced_g": plan.unplaced_g,
        "method": plan.method,
        "assignments": [
            {
                "lot": each.lot,
                "store": each.store,
                "day": each.day.isoformat(),
                "weight_g": each.weight_g,
                "road_km": each.road_km,
                "cost_fen": each.cost_fen,
            }
            for each in plan.assignments
        ],
        "unplaced": [
            {
                "lot": each.lot,
                "weight_g": each.weight_g,
                "why": reason(each.why, translate),
                "remedy": reason(each.remedy, translate),
            }
            for each in plan.unplaced
        ],
        "stores": [
            {
                "store": state.store,
                **_tonne("", room_worth(paper, state)),
                **_tonne("dock_", intake_worth(paper, state)),
                "used_g": state.used_g,
                "free_g": state.free_g,
            }
            for state in plan.store_states
        ],
    }


def _tonne(prefix: str, worth: Worth) -> dict[str, Any]:
    """What one tonne more would do at best, by the plan's prices (`Worth`).

    The price is the most it saves at equal tonnes: 0 where the tonne would be filled with fruit that is left over, and
    `relief` says how much that is and what placing it costs.
    """
    places = worth.gain is Gain.PLACES
    change = worth.fen if places else -worth.fen
    relief = {"more_placed_g": GRAMS_PER_TONNE if places else 0, "cost_change_fen": change}
    return {f"{prefix}price_fen_per_tonne": 0 if places else worth.fen, f"{prefix}relief": relief}
