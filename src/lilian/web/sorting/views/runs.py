"""Runs of the lines, and one of them from what went in to what came out."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lilian.sorting import queries
from lilian.sorting.queries import OverrideCard, RunCard, RunFigures
from lilian.sorting.values import RunState
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import kilos
from lilian.web.sorting import report
from lilian.web.sorting.views.packout import stacked
from lilian.web.sorting.words import share, state_words

MOST_OPEN = 12


def link(card: RunCard) -> str:
    return reverse("sorting:run", args=[card.run_id])


COLUMNS = (
    Column("code", _("分选号"), lambda c: c.code, card="lead", link=link, sub=lambda c: f"{c.day:%Y-%m-%d}"),
    Column("line", _("产线"), lambda c: c.line, sub=lambda c: _("%(n)s 号池") % {"n": c.tank}),
    Column("variety", _("品种"), lambda c: c.variety),
    Column("taken", _("投料（公斤）"), lambda c: kilos(c.taken_g), number=True, card="right"),
    Column("lost", _("损耗"), lambda c: "" if c.lost_g is None else share(c.lost_g, c.taken_g), number=True),
    Column("state", _("状态"), state_words),
)


class Cards:
    """A page of cards made when it is shown."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return int(self.rows.count())

    def __getitem__(self, part: slice) -> list[RunCard]:
        return queries.cards(self.rows[part])


@require_safe
@login_required
def run_list(request: Request) -> HttpResponse:
    found = queries.runs(request.actor)
    ended = Cards(found.filter(closing__isnull=False))
    context = {
        "running": queries.cards(found.filter(closing__isnull=True)[:MOST_OPEN]),
        "listing": Listing(request, COLUMNS, ended, row_key=lambda card: str(card.run_id)),
        "may_run": request.actor.may("sorting.run"),
    }
    return render(request, "sorting/runs.html", context)


@require_safe
@login_required
def run(request: Request, pk: int) -> HttpResponse:
    actor = request.actor
    card, found = queries.card(actor, pk), queries.figures(pk)
    is_open = card.state is RunState.OPEN
    may_override = is_open and actor.may("sorting.override", organisation_id=card.organisation_id)
    context = {
        "card": card,
        "figures": found,
        "state": state_words(card),
        "is_open": is_open,
        "lost": share(card.lost_g, card.taken_g) if card.lost_g is not None else "",
        "inputs": queries.inputs(actor, pk),
        "files": queries.line_files(pk),
        "overrides": decided(queries.overrides(pk), found, actor.user_id),
        "may_run": is_open and actor.may("sorting.run", organisation_id=card.organisation_id),
        "may_override": may_override,
        **of_the_line(found),
        **whose(request, card),
    }
    return render(request, "sorting/run.html", context)


def of_the_line(found: RunFigures) -> dict[str, Any]:
    """What the line's file says, as the page shows it."""
    return {
        "grades": report.grade_lines(found),
        "machine": report.machine(found),
        "outlets": report.outlets(found),
        "chart": report.weight_chart(found),
        "short": report.short_words(found),
        "unseen": report.unseen_words(found),
        "fallen": share(found.fallen, found.fruit),
    }


def decided(cards: list[OverrideCard], found: RunFigures, user_id: int | None) -> list[dict[str, Any]]:
    """Each with its grades in words, and whether the reader is who asked."""
    names = {band.grade: band.name for band in found.standard.bands}
    return [
        {
            "card": card,
            "from_name": names.get(card.from_grade, card.from_grade),
            "to_name": names.get(card.to_grade, card.to_grade),
            "is_own": user_id is not None and card.asker_id == user_id,
        }
        for card in cards
    ]


def whose(request: Request, card: RunCard) -> dict[str, Any]:
    """Whose fruit came out as what, of a closed run; a grower sees the own."""
    if card.state is not RunState.CLOSED:
        return {}
    lines, measured = queries.by_grower(card.run_id)
    own = queries.own_lines(request.actor, card.run_id, lines)
    rows = [(line.name, line.grams) for line in own]
    return {"growers": own, "measured": measured, "growers_chart": stacked(rows)}
