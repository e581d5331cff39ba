"""Statements of a run as Excel: one row a household, with every step from gross to net."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.settlement import queries
from lilian.settlement.values import STEP_NAMES, StepKind
from lilian.sheets import Column, Table
from lilian.sheets.export import export_xlsx
from lilian.web.shell.requests import Request
from lilian.web.shell.tables.papers import as_download
from lilian.web.shell.whom import heads

BOOK = Table(
    name="statements",
    sheet="结算单",
    columns=(
        Column("code", "农户编号", "code"),
        Column("who", "农户", width=14),
        Column("net_g", "净重（公斤）", "weight", unit="公斤", width=14),
        Column("fruit_fen", "果款（元）", "money", width=14),
        Column("more_fen", "另付（元）", "money", width=14),
        *(Column(f"{kind}_fen", f"{STEP_NAMES[kind]}（元）", "money", width=16) for kind in StepKind),
        Column("net_fen", "实付（元）", "money", width=14),
        Column("carried_fen", "转欠款（元）", "money", width=14),
        Column("digest", "校验码", width=20),
    ),
)


@require_safe
@login_required
def statements(request: Request, pk: int) -> HttpResponse:
    run = queries.run(request.actor, pk)
    found = list(queries.statements(request.actor, run_id=pk))
    at = timezone.localtime(request.now).strftime("%Y-%m-%d %H:%M")
    note = gettext("%(name)s 于 %(at)s 从梨联导出") % {"name": request.actor.name, "at": at}
    names = heads(request.actor, [row.household_id for row in found])
    return as_download(export_xlsx([(BOOK, rows(found, names))], note=note), f"{BOOK.sheet}-{run.day:%Y%m%d}.xlsx")


def rows(found: list[Any], names: dict[int, str]) -> Iterator[dict[str, Any]]:
    for row in found:
        inputs, told = queries.inputs_of(row), queries.settled_of(row)
        yield {
            "code": inputs.code,
            "who": names.get(row.household_id, ""),
            "net_g": sum(one.net_g for one in inputs.delivered),
            "fruit_fen": told.fruit_fen,
            "more_fen": told.paid_out_fen,
            **{f"{kind}_fen": told.taken_fen(kind) or None for kind in StepKind},
            "net_fen": told.net_fen,
            "carried_fen": told.carried_fen or None,
            "digest": row.digest,
        }
