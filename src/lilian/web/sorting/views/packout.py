"""Whose fruit came out as what: a grower sees the own, an organisation everybody's on its lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lilian.catalog.queries import grade_names
from lilian.drawing import Layer, Stack, share_bars
from lilian.sorting import queries
from lilian.web.shell.drawings import drawn
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import kilos
from lilian.web.sorting.words import share

MOST_RUNS, MOST_BARS = 60, 12


@dataclass(frozen=True)
class GrowerRow:
    name: str
    grams: Mapping[str, int]

    @property
    def whole_g(self) -> int:
        return sum(self.grams.values())


@require_safe
@login_required
def packout(request: Request) -> HttpResponse:
    request.actor.must("sorting.see")
    found = queries.grower_packout(request.actor, most=MOST_RUNS)
    rows = sorted((GrowerRow(name, grams) for (name, _key), grams in found.items()), key=lambda row: -row.whole_g)
    whole: dict[str, int] = {}
    for row in rows:
        for grade, weight_g in row.grams.items():
            whole[grade] = whole.get(grade, 0) + weight_g
    context = {
        "listing": Listing(request, columns(whole), rows, totals=totals(whole) if len(rows) > 1 else {}),
        "chart": stacked([(row.name, row.grams) for row in rows[:MOST_BARS]]),
        "whole_g": sum(whole.values()),
        "shares": [(name, share(whole[grade], sum(whole.values()))) for grade, name in named(whole)],
        "most": MOST_RUNS,
        "only_own": not request.actor.may("sorting.run") and request.actor.reach("sorting.see").person_ids is not None,
    }
    return render(request, "sorting/packout.html", context)


def named(grams: Mapping[str, int]) -> list[tuple[str, str]]:
    """Code and name of the grades there are, heavy to light."""
    names = grade_names()
    return [(grade, name) for grade, name in reversed(names.items()) if grams.get(grade)]


def columns(whole: Mapping[str, int]) -> tuple[Column, ...]:
    return (
        Column("name", _("农户"), lambda r: r.name, card="lead"),
        Column(
            "kilos", _("出果（公斤）"), lambda r: kilos(r.whole_g), sort=lambda r: r.whole_g, number=True, card="right"
        ),
        *(grade_column(grade, name) for grade, name in named(whole)),
    )


def grade_column(grade: str, name: str) -> Column:
    def part(row: GrowerRow) -> int:
        return row.grams.get(grade, 0)

    return Column(
        grade,
        name,
        lambda r: share(part(r), r.whole_g),
        sort=lambda r: part(r) / (r.whole_g or 1),
        number=True,
        sub=lambda r: gettext("%(kilos)s 公斤") % {"kilos": kilos(part(r))},
    )


def totals(whole: Mapping[str, int]) -> dict[str, str]:
    shares = {grade: share(weight_g, sum(whole.values())) for grade, weight_g in whole.items()}
    return {"name": gettext("合计"), "kilos": kilos(sum(whole.values())), **shares}


def stacked(rows: Sequence[tuple[str, Mapping[str, int]]]) -> SafeString:
    """A bar for each grower, cut by grade from light to heavy; nothing where nothing came out."""
    rows = [(name, grams) for name, grams in rows if sum(grams.values())]
    if not rows:
        return SafeString("")
    layers = [Layer(name, [grams.get(grade, 0) for _, grams in rows]) for grade, name in grade_names().items()]
    unit = gettext("%(kilos)s 公斤")
    stacks = [Stack(name, unit % {"kilos": kilos(sum(grams.values()))}) for name, grams in rows]
    words = gettext("各户的果分到各等级的比例，出果最多的是%(name)s") % {"name": rows[0][0]}
    return drawn(share_bars(stacks, layers, words=words))
