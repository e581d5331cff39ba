"""What each address of the low season does."""

from lilian.web.idling.views.deciding import adopt, decisions, replan, withdraw_decision, withdraw_plan
from lilian.web.idling.views.meters import energy, meter, meters, take_back
from lilian.web.idling.views.plans import moves, new, plan_list, plan_page, progress, regrets
from lilian.web.idling.views.saving import saving
from lilian.web.idling.views.tasks import decline, task, tasks
from lilian.web.idling.views.withdrawals import withdrawals

__all__ = [
    "adopt",
    "decisions",
    "decline",
    "energy",
    "meter",
    "meters",
    "moves",
    "new",
    "plan_list",
    "plan_page",
    "progress",
    "regrets",
    "replan",
    "saving",
    "take_back",
    "task",
    "tasks",
    "withdraw_decision",
    "withdraw_plan",
    "withdrawals",
]
