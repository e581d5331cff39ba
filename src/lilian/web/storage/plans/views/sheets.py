"""Lists for paper: what each store receives, what each village sends; A4, black and white will do."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.storage import queries
from lilian.storage.papers.words import day_words
from lilian.web.shell.requests import Request
from lilian.web.storage.plans.frame import frame
from lilian.web.storage.plans.lines import Line, lines_of, weight_of
from lilian.web.storage.plans.paper import paper_of


@dataclass(frozen=True)
class SheetOfDay:
    day: str
    lines: tuple[Line, ...]

    @property
    def weight_g(self) -> int:
        return weight_of(self.lines)


@dataclass(frozen=True)
class ListFor:
    """One sheet of paper: for a store or a village, day by day."""

    key: str
    name: str
    about: str
    days: tuple[SheetOfDay, ...]

    @property
    def weight_g(self) -> int:
        return sum(day.weight_g for day in self.days)

    @property
    def loads(self) -> int:
        return sum(len(day.lines) for day in self.days)


def grouped(lines: list[Line], key: Callable[[Line], str]) -> dict[str, list[Line]]:
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        groups[key(line)].append(line)
    return dict(sorted(groups.items()))


def by_day(lines: list[Line]) -> tuple[SheetOfDay, ...]:
    days = grouped(lines, lambda line: line.day.isoformat())
    return tuple(SheetOfDay(day_words(found[0].day, gettext), tuple(found)) for found in days.values())


@require_safe
@login_required
def papers(request: Request, pk: int) -> HttpResponse:
    """Everything that can be printed or taken along."""
    plan = queries.plan(request.actor, pk)
    paper = paper_of(plan)
    villages = {paper.lot_note(each.lot).village for each in paper.plan.assignments}
    context = {"stores_used": len({each.store for each in paper.plan.assignments}), "villages": len(villages)}
    return render(request, "storage/plans/papers.html", frame(request, plan, "plan_papers") | context)


@require_safe
@login_required
def arrival_lists(request: Request, pk: int) -> HttpResponse:
    """One list per store; `?store=` prints one alone."""
    plan = queries.plan(request.actor, pk)
    paper = paper_of(plan)
    groups = grouped(lines_of(paper), lambda line: line.store)
    lists = []
    for code, lines in groups.items():
        note = paper.store_note(code)
        lists.append(ListFor(code, note.name, " ".join(filter(None, (code, note.town, note.keeper))), by_day(lines)))
    return printed(request, plan, lists, request.GET.get("store", ""), is_arrival=True)


@require_safe
@login_required
def dispatch_lists(request: Request, pk: int) -> HttpResponse:
    """One list per village; `?village=` prints one alone."""
    plan = queries.plan(request.actor, pk)
    groups = grouped(lines_of(paper_of(plan)), lambda line: line.village)
    lists = [ListFor(village, village, "", by_day(lines)) for village, lines in groups.items()]
    return printed(request, plan, lists, request.GET.get("village", ""), is_arrival=False)


def printed(request: Request, plan: Any, lists: list[ListFor], only: str, *, is_arrival: bool) -> HttpResponse:
    chosen = [one for one in lists if one.key == only] or lists
    context = {"lists": chosen, "all": lists, "only": only, "is_arrival": is_arrival}
    return render(request, "storage/plans/printed.html", frame(request, plan, "plan_papers") | context)
