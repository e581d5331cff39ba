"""Views of plans and arrivals."""

from lilian.web.storage.plans.views.actual import actual
from lilian.web.storage.plans.views.adopting import adopt, withdraw_plan
from lilian.web.storage.plans.views.arrivals import arrival, arrivals, take_back
from lilian.web.storage.plans.views.downloads import plan_as_json, plan_html, plan_xlsx
from lilian.web.storage.plans.views.result import comparison, lots, plan_list, plan_page, progress, stores
from lilian.web.storage.plans.views.rules import forbid_store, replan, rules, withdraw
from lilian.web.storage.plans.views.sheets import arrival_lists, dispatch_lists, papers
from lilian.web.storage.plans.views.starting import new, start_live
from lilian.web.storage.plans.views.unplanned import take_back_unplanned, unplanned
from lilian.web.storage.plans.views.what_if import what_if
from lilian.web.storage.plans.views.why import why
from lilian.web.storage.plans.views.workbook import marked_workbook, send_workbook, start_workbook, workbook

__all__ = [
    "actual",
    "adopt",
    "arrival",
    "arrival_lists",
    "arrivals",
    "comparison",
    "dispatch_lists",
    "forbid_store",
    "lots",
    "marked_workbook",
    "new",
    "papers",
    "plan_as_json",
    "plan_html",
    "plan_list",
    "plan_page",
    "plan_xlsx",
    "progress",
    "replan",
    "rules",
    "send_workbook",
    "start_live",
    "start_workbook",
    "stores",
    "take_back",
    "take_back_unplanned",
    "unplanned",
    "what_if",
    "why",
    "withdraw",
    "withdraw_plan",
    "workbook",
]
