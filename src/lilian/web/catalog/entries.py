"""Varieties and seasons are registered and changed by the office."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lilian.catalog import actions, queries
from lilian.kernel.refusal import NotFound
from lilian.web.shell.fields import DayField
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.requests import Request

BOTH = ["GET", "HEAD", "POST"]
BETWEEN = re.compile(r"[\u3001\uff0c\uff1b,;\s]+")  # commas of either width, and the one between Chinese words


class VarietyForm(forms.Form):
    name = forms.CharField(label=_("品种名称"), max_length=40)
    aliases = forms.CharField(
        label=_("表里也写作"),
        max_length=200,
        required=False,
        help_text=_("别的叫法，用顿号隔开；导入的表里写哪一个都认得。英文页面用这里的拉丁字母写法，例如 Yuluxiang。"),
    )

    def clean_aliases(self) -> list[str]:
        """The words one by one, each once."""
        return list(dict.fromkeys(word for word in BETWEEN.split(self.cleaned_data["aliases"]) if word))


class NewVarietyForm(VarietyForm):
    code = forms.CharField(label=_("品种编号"), max_length=20, help_text=_("登记后不再改，例如 YLX。"))
    field_order = ("name", "code", "aliases")


class SeasonForm(forms.Form):
    name = forms.CharField(label=_("产季名称"), max_length=40)
    starts_on = DayField(label=_("从哪天起"))
    ends_on = DayField(label=_("到哪天的前一天为止"), help_text=_("这一天已经算下一季；两季的日期不能重叠。"))


class NewSeasonForm(SeasonForm):
    code = forms.CharField(label=_("产季编号"), max_length=20, help_text=_("登记后不再改，例如 2026。"))
    field_order = ("name", "code", "starts_on", "ends_on")


def answered(
    request: Request, form: forms.Form, act: Callable[[dict[str, Any]], object], title: str, purpose: str
) -> HttpResponse:
    def done() -> str:
        act(form.cleaned_data)
        return reverse("catalog:catalogue")

    context = {"title": title, "purpose": purpose}
    return FormPage("catalog/form.html", form, done, gettext("已保存。"), context).answer(request)


@require_http_methods(BOTH)
@login_required
def add_variety(request: Request) -> HttpResponse:
    request.actor.must("catalog.change")
    return answered(
        request,
        NewVarietyForm(request.POST or None),
        lambda said: actions.add_variety(actor=request.actor, now=request.now, **said),
        gettext("登记品种"),
        gettext("登记后，库房可以说收不收它，批次可以写它。"),
    )


@require_http_methods(BOTH)
@login_required
def change_variety(request: Request, pk: int) -> HttpResponse:
    request.actor.must("catalog.change")
    found = queries.varieties().filter(pk=pk).first()
    if found is None:
        raise NotFound()
    initial = {"name": found.name, "aliases": gettext("、").join(found.aliases)}
    return answered(
        request,
        VarietyForm(request.POST or None, initial=initial),
        lambda said: actions.change_variety(actor=request.actor, variety_id=pk, now=request.now, **said),
        gettext("修改品种"),
        gettext("改名不影响已有的批次和方案：它们认的是编号 %(code)s。") % {"code": found.code},
    )


@require_http_methods(BOTH)
@login_required
def add_season(request: Request) -> HttpResponse:
    request.actor.must("catalog.change")
    return answered(
        request,
        NewSeasonForm(request.POST or None),
        lambda said: actions.add_season(actor=request.actor, now=request.now, **said),
        gettext("登记产季"),
        gettext("从采收到卖完算一季。"),
    )


@require_http_methods(BOTH)
@login_required
def change_season(request: Request, pk: int) -> HttpResponse:
    request.actor.must("catalog.change")
    found = queries.seasons().filter(pk=pk).first()
    if found is None:
        raise NotFound()
    initial = {"name": found.name, "starts_on": found.starts_on, "ends_on": found.ends_on}
    return answered(
        request,
        SeasonForm(request.POST or None, initial=initial),
        lambda said: actions.change_season(actor=request.actor, season_id=pk, now=request.now, **said),
        gettext("修改产季"),
        gettext("已经记下的事保留原来的日期。"),
    )
