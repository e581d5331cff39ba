"""What choosing fruit for boxes is worth: a shift played with fruit that was measured, three ways side by side."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.drawing import Bar, bar_chart
from lilian.packing import actions, queries
from lilian.packing.actions.trials import FEWEST_FRUIT, KIND, MOST_FRUIT
from lilian.packing.queries import Trial
from lilian.packing.values import WAY_NAMES, PolicyReport, TrialDraft, Way
from lilian.planning.packing.fruit import Stream
from lilian.sorting import queries as sorting
from lilian.sorting.queries import MeasuredGrade
from lilian.web.packing.forms_trial import DESCRIBED, TrialForm
from lilian.web.packing.words import grams, per_cent
from lilian.web.shell.drawings import drawn
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.job_progress import progress_of
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import KEY_FIELD, yuan

DRAWN = 1_000  # fruit of a described stream
A_THOUSAND = 1_000  # boxes that money is told for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: Request) -> HttpResponse:
    """Which boxes, which fruit."""
    cards = queries.specs(request.actor, timezone.localdate(request.now))
    found = enough_fruit(request)
    given = request.POST if request.method == "POST" else None
    form = TrialForm(given, specs=cards, measured=found, initial={"spec": request.GET.get("spec")})

    def act() -> str:
        draft = _draft(request, form, found)
        key = f"{request.actor.user_id}:{request.POST.get(KEY_FIELD, '')}"
        made = actions.start_trial(actor=request.actor, draft=draft, now=request.now, client_key=key)
        return reverse("packing:trial", args=[made])

    return FormPage("packing/try.html", form, act, gettext("开始试了。"), {"has_specs": bool(cards)}).answer(request)


def enough_fruit(request: Request) -> list[MeasuredGrade]:
    if not request.actor.may("sorting.see"):
        return []
    return [one for one in sorting.measured_grades(request.actor) if one.fruit >= FEWEST_FRUIT]


def _draft(request: Request, form: TrialForm, found: list[MeasuredGrade]) -> TrialDraft:
    said = form.cleaned_data
    if said["fruit"] == DESCRIBED:
        stream = Stream(said["mean_g"], said["sd_g"])
        words = gettext("平均 %(mean)s 克、相差 %(sd)s 克的果") % {"mean": said["mean_g"], "sd": said["sd_g"]}
        return TrialDraft(said["spec"], tuple(stream.fruit(DRAWN, seed=said["mean_g"]).tolist()), words)
    one = found[int(said["fruit"])]
    weights = sorting.weights_g(request.actor, one.run.run_id, one.grade, MOST_FRUIT)
    return TrialDraft(said["spec"], weights, f"{one.run.code} · {one.run.variety} {one.name}")


@require_safe
@login_required
def trial(request: Request, pk: int) -> HttpResponse:
    """How far it is; then the three ways."""
    found = queries.trial(request.actor, pk, KIND)
    progress = progress_of(found.job, request.now)
    context: dict[str, Any] = {"trial": found, "progress": progress}
    if request.htmx:
        if progress.is_under_way:
            return render(request, "packing/try_progress.html", context)
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    if not found.reports:
        return render(request, "packing/try_waiting.html", context)
    return render(request, "packing/tried.html", context | compared(found))


def compared(found: Trial) -> dict[str, Any]:
    """The three ways as figures, lines and bars; money for a thousand boxes."""
    by_way = {one.way: one for one in found.reports}
    ours, today = by_way[Way.OURS], by_way[Way.PRACTICE]
    saved_mg = today.give_away_a_box_mg - ours.give_away_a_box_mg
    return {
        "label": f"{found.figures.label_g:,}",
        "count": found.figures.usual_pieces or f"{found.figures.least_count}–{found.figures.most_count}",
        "ours": grams(ours.give_away_a_box_mg),
        "today": grams(today.give_away_a_box_mg),
        "saved": grams(saved_mg),
        "saved_fen": found.figures.give_away_fen(saved_mg * A_THOUSAND // 1000),
        "mean": round(sum(found.fruit_g) / len(found.fruit_g)),
        "chart": chart(found.reports),
        "lines": [line(one, found) for one in found.reports],
        "none": not all(one.boxes for one in found.reports),
    }


def line(one: PolicyReport, found: Trial) -> dict[str, str]:
    fen = found.figures.give_away_fen(one.give_away_a_box_mg * A_THOUSAND // 1000)
    return {
        "name": gettext(WAY_NAMES[one.way]),
        "a_box": grams(one.give_away_a_box_mg),
        "share": per_cent(one.give_away_a_box_mg * 1000 // found.figures.label_g),
        "fen": yuan(fen),
        "diverted": per_cent(one.diverted_ppm),
        "boxes": f"{one.boxes:,}",
    }


def chart(reports: tuple[PolicyReport, ...]) -> SafeString:
    unit = gettext("%(grams)s 克")
    bars = [
        Bar(
            gettext(WAY_NAMES[one.way]),
            one.give_away_a_box_mg / 1000,
            unit % {"grams": grams(one.give_away_a_box_mg)},
            one.way is Way.OURS,
        )
        for one in reports
    ]
    return drawn(bar_chart(bars, words=gettext("三种配法每箱让利的克数")))
