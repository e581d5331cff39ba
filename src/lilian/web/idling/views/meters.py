"""Meters: whose turn it is, one read in two taps, and what was learned from them."""

from decimal import Decimal, InvalidOperation
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

from lilian.idling import actions, queries
from lilian.idling.values import EnergyCard, MeterCard, MeterDraft
from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import plain
from lilian.web.idling.words import kwh, moment
from lilian.web.shell.fields import MeasureField
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import KEY_FIELD, ago, tonnes

SHOWN = 24
MOST_KWH = 1_000_000_000


class CounterField(MeasureField):
    """What a meter shows, in kWh; cleans to Wh."""

    unit = gettext_noop("度电")

    def read(self, text: str) -> int:
        try:
            value = Decimal(plain(text))
        except InvalidOperation:
            raise forms.ValidationError(_("这不是电表的数。请只填数字，例如 12480.5。"), code="bad") from None
        if not value.is_finite() or not 0 <= value <= MOST_KWH:
            raise forms.ValidationError(_("电表的数要在 0 和 10 亿度之间。"), code="bounds")
        return round(value * 1_000)


class ReadingForm(forms.Form):
    counter = CounterField(
        label=_("电表现在的数"), widget=forms.TextInput(attrs={"class": "form-control-big", "autofocus": True})
    )
    stood = forms.BooleanField(label=_("这段时间这间库是停着的"), required=False)
    is_new_meter = forms.BooleanField(label=_("换过电表"), required=False)


def meter_url(card: MeterCard) -> str:
    return reverse("idling:meter", args=[card.room_id])


def last_words(card: MeterCard) -> str:
    return gettext("还没有抄过") if card.read_at is None else ago(card.read_at)


METERS = (
    Column("room", _("库房"), lambda c: f"{c.store} · {c.room}", sort="store_code", card="lead", link=meter_url),
    Column("counter", _("上次电表（度）"), lambda c: kwh(c.counter_wh), number=True, card="right"),
    Column("at", _("什么时候抄的"), last_words, sort=lambda c: c.read_at.timestamp() if c.read_at else 0.0),
    Column("ran", _("开停"), lambda c: gettext("开着") if c.ran else gettext("停着")),
    Column("times", _("抄过几次"), lambda c: c.readings, sort="readings", number=True),
)


@require_safe
@login_required
def meters(request: Request) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    cards = queries.meter_cards(request.actor, text=text)
    listing = Listing(request, METERS, cards, default_sort="at", row_key=lambda card: f"room:{card.room_id}")
    context = {"listing": listing, "text": text, "may_import": request.actor.may("idling.read_meter")}
    return render(request, "idling/meters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def meter(request: Request, pk: int) -> HttpResponse:
    """The box for the new figure, and the readings before."""
    card = queries.meter_card(request.actor, pk)
    form = ReadingForm(request.POST if request.method == "POST" else None, initial={"stood": not card.ran})

    def act() -> str:
        said = form.cleaned_data
        draft = MeterDraft(pk, said["counter"], request.now, ran=not said["stood"], is_new_meter=said["is_new_meter"])
        key = f"form:{request.POST.get(KEY_FIELD, '')}:{pk}"
        actions.read_meters(actor=request.actor, drafts=[draft], client_key=key, source="form", now=request.now)
        return reverse("idling:meters")

    may_read = request.actor.may("idling.read_meter", organisation_id=card.organisation_id)
    if request.method == "POST":
        request.actor.must("idling.read_meter", organisation_id=card.organisation_id)
    context = {
        "card": card,
        "last": kwh(card.counter_wh, 1),
        "last_at": moment(card.read_at),
        "may_read": may_read,
        "readings": [reading_line(one) for one in queries.readings(request.actor, room_id=pk)[:SHOWN]],
    }
    done = gettext("抄好了，这间库的用电也重新估过了。")
    return FormPage("idling/meter.html", form, act, done, context).answer(request)


def reading_line(one: Any) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "at": timezone.localtime(one.at).strftime("%Y-%m-%d %H:%M"),
        "kwh": kwh(one.counter_wh, 1),
        "ran": gettext("开着") if one.ran else gettext("停着"),
        "held": tonnes(one.stock_g),
        "who": one.reporter,
    }


@require_POST
@login_required
def take_back(request: Request, pk: int, reading: int) -> HttpResponse:
    """A wrong reading counts no more."""
    request.actor.must("idling.read_meter")

    def act() -> str:
        actions.take_back_reading(actor=request.actor, reading_id=reading, now=request.now)
        return reverse("idling:meter", args=[pk])

    response = once(request, act)
    messages.success(request, gettext("已撤回。核对以后可以再抄一次。"))
    return response


def basis(card: EnergyCard) -> str:
    if not card.periods:
        return gettext("还没有抄表，按{name}估").format(name=gettext(card.room_class))
    return gettext("按 {count} 段抄表").format(count=card.periods)


ENERGY = (
    Column("room", _("库房"), lambda c: f"{c.store} · {c.room}", sort="store", card="lead"),
    Column("month", _("本月空开要用（度）"), lambda c: kwh(c.month_wh), sort="month_wh", number=True, card="right"),
    Column("error", _("误差（±度）"), lambda c: kwh(c.month_error_wh), sort="month_error_wh", number=True),
    Column("base", _("风机除霜（度/天）"), lambda c: kwh(c.base_wh, 1), sort="base_wh", number=True),
    Column("wall", _("围护（瓦时/平方米·度·天）"), lambda c: kwh(c.wall_mwh, 2), sort="wall_mwh", number=True),
    Column("kept", _("每吨每天（度）"), lambda c: kwh(c.kept_wh, 3), sort="kept_wh", number=True),
    Column("loaded", _("每入库一吨（度）"), lambda c: kwh(c.loaded_wh, 1), sort="loaded_wh", number=True),
    Column("basis", _("怎么来的"), basis, sort="periods"),
)


@require_safe
@login_required
def energy(request: Request) -> HttpResponse:
    """Every room's energy model with its error."""
    month = timezone.localdate(request.now).replace(day=1)
    cards = queries.energy_cards(request.actor, month=month)
    listing = Listing(request, ENERGY, cards, default_sort="-month", row_key=lambda card: f"room:{card.room_id}")
    return render(request, "idling/energy.html", {"listing": listing})
