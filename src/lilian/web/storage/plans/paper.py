"""A stored plan with the names people use, as the papers know it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from lilian.storage import papers, queries
from lilian.storage.papers import Paper
from lilian.storage.papers.words import day_words


def title_of(plan: Any) -> str:
    """What people call the plan."""
    if not plan.is_live:
        return str(plan.title)
    return gettext("{day}起 {days} 天的入库方案").format(day=day_words(plan.first_day, gettext), days=plan.days)


def period_words(plan: Any) -> str:
    """From which day to which."""
    last = plan.first_day + timedelta(days=plan.days - 1)
    if plan.days == 1:
        return day_words(plan.first_day, gettext)
    return gettext("{first}至{last}").format(first=day_words(plan.first_day, gettext), last=day_words(last, gettext))


def paper_of(plan: Any) -> Paper:
    """The plan with everything its papers show.

    :raises StillComputing: if it has no answer yet
    """
    made_at = timezone.localtime(plan.run.solved_at)
    return papers.paper_of(queries.documents(plan), made_at=made_at, title=title_of(plan))


def of_day(paper: Paper, day: date | None) -> Paper:
    """The same plan with only what arrives on one day; the stores keep the fill of the whole plan."""
    if day is None:
        return paper
    chosen = tuple(each for each in paper.plan.assignments if each.day == day)
    return replace(paper, plan=replace(paper.plan, assignments=chosen))


def chosen_day(paper: Paper, text: str) -> date | None:
    """A day of the plan by its ISO name; None for all, and for any text that is none of them."""
    return next((day for day in paper.days if day.isoformat() == text), None)
