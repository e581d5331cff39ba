"""Temperatures of one store: the last days, and the form to write them down."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.flows import air
from lilian.kernel.marks import gettext_noop
from lilian.storage import queries
from lilian.storage.queries import records
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request
from lilian.web.storage.stores.cells import degrees
from lilian.web.storage.stores.charts import temperature_chart
from lilian.web.storage.stores.forms.readings import ReadingsForm
from lilian.web.storage.stores.views.fill import reported

CHART_DAYS = 14
SOURCES = {
    "form": gettext_noop("人工填写"),
    "file": gettext_noop("表格导入"),
    "api": gettext_noop("接口上传"),
    "logger": gettext_noop("记录仪"),
    "demo": gettext_noop("演示数据"),
}


def source_name(source: str) -> str:
    return gettext(SOURCES[source]) if source in SOURCES else source


READINGS = (
    Column("at", _("时间"), lambda r: timezone.localtime(r.at).strftime("%Y-%m-%d %H:%M"), sort="at", card="lead"),
    Column("room", _("库房"), lambda r: r.room.code, sort="room__code"),
    Column(
        "temperature", _("温度"), lambda r: degrees(r.temperature_mc), sort="temperature_mc", number=True, card="right"
    ),
    Column("source", _("怎么来的"), lambda r: source_name(r.source)),
)


@require_safe
@login_required
def readings(request: Request, pk: int) -> HttpResponse:
    actor, now = request.actor, request.now
    card = queries.store_card(actor, pk, now=now)
    lately = records.readings(actor, store_id=pk, since=now - timedelta(days=CHART_DAYS))
    context: dict[str, Any] = {
        "card": card,
        "rooms": queries.room_cards(actor, pk, now=now),
        "chart": temperature_chart(lately.values_list("room__code", "at", "temperature_mc")),
        "days": CHART_DAYS,
        "listing": Listing(request, READINGS, records.readings(actor, store_id=pk), default_sort="-at"),
        "may_report": actor.may("storage.report", organisation_id=card.organisation_id),
    }
    return render(request, "storage/stores/readings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def record(request: Request, pk: int) -> HttpResponse:
    card = reported(request, pk)
    rooms = queries.room_cards(request.actor, pk, now=request.now)
    form = ReadingsForm(request.POST if request.method == "POST" else None, rooms=rooms, now=request.now)

    def act() -> str:
        air.record_readings(actor=request.actor, rows=form.drafts(), source="form", now=request.now)
        return reverse("storage:readings", args=[pk])

    context = {"card": card, "draft": f"readings-{pk}"}
    page = FormPage("storage/stores/record_readings.html", form, act, gettext("温度记下了。"), context)
    return page.answer(request)
