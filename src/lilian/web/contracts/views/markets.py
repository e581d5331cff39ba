"""What the market said: a chart, the figures with their sources, and where the office writes them down."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.catalog import queries as catalog
from lilian.contracts import actions, queries
from lilian.drawing import Series, line_chart
from lilian.sheets.export import export_xlsx
from lilian.web.contracts import market_book
from lilian.web.contracts.forms.markets import MarketForm, QuotationFileForm, QuotationForm
from lilian.web.contracts.words import per_jin
from lilian.web.shell.drawings import drawn
from lilian.web.shell.form_page import FormPage, form_page
from lilian.web.shell.listing import Chip, Column, Listing, with_query
from lilian.web.shell.requests import Request
from lilian.web.shell.tables.papers import as_download
from lilian.web.shell.tags import yuan

BOTH = ["GET", "HEAD", "POST"]
MOST_LINES, MOST_ROWS = 3, 20_000
SHOWN = timedelta(days=400)


def columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        Column("day", _("日期"), lambda one: f"{one.day}", sort="day", card="lead"),
        Column("what", _("品种、等级"), lambda one: f"{one.variety.name} · {names.get(one.grade, one.grade)}"),
        Column(
            "jin", _("每斤（元）"), lambda one: per_jin(one.fen_per_kg), sort="fen_per_kg", number=True, card="right"
        ),
        Column("kilo", _("每公斤（元）"), lambda one: yuan(one.fen_per_kg), sort="fen_per_kg", number=True),
        Column("source", _("来源"), lambda one: one.source, sub=lambda one: one.entered_by),
    )


def chart(by_grade: Mapping[str, Sequence[Any]], names: Mapping[str, str]) -> SafeString:
    """The grades that were quoted most often, at most three lines, in yuan a jin."""
    most = sorted(by_grade, key=lambda grade: -len(by_grade[grade]))[:MOST_LINES]
    series = [
        Series(names.get(grade, grade), [(one.day, one.fen_per_kg / 200) for one in by_grade[grade]])
        for grade in names
        if grade in most
    ]
    if not any(len(one.points) > 1 for one in series):
        return SafeString("")
    said = ", ".join(f"{one.name} {one.points[0][1]:.2f} → {one.points[-1][1]:.2f}" for one in series)
    return drawn(line_chart(series, unit=gettext("元/斤"), words=gettext("产地行情：{said}").format(said=said)))


@require_http_methods(BOTH)
@login_required
def market(request: Request) -> HttpResponse:
    request.actor.must("contracts.see_market")
    may_quote = request.actor.may("contracts.quote")
    if request.method == "POST":
        request.actor.must("contracts.quote")
    known = list(queries.markets(request.actor))
    code = request.GET.get("market", "") or (known[0].code if known else "")
    here = next((one for one in known if one.code == code), None)
    names, today = catalog.grade_names(), timezone.localdate(request.now)
    found = queries.quotations(request.actor, market_code=code, since=today - SHOWN)
    last = found.first()
    form = QuotationForm(
        request.POST if request.method == "POST" else None,
        actor=request.actor, today=today, market=code, last=last,
    )  # fmt: skip

    def act() -> str:
        actions.enter_quotations(actor=request.actor, drafts=form.drafts(), now=request.now)
        return f"{reverse('contracts:market')}?market={form.cleaned_data['market']}"

    by_grade = queries.latest(request.actor, code, last.variety_id) if last else {}
    context = {
        "market": here,
        "chips": [Chip(one.name, with_query(request.GET, market=one.code), one.code == code) for one in known],
        "board": [
            (names[grade], quoted[-1], per_jin(quoted[-1].fen_per_kg), change(quoted))
            for grade in names
            if (quoted := by_grade.get(grade))
        ],
        "chart": chart(by_grade, names),
        "listing": Listing(request, columns(names), found),
        "may_quote": may_quote and bool(known),
        "may_add": may_quote,
    }
    return FormPage("contracts/market.html", form, act, gettext("行情记下了。"), context).answer(request)


def change(quoted: Sequence[Any]) -> str:
    """Against the quotation before, in words."""
    if len(quoted) < 2:
        return gettext("第一次")
    fen = quoted[-1].fen_per_kg - quoted[-2].fen_per_kg
    if not fen:
        return gettext("和上次一样")
    said = gettext("比上次涨 {yuan} 元") if fen > 0 else gettext("比上次跌 {yuan} 元")
    return said.format(yuan=per_jin(abs(fen)))


@require_http_methods(BOTH)
@login_required
def market_file(request: Request) -> HttpResponse:
    """Many quotations from a workbook: all of it or nothing."""
    request.actor.must("contracts.quote")
    form, back = QuotationFileForm(request.POST or None, request.FILES or None), reverse("contracts:market")

    def act() -> str:
        given = form.cleaned_data["file"]
        drafts = market_book.quotations_in(request.actor, given.read(), given.name)
        actions.enter_quotations(actor=request.actor, drafts=drafts, now=request.now)
        return f"{back}?market={drafts[0].market}"

    return form_page(
        title=gettext("从表格记行情"),
        purpose=gettext("全记或全不记；记过的不重复，同一天又报的更正先报的。"),
        back=back,
        back_label=gettext("行情"),
        form=form,
        act=act,
        done=gettext("行情记下了。"),
        submit=gettext("读进来"),
    ).answer(request)


@require_safe
@login_required
def market_workbook(request: Request) -> HttpResponse:
    """What a market quoted, as the table comes in again."""
    found = queries.quotations(request.actor, market_code=request.GET.get("market", ""))[:MOST_ROWS]
    at = timezone.localtime(request.now).strftime("%Y-%m-%d %H:%M")
    note = gettext("%(name)s 于 %(at)s 从梨联导出") % {"name": request.actor.name, "at": at}
    data = export_xlsx([(market_book.QUOTATIONS, market_book.rows_out(found))], note=note)
    return as_download(data, f"{market_book.QUOTATIONS.sheet}.xlsx")


@require_http_methods(BOTH)
@login_required
def add_market(request: Request) -> HttpResponse:
    request.actor.must("contracts.quote")
    form, back = MarketForm(request.POST or None), reverse("contracts:market")

    def act() -> str:
        draft = form.draft()
        actions.add_market(actor=request.actor, draft=draft, now=request.now)
        return f"{back}?market={draft.code.strip()}"

    return form_page(
        title=gettext("添一个市场"),
        purpose=gettext("价格规则可以看它的行情：产地指数、批发市场。"),
        back=back,
        back_label=gettext("行情"),
        form=form,
        act=act,
        done=gettext("市场添上了。"),
    ).answer(request)
