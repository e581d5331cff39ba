"""What was given away above the labels, by line and shift, in grams and yuan."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lilian.drawing import Bar, Series, bar_chart, line_chart
from lilian.packing import queries
from lilian.packing.values import SHIFT_NAMES, GiveAway, Tally
from lilian.web.packing.words import grams, per_cent, signed
from lilian.web.shell.drawings import drawn
from lilian.web.shell.listing import Column, Listing, chips
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import yuan

SPANS = {"": 7, "30": 30, "90": 90}
MOST_BARS, MOST_LINES = 8, 3
COLUMNS = (
    Column("line", _("产线"), lambda r: r.location, card="lead", sub=lambda r: r.organisation),
    Column("day", _("日期"), lambda r: f"{r.day:%Y-%m-%d}", sort=lambda r: r.day),
    Column("shift", _("班次"), lambda r: gettext(SHIFT_NAMES[r.shift])),
    Column("spec", _("规格"), lambda r: r.spec),
    Column("boxes", _("箱数"), lambda r: f"{r.tally.boxes:,}", sort=lambda r: r.tally.boxes, number=True),
    Column(
        "short",
        _("低于标签的箱"),
        lambda r: f"{r.tally.short:,}",
        sort=lambda r: r.tally.short,
        number=True,
        card="hide",
    ),
    Column(
        "box",
        _("每箱让利（克）"),
        lambda r: grams(r.tally.give_away_a_box_mg),
        sort=lambda r: r.tally.give_away_a_box_mg,
        number=True,
        card="right",
    ),
    Column("share", _("占标签"), lambda r: per_cent(r.tally.give_away_ppm), number=True, card="hide"),
    Column(
        "whole",
        _("合计（克）"),
        lambda r: signed(r.tally.give_away_g),
        sort=lambda r: r.tally.give_away_g,
        number=True,
        card="hide",
    ),
    Column("fen", _("折钱（元）"), lambda r: yuan(r.tally.give_away_fen), number=True),
)


@require_safe
@login_required
def report(request: Request) -> HttpResponse:
    request.actor.must("packing.see")
    days = SPANS.get(request.GET.get("days", ""), 7)
    today = timezone.localdate(request.now)
    rows = queries.give_away(request.actor, since=today - timedelta(days=days - 1), through=today)
    whole = sum((row.tally for row in rows), Tally())
    totals = {
        "line": gettext("合计"),
        "boxes": f"{whole.boxes:,}",
        "short": f"{whole.short:,}",
        "box": grams(whole.give_away_a_box_mg),
        "share": per_cent(whole.give_away_ppm),
        "whole": signed(whole.give_away_g),
        "fen": yuan(whole.give_away_fen),
    }
    spans = [("", gettext("近 7 天")), ("30", gettext("近 30 天")), ("90", gettext("近 90 天"))]
    context = {
        "whole": whole,
        "a_box": grams(whole.give_away_a_box_mg),
        "share": per_cent(whole.give_away_ppm),
        "by_shift": shift_chart(rows),
        "by_day": day_chart(rows),
        "listing": Listing(request, COLUMNS, rows, totals=totals if rows else {}),
        "chips": chips(request, "days", spans),
    }
    return render(request, "packing/give_away.html", context)


def shift_chart(rows: Sequence[GiveAway]) -> SafeString:
    """Grams a box of each line's shift, the most given away first."""
    found: dict[str, Tally] = defaultdict(Tally)
    for row in rows:
        found[f"{row.location} {gettext(SHIFT_NAMES[row.shift])}"] += row.tally
    most = sorted(found.items(), key=lambda pair: -pair[1].give_away_a_box_mg)[:MOST_BARS]
    if not most:
        return SafeString("")
    unit = gettext("%(grams)s 克")
    bars = [
        Bar(name, max(0, tally.give_away_a_box_mg) / 1000, unit % {"grams": grams(tally.give_away_a_box_mg)}, n == 0)
        for n, (name, tally) in enumerate(most)
    ]
    words = gettext("每箱让利最多的是%(name)s") % {"name": most[0][0]}
    return drawn(bar_chart(bars, words=words))


def day_chart(rows: Sequence[GiveAway]) -> SafeString:
    """Grams a box by day, a line for each of the busiest lines; nothing before there are two days."""
    by_line: dict[str, dict[date, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for row in rows:
        by_line[row.location][row.day] += row.tally
    busiest = sorted(by_line, key=lambda name: -sum(tally.boxes for tally in by_line[name].values()))[:MOST_LINES]
    lines = [
        Series(name, [(day, tally.give_away_a_box_mg / 1000) for day, tally in sorted(by_line[name].items())])
        for name in busiest
    ]
    if not any(len(line.points) > 1 for line in lines):
        return SafeString("")
    words = gettext("%(lines)s 每天每箱让利的克数") % {"lines": gettext("、").join(busiest)}
    return drawn(line_chart(lines, unit=gettext("克"), words=words))
