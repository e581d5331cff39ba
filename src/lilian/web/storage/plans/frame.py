"""What stands around every page of one plan: its name, where it stands, the ways on."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.storage import queries
from lilian.storage.values import PLAN_STATUS_NAMES, PlanStatus
from lilian.web.shell.requests import Request
from lilian.web.storage.plans.paper import period_words, title_of

TABS = (
    ("plan", _("总览")),
    ("plan_lots", _("各批去向")),
    ("plan_stores", _("各库")),
    ("plan_comparison", _("和现行做法比")),
    ("plan_rules", _("人定的安排")),
    ("plan_what_if", _("试一试")),
    ("plan_papers", _("单据和下载")),
)
ACTUAL = ("plan_actual", _("计划与实到"))
TONES = {
    PlanStatus.COMPUTING: "",
    PlanStatus.READY: "gold",
    PlanStatus.ADOPTED: "good",
    PlanStatus.WITHDRAWN: "",
}


@dataclass(frozen=True)
class Tab:
    url: str
    label: str
    here: bool


def moment(at: Any) -> str:
    return date_format(timezone.localtime(at), gettext("m-d H:i")) if at else ""


def status_words(plan: Any) -> str:
    return gettext(PLAN_STATUS_NAMES[PlanStatus(plan.status)])


def status_tone(plan: Any) -> str:
    return TONES[PlanStatus(plan.status)]


def purpose_of(plan: Any) -> str:
    source = gettext("按各库和各批次的现有数据") if plan.is_live else gettext("按上传的工作簿")
    words = gettext("{period} · {source} · {who} {at} 开始计算")
    return words.format(period=period_words(plan), source=source, who=plan.created_by, at=moment(plan.created_at))


def newest_of(actor: Actor, plan: Any) -> Any:
    """The latest plan of the same question."""
    root = plan.root_id or plan.pk
    return queries.plans(actor).filter(Q(pk=root) | Q(root_id=root)).order_by("-pk").first()


def rules_not_in(plan: Any) -> int:
    """How many decisions were set or withdrawn after this plan was asked for."""
    asked = plan.created_at
    set_since = Q(set_at__gt=asked, withdrawn_at__isnull=True)
    withdrawn_since = Q(set_at__lte=asked, withdrawn_at__gt=asked)
    return queries.rules_of(plan).filter(set_since | withdrawn_since).count()


def tabs_of(plan: Any, here: str) -> list[Tab]:
    shown = [*TABS, ACTUAL] if plan.adopted_at else [*TABS]
    return [Tab(reverse(f"storage:{name}", args=[plan.pk]), str(label), name == here) for name, label in shown]


def frame(request: Request, plan: Any, here: str) -> dict[str, Any]:
    """The context every page of a plan begins with."""
    newest = newest_of(request.actor, plan)
    return {
        "plan": plan,
        "title": title_of(plan),
        "purpose": purpose_of(plan),
        "status": status_words(plan),
        "tone": status_tone(plan),
        "tabs": tabs_of(plan, here),
        "newer": newest if newest.pk != plan.pk else None,
        "rules_not_in": rules_not_in(plan) if plan.status == PlanStatus.READY else 0,
        "may_run": request.actor.may("storage.run_plan"),
        "may_adopt": plan.status == PlanStatus.READY and request.actor.may("storage.adopt_plan"),
        "may_withdraw": plan.status == PlanStatus.ADOPTED and request.actor.may("storage.adopt_plan"),
        "is_adopted": plan.status == PlanStatus.ADOPTED,
        "adopted_at": moment(plan.adopted_at),
    }
