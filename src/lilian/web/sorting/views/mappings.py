"""How machines write their files: the profiles there are, one in words, and a new one from a sample."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.catalog.queries import grade_names
from lilian.catalog.values import DEFECT_NAMES
from lilian.kernel.refusal import Refusal
from lilian.sheets.refusals import TooBig
from lilian.sorting import actions, queries
from lilian.sorting.sheets import LINE_LIMITS, LineData, Sample, mapping_text, read_line_data, sample_of
from lilian.sorting.values import MEASURE_NAMES, UNITS, Mapping, Measure
from lilian.web.shell.form_page import UNPROCESSABLE
from lilian.web.shell.in_place import in_place
from lilian.web.shell.once import once
from lilian.web.shell.refusals import status_of, told
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import drafts
from lilian.web.shell.tables.drafts import Sent
from lilian.web.sorting.mapping_form import MappingForm, SampleForm, Start, guessing
from lilian.web.sorting.views.files import in_words

KEPT_AS = "sorting.sample"
SHOWN_FRUIT, SHOWN_FAULTS = 5, 8


@require_safe
@login_required
def mapping_list(request: Request) -> HttpResponse:
    request.actor.must("sorting.see")
    context = {
        "profiles": [{"profile": one, "newest": newest} for one, newest in queries.profiles_with_newest(request.actor)],
        "may_change": request.actor.may("sorting.change_profiles"),
    }
    return render(request, "sorting/mappings.html", context)


@require_safe
@login_required
def mapping(request: Request, code: str) -> HttpResponse:
    """One profile in words, and its versions."""
    request.actor.must("sorting.see")
    profile = queries.profile(code)
    context = {
        "profile": profile,
        "measures": measure_lines(profile.mapping),
        "grades": grade_lines(profile.mapping),
        "defects": defect_lines(profile.mapping),
        "versions": queries.mapping_versions(request.actor, code),
        "may_change": request.actor.may("sorting.change_profiles"),
    }
    return render(request, "sorting/mapping.html", context)


def measure_lines(given: Mapping) -> list[dict[str, str]]:
    found = []
    for one in Measure:
        if headings := given.columns.get(one):
            unit = given.units.get(one, "") if one in UNITS else ""
            found.append({"name": gettext(MEASURE_NAMES[one]), "under": gettext("、").join(headings), "unit": unit})
    return found


def grade_lines(given: Mapping) -> list[dict[str, str]]:
    names = grade_names()
    return [
        {"theirs": code, "ours": names.get(grade, grade) or gettext("不算等级")} for code, grade in given.grades.items()
    ]


def defect_lines(given: Mapping) -> list[dict[str, str]]:
    return [
        {"theirs": code, "ours": gettext(DEFECT_NAMES[one]) if one else gettext("没有缺陷")}
        for code, one in given.defects.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: Request) -> HttpResponse:
    """A sample is sent; `?from=grader-zh`: the profile to go on from."""
    request.actor.must("sorting.change_profiles")
    given = request.GET.get("from", "")
    context: dict[str, Any] = {"profile": queries.profile(given) if given else None, "form": SampleForm()}
    if request.method != "POST":
        return render(request, "sorting/new_mapping.html", context)
    form = context["form"] = SampleForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "sorting/new_mapping.html", context, status=UNPROCESSABLE)
    file = form.cleaned_data["file"]
    try:
        if file.size > LINE_LIMITS.file_bytes:
            raise TooBig(megabytes=round(file.size / 1e6, 1), limit=LINE_LIMITS.file_bytes // 1024**2)
        sent = Sent(KEPT_AS, file.name, file.read())
        sample_of(sent.data, sent.file_name)
    except Refusal as refusal:
        return render(
            request, "sorting/new_mapping.html", {**context, "told": told(refusal)}, status=status_of(refusal)
        )
    draft = drafts.keep(sent, actor=request.actor, now=request.now)
    tail = f"?from={given}" if given else ""
    return redirect(reverse("sorting:map_columns", args=[draft.key]) + tail)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def columns(request: Request, draft: str) -> HttpResponse:
    """Point at the columns; look at how the sample reads; keep it as a profile."""
    request.actor.must("sorting.change_profiles")
    kept = drafts.find(draft, table=KEPT_AS, user_id=request.actor.user_id)
    sample = sample_of(kept.given, kept.file_name)
    given = request.GET.get("from", "")
    start = _start(given)
    form = MappingForm(request.POST if request.method == "POST" else None, sample=sample, start=start)
    context = {"form": form, "file_name": kept.file_name, "start": start}
    if request.method != "POST":
        return _page(request, context, 200)
    if not form.is_valid():
        return _page(request, context, UNPROCESSABLE)

    def answer() -> HttpResponse:
        if "look" in request.POST:
            data = read_line_data(kept.given, form.mapping(), name=kept.file_name)
            return _page(request, context | read_words(data, sample), 200)
        return once(request, lambda: _written(request, form, given or f"own-{draft[:8]}".lower()))

    return in_place(answer, lambda status, told: _page(request, context | {"told": told}, status))


def _start(code: str) -> Start:
    if not code:
        return guessing(queries.profiles().values())
    profile = queries.profile(code)
    return Start(profile.mapping, profile.name, profile.note)


def _page(request: Request, context: dict[str, Any], status: int) -> HttpResponse:
    return render(request, "sorting/map_columns.html", context, status=status)


def _written(request: Request, form: MappingForm, code: str) -> str:
    said = form.cleaned_data
    actions.write_mapping(
        actor=request.actor,
        code=code,
        name=said["name"],
        note=said["note"],
        mapping=mapping_text(form.mapping()),
        now=request.now,
    )
    return reverse("sorting:mapping", args=[code])


def read_words(data: LineData, sample: Sample) -> dict[str, Any]:
    """The first fruit as we read them, and what could not be read."""
    fruit, names = data.fruit, grade_names()
    shown = range(min(SHOWN_FRUIT, len(fruit)))
    lines = [
        {
            "row": n + 1,
            "weight": f"{int(fruit.weight[n]) / 10:g}",
            "diameter": "" if fruit.diameter is None else f"{int(fruit.diameter[n]) / 10:g}",
            "solids": "" if fruit.solids is None else f"{int(fruit.solids[n]) / 10:g}",
            "grade": "" if fruit.machine is None else names.get(fruit.machine_grades[int(fruit.machine[n])], ""),
        }
        for n in shown
    ]
    faults = in_words(data.faults[:SHOWN_FAULTS])
    return {"looked": True, "rows": data.rows, "bad": data.bad, "fruit": lines, "faults": faults, "whole": sample}
