"""Every component in every state, on one page, for the office and for the browser tests."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lilian.web.shell.fields import DayField, MoneyField, PhoneField, WeightField
from lilian.web.shell.listing import Column, Listing, chips
from lilian.web.shell.refusals import Told
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import percent, tonnes, yuan


class Sample(forms.Form):
    weight = WeightField(label=_("今天的库存"), help_text=_("填吨；也可以写 3600斤、1800公斤。"))
    price = MoneyField(label=_("每吨每月收费"), required=False)
    day = DayField(label=_("采收日期"))
    phone = PhoneField(label=_("手机号"))
    variety = forms.ChoiceField(label=_("品种"), choices=[("yl", _("玉露香梨")), ("sl", _("酥梨"))])
    way = forms.ChoiceField(
        label=_("怎么送"), choices=[("self", _("自己送")), ("van", _("联盟派车"))], widget=forms.RadioSelect
    )
    sheet = forms.FileField(label=_("表格文件"), required=False, widget=forms.FileInput())
    note = forms.CharField(label=_("备注"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label=_("数量已过秤核对"), required=False)


@dataclass(frozen=True)
class SampleStore:
    code: str
    name: str
    township: str
    stock_g: int
    capacity_g: int
    fee_fen: int


STORES = [
    SampleStore("K001", "龙泉镇前庄玉露香恒温冷藏库", "龙泉镇", 412_500_000, 600_000_000, 18_000),
    SampleStore("K014", "午城镇北村恒温库", "午城镇", 96_000_000, 100_000_000, 16_500),
    SampleStore("K027", "下李乡联营库", "下李乡", 0, 45_000_000, 15_000),
    SampleStore("K033", "县果品公司中心库", "龙泉镇", 1_234_567_890, 1_300_000_000, 123_456_789),
]


def sample_columns() -> list[Column]:
    return [
        Column(
            "name",
            gettext("冷库"),
            lambda s: s.name,
            sort="name",
            card="lead",
            link=lambda s: "#",
            sub=lambda s: s.code,
        ),
        Column("township", gettext("乡镇"), lambda s: s.township, sort="township", card="hide"),
        Column("stock", gettext("已存（吨）"), lambda s: tonnes(s.stock_g), sort="stock_g", number=True),
        Column("free", gettext("空余（吨）"), lambda s: tonnes(s.capacity_g - s.stock_g), number=True),
        Column("fee", gettext("收费（元/吨·月）"), lambda s: yuan(s.fee_fen), sort="fee_fen", number=True, card="hide"),
        Column("ratio", gettext("库容比"), lambda s: percent(s.stock_g / s.capacity_g), number=True, card="right"),
    ]


def sample_listing(request: Request) -> Listing:
    stock = sum(store.stock_g for store in STORES)
    totals = {"name": gettext("合计"), "stock": tonnes(stock)}
    return Listing(request, sample_columns(), STORES, default_sort="-stock", totals=totals, row_key=lambda s: s.code)


def told() -> Told:
    return Told(gettext("K001 号库今天只剩 3.2 吨空位。"), gettext("请改送 K014，或把这批分成两车。"), "S-482-137")


def samples(request: Request) -> dict[str, Any]:
    options = [("", gettext("全部")), ("full", gettext("快满了")), ("empty", gettext("空着"))]
    return {
        "form": Sample(prefix="empty"),
        "wrong": Sample(
            {"wrong-weight": "很多", "wrong-phone": "123", "wrong-day": "", "wrong-variety": "yl"}, prefix="wrong"
        ),
        "listing": sample_listing(request),
        "nothing": Listing(request, sample_columns(), []),
        "chips": chips(request, "state", options, {"": 62, "full": 9, "empty": 14}),
        "told": told(),
        "fresh": request.now - timedelta(minutes=40),
        "old": request.now - timedelta(days=3),
    }


@require_safe
@login_required
def styleguide(request: Request) -> HttpResponse:
    request.actor.must("base.see_styleguide")
    return render(request, "shell/styleguide.html", samples(request))


@require_safe
@login_required
def progress(request: Request) -> HttpResponse:
    """What a polled progress bar gets back; here always the same."""
    request.actor.must("base.see_styleguide")
    return render(request, "shell/styleguide_progress.html")
