"""Acts of the low season: each is all of it or none, and on record."""

from lilian.idling.actions.adopting import adopt_plan, withdraw_plan
from lilian.idling.actions.decisions import decide, withdraw_decision
from lilian.idling.actions.imports import import_rows
from lilian.idling.actions.meters import read_meters, take_back_reading
from lilian.idling.actions.plans import question, start_plan
from lilian.idling.actions.tasks import decline_task, do_task
from lilian.idling.actions.withdrawals import plan_withdrawals

__all__ = [
    "adopt_plan",
    "decide",
    "decline_task",
    "do_task",
    "import_rows",
    "plan_withdrawals",
    "question",
    "read_meters",
    "start_plan",
    "take_back_reading",
    "withdraw_decision",
    "withdraw_plan",
]
