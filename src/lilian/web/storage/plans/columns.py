"""Columns of the lists of plans and of what goes where."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.storage import queries
from lilian.storage.papers.words import day_words
from lilian.storage.values import PlanStatus
from lilian.web.shell.listing import Column
from lilian.web.shell.tags import tonnes, tonnes_column, whole_yuan, yuan
from lilian.web.storage.plans.frame import moment, status_words
from lilian.web.storage.plans.lines import Line
from lilian.web.storage.plans.paper import period_words, title_of

NONE_YET = "—"


def plan_url(plan: Any) -> str:
    return reverse("storage:plan", args=[plan.pk])


def saved_words(plan: Any) -> str:
    return NONE_YET if plan.status == PlanStatus.COMPUTING else whole_yuan(queries.figures(plan).saved_fen)


PLANS = (
    Column("title", _("方案"), title_of, card="lead", link=plan_url, sub=period_words),
    Column("status", _("状态"), status_words, sort="status", card="right"),
    Column("cost", _("总成本（元）"), lambda p: whole_yuan(p.cost_fen) or NONE_YET, sort="cost_fen", number=True),
    Column("saved", _("比现行做法节省（元）"), saved_words, number=True),
    Column("left", _("未安排（吨）"), lambda p: tonnes(p.unplaced_g) or NONE_YET, sort="unplaced_g", number=True),
    Column("who", _("谁算的"), lambda p: p.created_by, card="hide"),
    Column("at", _("什么时候"), lambda p: moment(p.created_at), sort="created_at"),
)


def lines_columns(plan_id: int) -> tuple[Column, ...]:
    """For a plan's lines; the lot leads to "why this store?"."""

    def why(line: Line) -> SafeString:
        url = reverse("storage:plan_why", args=[plan_id, line.lot])
        return format_html('<a href="{0}" hx-get="{0}" hx-target="#why-body" data-opens="why">{1}</a>', url, line.lot)

    return (
        Column("lot", gettext("批次"), why, sort="lot", card="lead", sub=what),
        Column("village", gettext("村、收购点"), lambda li: li.where, sort="village"),
        Column("day", gettext("到库日期"), lambda li: day_words(li.day, gettext), sort="day"),
        Column("store", gettext("送到"), lambda li: li.store_name, sort="store", sub=lambda li: li.store),
        Column(
            "weight",
            gettext("数量（吨）"),
            lambda li: tonnes_column(li.weight_g, 2),
            sort="weight_g",
            number=True,
            card="right",
        ),
        Column("km", gettext("路程（公里）"), lambda li: f"{li.road_km:.1f}", sort="road_km", number=True),
        Column(
            "per",
            gettext("每吨（元）"),
            lambda li: yuan(li.fen_per_tonne),
            sort="fen_per_tonne",
            number=True,
            card="hide",
        ),
        Column("cost", gettext("费用（元）"), lambda li: yuan(li.cost_fen), sort="cost_fen", number=True, card="hide"),
    )


def what(line: Line) -> str:
    decided = [gettext("人工指定")] if line.is_decided else []
    return " · ".join(part for part in (line.variety, line.grade, *decided) if part)
