"""What if: one change, answered in words and figures within two seconds; nothing is written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lilian.planning.storage import AddDays, AddRoom, Change, ChangePrices, CloseStore, WhatIf
from lilian.planning.storage import what_if as planned_again
from lilian.storage import queries
from lilian.storage.papers import Paper
from lilian.storage.values import PlanStatus
from lilian.web.shell.fields import WeightField
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import tonnes, whole_yuan, yuan
from lilian.web.storage.plans.frame import frame
from lilian.web.storage.plans.paper import paper_of
from lilian.web.storage.plans.words import NOTICED_G, money_change, per_tonne_change, weight_change

CLOSE, ROOM, PRICES, DAYS = "close", "room", "prices", "days"
KINDS = (
    (CLOSE, _("停用一座库")),
    (ROOM, _("一座库多腾地方")),
    (PRICES, _("运价、损耗、仓储费变了")),
    (DAYS, _("多排几天")),
)
MOST_PERCENT = 300


def store_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("哪座库"))


class PercentField(forms.IntegerField):
    """A slider from half to three times the price as it is."""

    def __init__(self, **kwargs: Any) -> None:
        slider = forms.NumberInput(attrs={"type": "range", "step": 10, "class": "slider"})
        super().__init__(min_value=50, max_value=MOST_PERCENT, initial=100, widget=slider, required=False, **kwargs)


class CloseForm(forms.Form):
    store = store_field()


class RoomForm(forms.Form):
    store = store_field()
    room = WeightField(label=_("多腾库容"), initial=20_000_000, required=False)
    intake = WeightField(label=_("每天多收"), initial=0, required=False)


class PricesForm(forms.Form):
    freight = PercentField(label=_("运价"))
    delay = PercentField(label=_("延误损耗"))
    fee = PercentField(label=_("仓储费"))


class DaysForm(forms.Form):
    days = forms.IntegerField(
        label=_("多几天"),
        min_value=1,
        max_value=7,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


FORMS: dict[str, type[forms.Form]] = {CLOSE: CloseForm, ROOM: RoomForm, PRICES: PricesForm, DAYS: DaysForm}


@dataclass(frozen=True)
class Answer:
    """The answer in words, and before and after in figures. `change` is the question again, in words."""

    change: str
    words: str
    rows: tuple[tuple[str, str, str, str], ...]
    moved_g: int


@require_safe
@login_required
def what_if(request: Request, pk: int) -> HttpResponse:
    """The question by `kind`; with the form filled in, the answer beside it."""
    plan = queries.plan(request.actor, pk)
    paper = paper_of(plan)
    kind = request.GET.get("kind", CLOSE)
    kind = kind if kind in FORMS else CLOSE
    asked = "ask" in request.GET
    form = form_of(kind, paper, request.GET if asked else None)
    answer = answered(paper, kind, form) if asked and form.is_valid() else None
    context = {
        "kinds": [(each, label, each == kind) for each, label in KINDS],
        "kind": kind,
        "form": form,
        "answer": answer,
        "close_store": form.cleaned_data["store"] if answer and kind == CLOSE else "",
        "more_days": plan.days + form.cleaned_data["days"] if answer and kind == DAYS else 0,
        "may_decide": plan.status == PlanStatus.READY and request.actor.may("storage.run_plan"),
    }
    status = 422 if asked and answer is None else 200
    return render(request, "storage/plans/what_if.html", frame(request, plan, "plan_what_if") | context, status=status)


def form_of(kind: str, paper: Paper, given: Any) -> forms.Form:
    if given is not None and kind == PRICES:
        given = dict.fromkeys(PricesForm.base_fields, "100") | given.dict()
    form = FORMS[kind](given)
    if "store" in form.fields:
        used = {state.store: state.used_g for state in paper.plan.store_states}
        ordered = sorted(paper.stores, key=lambda code: (-used[code], code))
        words = gettext("{name}（入 {tonnes} 吨）")
        field: Any = form.fields["store"]
        field.choices = [
            (code, words.format(name=paper.store_note(code).name, tonnes=tonnes(used[code], 0))) for code in ordered
        ]
    return form


def answered(paper: Paper, kind: str, form: forms.Form) -> Answer:
    change, words = CHANGES[kind](paper, form.cleaned_data)
    found = planned_again(paper.problem, paper.plan, change)
    return Answer(words, in_words(paper, found), rows_of(paper, found), found.moved_g)


def closing(paper: Paper, given: dict[str, Any]) -> tuple[Change, str]:
    words = gettext("停用{store}").format(store=paper.store_note(given["store"]).name)
    return CloseStore(given["store"]), words


def adding_room(paper: Paper, given: dict[str, Any]) -> tuple[Change, str]:
    room_g, intake_g = given["room"] or 0, given["intake"] or 0
    words = gettext("{store}多腾 {room} 吨库容，每天多收 {intake} 吨")
    name = paper.store_note(given["store"]).name
    change = AddRoom(given["store"], space_g=room_g, intake_g_per_day=intake_g)
    return change, words.format(store=name, room=tonnes(room_g), intake=tonnes(intake_g))


def new_prices(paper: Paper, given: dict[str, Any]) -> tuple[Change, str]:
    terms = paper.problem.terms
    freight = terms.freight_fen_per_tonne_km * (given["freight"] or 100) / 100
    delay = terms.delay_fen_per_tonne_hour * (given["delay"] or 100) / 100
    words = gettext("运价 {freight} 元/吨公里，延误损耗 {delay} 元/吨小时，仓储费是现在的 {fee}%")
    fee = given["fee"] or 100
    change = ChangePrices(freight_fen_per_tonne_km=freight, delay_fen_per_tonne_hour=delay, fee_percent=fee)
    return change, words.format(freight=yuan(round(freight)), delay=yuan(round(delay)), fee=fee)


def more_days(paper: Paper, given: dict[str, Any]) -> tuple[Change, str]:
    words = gettext("一共排 {days} 天").format(days=paper.problem.terms.days + given["days"])
    return AddDays(given["days"]), words


CHANGES: dict[str, Callable[[Paper, dict[str, Any]], tuple[Change, str]]] = {
    CLOSE: closing,
    ROOM: adding_room,
    PRICES: new_prices,
    DAYS: more_days,
}


def in_words(paper: Paper, found: WhatIf) -> str:
    """`比原方案多花 3,210 元，少放 12.5 吨（每吨贵 0.80 元）；35.2 吨要换库或换一天。`"""
    words = gettext("比原方案{money}，{weight}").format(
        money=money_change(found.extra_cost_fen), weight=weight_change(found.extra_placed_g)
    )
    if abs(found.extra_placed_g) >= NOTICED_G:
        words += gettext("（{per}）").format(per=per_tonne_change(per_tonne(found.plan) - per_tonne(paper.plan)))
    if found.moved_g >= NOTICED_G:
        words += gettext("；{tonnes} 吨要换库或换一天").format(tonnes=tonnes(found.moved_g))
    return words + gettext("。")


def rows_of(paper: Paper, found: WhatIf) -> tuple[tuple[str, str, str, str], ...]:
    """(label, before, after, difference)."""
    before, after = paper.plan, found.plan
    return (
        (gettext("总成本（元）"), *three(before.cost_fen, after.cost_fen, whole_yuan)),
        (gettext("每吨成本（元）"), *three(per_tonne(before), per_tonne(after), yuan)),
        (gettext("已安排（吨）"), *three(before.placed_g, after.placed_g, tonnes)),
        (gettext("未安排（吨）"), *three(before.unplaced_g, after.unplaced_g, tonnes)),
    )


def per_tonne(plan: Any) -> int:
    return round(plan.cost_fen * 1_000_000 / plan.placed_g) if plan.placed_g else 0


def three(before: int, after: int, say: Callable[[int], str]) -> tuple[str, str, str]:
    more = after - before
    sign = "+" if more > 0 else "−" if more < 0 else ""
    return say(before), say(after), f"{sign}{say(abs(more))}"
