"""Storage fees by owner and month: on the page and as a workbook, the same figures."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.keeping import actions, queries
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.sheets import Column, Table
from lilian.sheets.export import export_xlsx
from lilian.storage import queries as storage
from lilian.web.keeping.forms.fees import FeeForm
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Chip, with_query
from lilian.web.shell.requests import Request
from lilian.web.shell.tables.papers import as_download

BY_OWNER = Table(
    name="storage_fees",
    sheet="仓储费",
    columns=(
        Column("owner", "货主", width=28),
        Column("tonne_days", "吨·天", "number"),
        Column("fee_fen", "仓储费（元）", "money"),
    ),
)
GRAMS_PER_TONNE = 1_000_000
MONTHS_SHOWN = 4


def month_asked(request: Request) -> date:
    """`?month=2026-11`; this month where none is asked for."""
    said, today = request.GET.get("month", ""), timezone.localdate(request.now)
    try:
        return date.fromisoformat(f"{said}-01") if said else today.replace(day=1)
    except ValueError:
        raise NotFound() from None


def before(month: date, count: int) -> date:
    """The first of the month so many months earlier."""
    number = month.year * 12 + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


def rows_of(request: Request, store_id: int, month: date) -> list[dict[str, object]]:
    today = timezone.localdate(request.now)
    found = queries.month_fees(request.actor, store_id=store_id, month=month, today=today)
    names = dict(members.organisations(request.actor).values_list("pk", "name"))
    return [
        {
            "owner": names.get(fee.owner_id, ""),
            "gram_days": fee.gram_days,
            "tonne_days": fee.gram_days / GRAMS_PER_TONNE,
            "fee_fen": fee.fee_fen,
            "lots": len(fee.lots),
        }
        for fee in found
    ]


@require_safe
@login_required
def own(request: Request) -> HttpResponse:
    """Which store's fees."""
    rooms = storage.kept_rooms(request.actor, permission="keeping.see_fees")
    stores = dict.fromkeys((room.store_id, room.store) for room in rooms)
    return render(request, "keeping/fee_stores.html", {"stores": list(stores)})


@require_safe
@login_required
def fees(request: Request, pk: int) -> HttpResponse:
    month, this = month_asked(request), timezone.localdate(request.now).replace(day=1)
    rows = rows_of(request, pk, month)
    months = [before(this, n) for n in range(MONTHS_SHOWN)]
    card = storage.store_card(request.actor, pk, now=request.now)
    context = {
        "store": card,
        "terms": queries.fee_terms(request.actor, store_id=pk),
        "may_set": card.organisation_id in request.actor.reach("keeping.set_fees"),
        "rows": rows,
        "sum_fen": sum(int(str(row["fee_fen"])) for row in rows),
        "month": month,
        "chips": [Chip(f"{m:%Y-%m}", with_query(request.GET, month=f"{m:%Y-%m}"), m == month) for m in months],
    }
    return render(request, "keeping/fees.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def set_fee(request: Request, pk: int) -> HttpResponse:
    """A new price, from a day on."""
    if not storage.kept_rooms(request.actor, permission="keeping.set_fees", store_id=pk):
        raise NotFound()
    form = FeeForm(request.POST if request.method == "POST" else None, today=timezone.localdate(request.now))
    back = reverse("keeping:fees", args=[pk])

    def act() -> str:
        actions.publish_fee(actor=request.actor, draft=form.draft(pk), now=request.now)
        return back

    return form_page(
        title=gettext("定单价"),
        purpose=storage.store_card(request.actor, pk, now=request.now).name,
        back=back,
        back_label=gettext("仓储费"),
        form=form,
        act=act,
        done=gettext("单价定好了，从那天起按它算。"),
        submit=gettext("公布单价"),
    ).answer(request)


@require_safe
@login_required
def workbook(request: Request, pk: int) -> HttpResponse:
    month = month_asked(request)
    at = timezone.localtime(request.now).strftime("%Y-%m-%d %H:%M")
    note = gettext("%(name)s 于 %(at)s 从梨联导出") % {"name": request.actor.name, "at": at}
    rows = [{key: row[key] for key in ("owner", "tonne_days", "fee_fen")} for row in rows_of(request, pk, month)]
    return as_download(export_xlsx([(BY_OWNER, rows)], note=note), f"{BY_OWNER.sheet}-{month:%Y-%m}.xlsx")
