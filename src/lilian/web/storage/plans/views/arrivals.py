"""The keeper's phone: what comes, a load written down in two taps, a wrong one taken back."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.flows import loads
from lilian.kernel.marks import gettext_noop
from lilian.storage import queries
from lilian.storage.values import RoomCard
from lilian.web.shell.fields import WeightField, choose_from
from lilian.web.shell.in_place import acted
from lilian.web.shell.listing import Chip, with_query
from lilian.web.shell.once import once
from lilian.web.shell.refusals import Told
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import KEY_FIELD, tonnes
from lilian.web.storage.plans.arriving import ALL, LATE, TODAY, TOMORROW, WHENS, by_store, matching, sums, when_filter
from lilian.web.storage.plans.words import came_change, where_words

NAMES = {TODAY: _("今天"), TOMORROW: _("明天"), LATE: _("晚了"), ALL: _("全部")}
MONTH = 30
KILOS, TONNES = "kg", "t"
UNITS = {TONNES: gettext_noop("吨"), KILOS: gettext_noop("公斤")}


class WeighedForm(forms.Form):
    """`rooms` are offered where the load's lot is known: what goes into one is on its books at once."""

    room = forms.TypedChoiceField(label=_("放进哪间"), coerce=int, required=False, empty_value=None)
    note = forms.CharField(label=_("备注"), required=False, max_length=200)

    def __init__(self, unit: str, rooms: Sequence[RoomCard], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = WeightField(label=_("过秤重量"), unit=UNITS[unit])
        field.widget.attrs.update({"class": "form-control-big"})
        self.fields = {"weight": field, **self.fields}
        if rooms:
            choices = [("", _("以后再放")), *((room.id, room.code) for room in rooms)]
            choose_from(self, "room", choices)
        else:
            del self.fields["room"]


@require_safe
@login_required
def arrivals(request: Request) -> HttpResponse:
    """By store: today, tomorrow, late, or all."""
    today, text = timezone.localdate(request.now), request.GET.get("q", "").strip()
    chosen = request.GET.get("when", TODAY)
    when = chosen if chosen in WHENS else TODAY
    everything = queries.expected_arrivals(request.actor)
    lines = list(matching(when_filter(everything, when, today), text))
    counts = {each: when_filter(everything, each, today).count() for each in WHENS}
    context = {
        "chips": [
            Chip(str(NAMES[each]), with_query(request.GET, when=each), each == when, counts[each]) for each in WHENS
        ],
        "when": when,
        "text": text,
        "stores": by_store(lines, today),
        "sums": sums(lines),
        "late": counts[LATE] if when != LATE else 0,
        "late_url": with_query(request.GET, when=LATE),
        "may_record": request.actor.may("storage.record_arrival"),
        "unplanned": lately_unplanned(request, when),
    }
    return render(request, "storage/plans/arrivals.html", context)


def lately_unplanned(request: Request, when: str) -> list[Any]:
    """Loads no plan expected: today's, or those of a month where all is asked for."""
    days = {TODAY: 0, ALL: MONTH}.get(when)
    if days is None:
        return []
    midnight = timezone.localtime(request.now).replace(hour=0, minute=0, second=0, microsecond=0)
    return queries.came_unplanned(request.actor, since=midnight - timedelta(days=days))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def arrival(request: Request, pk: int) -> HttpResponse:
    """One load: its weight as planned stands in the box already; write it down."""
    line = queries.expected_one(request.actor, pk)
    unit = request.GET.get("unit", TONNES)
    unit = unit if unit in UNITS else TONNES
    if request.method != "POST":
        return _shown(
            request, line, unit, WeighedForm(unit, rooms_for(request, line), initial={"weight": line.weight_g})
        )
    form = WeighedForm(unit, rooms_for(request, line), request.POST)
    if not form.is_valid():
        return _shown(request, line, unit, form, status=422)
    return _recorded(request, line, unit, form)


def rooms_for(request: Request, line: Any) -> list[RoomCard]:
    """Rooms in use this load may go into; none for a line whose lot the register does not know."""
    if line.lot_id is None or line.store_id is None:
        return []
    cards = queries.room_cards(request.actor, line.store_id, now=request.now)
    return [card for card in cards if card.out_from is None and (card.is_on_books or not card.stock_g)]


def _recorded(request: Request, line: Any, unit: str, form: WeighedForm) -> HttpResponse:
    weight_g = form.cleaned_data["weight"]

    def act() -> str:
        weighed = loads.Weighed(line.pk, weight_g, form.cleaned_data["note"], form.cleaned_data.get("room"))
        key = f"form:{request.POST.get(KEY_FIELD, '')}:{line.pk}"
        loads.receive_load(actor=request.actor, weighed=weighed, client_key=key, now=request.now)
        return f"{reverse('storage:plan_arrivals')}?when={_when(request, line)}"

    def again(status: int, told: Told) -> HttpResponse:
        return _shown(request, line, unit, form, status=status, told=told)

    said = {"tonnes": tonnes(weight_g, 2), "difference": came_change(weight_g, line.weight_g)}
    done = gettext("已记下：{lot} {tonnes} 吨，{difference}。").format(lot=line.lot_code, **said)
    return acted(request, act, done=done, again=again)


def _when(request: Request, line: Any) -> str:
    """The list to go back to."""
    return TODAY if line.day == timezone.localdate(request.now) else ALL


def _shown(
    request: Request, line: Any, unit: str, form: WeighedForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    entries = list(line.arrivals.select_related("reverses"))
    taken_back = {entry.reverses_id for entry in entries}
    context = {
        "line": line,
        "form": form,
        "other_unit": KILOS if unit == TONNES else TONNES,
        "other_name": gettext(UNITS[KILOS if unit == TONNES else TONNES]),
        "where": where_words(line.village, line.point),
        "is_late": line.day < timezone.localdate(request.now) and not line.came_g,
        "entries": [(entry, entry.pk in taken_back) for entry in entries if entry.reverses_id is None],
        "difference": came_change(line.came_g, line.weight_g) if line.came_g else "",
        "may_record": request.actor.may("storage.record_arrival"),
        **more,
    }
    return render(request, "storage/plans/arrival.html", context, status=status)


@require_POST
@login_required
def take_back(request: Request, pk: int) -> HttpResponse:
    """A wrong entry, by its counter-entry; `pk` is the entry's."""
    line_id = request.POST.get("line", "")

    def act() -> str:
        loads.take_back_load(actor=request.actor, arrival_id=pk, now=request.now)
        if not line_id.isdigit():
            return reverse("storage:plan_arrivals")
        return reverse("storage:plan_arrival", args=[int(line_id)])

    response = once(request, act)
    messages.success(request, gettext("已撤回。核对以后可以再记一次。"))
    return response
