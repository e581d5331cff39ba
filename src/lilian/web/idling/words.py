"""Figures and months as people read them."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from lilian.idling.queries import months_of
from lilian.storage.values import PLAN_STATUS_NAMES, PlanStatus


def kwh(wh: int | None, places: int = 0) -> str:
    return "—" if wh is None else f"{wh / 1_000:,.{places}f}".replace("-", "−")


def month_words(month: date) -> str:
    return date_format(month, gettext("n月"))


def moment(at: Any) -> str:
    return date_format(timezone.localtime(at), gettext("m-d H:i")) if at else ""


def title_of(plan: Any) -> str:
    first, last = plan.first_month, months_of(plan)[-1]
    said = {"first": date_format(first, gettext("Y年n月")), "last": date_format(last, gettext("Y年n月"))}
    return gettext("{first} 到 {last} 并库方案").format(**said)


def saved_fen(plan: Any) -> int:
    """Against today's practice; of a plan that is worked out."""
    return int(plan.practice_cost_fen - plan.cost_fen)


def saved_wh(plan: Any) -> int:
    return int(plan.practice_energy_wh - plan.energy_wh)


def status_words(plan: Any) -> str:
    return gettext(PLAN_STATUS_NAMES[PlanStatus(plan.status)])
