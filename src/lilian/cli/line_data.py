"""What `lilian import line-data` does: read, grade, say; with a run, keep."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone
from rich.table import Table

from lilian.base.actors import system
from lilian.catalog import queries as catalog
from lilian.catalog.values import StandardInForce
from lilian.cli.screen import Screen
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import NotFound
from lilian.sheets.process import file_bytes
from lilian.sorting import actions, queries
from lilian.sorting.actions import LineReport
from lilian.sorting.sheets import LINE_LIMITS

DONE, REFUSED = 0, 2
ACTOR = "lilian import"
Translate = Callable[[str], str]


@dataclass(frozen=True)
class Wanted:
    """`run` is the code of a run; '' grades by today's standard and keeps nothing."""

    file: Path
    profile: str
    run: str
    take_good_rows: bool
    json: bool


def take(wanted: Wanted, _: Translate) -> int:
    """:raises Refusal: whatever is refused"""
    screen, actor, now = Screen(quiet=wanted.json), system(ACTOR), timezone.now()
    run_id, standard = _run(wanted.run)
    report = actions.report_on(
        data=file_bytes(wanted.file, LINE_LIMITS),
        name=wanted.file.name,
        profile=queries.profile(wanted.profile),
        standard=standard,
    )
    if report.data.faults:
        screen.refuse(*(fault.line(_) for fault in report.data.faults))
    if wanted.json:
        screen.data(json.dumps(as_json(report, _), ensure_ascii=False, indent=2) + "\n")
    else:
        screen.show(table(report, _))
    if run_id is not None:
        actions.take_file(actor=actor, run_id=run_id, report=report, now=now, take_good_rows=wanted.take_good_rows)
        screen.note(_("已收进 {run}。").format(run=wanted.run))
    return REFUSED if report.data.bad and not wanted.take_good_rows else DONE


def _run(code: str) -> tuple[int | None, StandardInForce]:
    if not code:
        return None, catalog.standard_on(timezone.localdate())
    found = queries.runs(system(ACTOR)).filter(code=code).first()
    if found is None:
        raise NotFound()
    return found.pk, catalog.version(found.standard_id)


def as_json(report: LineReport, _: Translate) -> dict[str, Any]:
    """The report for programs; weights in 0.1 g."""
    counted = actions.by_grade(report)
    return {
        "file": report.name,
        "digest": report.digest,
        "standard": {"code": report.standard.code, "number": report.standard.number},
        "rows": report.data.rows,
        "bad_rows": report.data.bad,
        "fallen": report.graded.fallen,
        "grades": [
            {
                "grade": band.grade,
                "name": band.name,
                "fruit": counted[band.grade][0],
                "weight_dg": counted[band.grade][1],
            }
            for band in reversed(report.standard.bands)
            if band.grade in counted
        ],
        "machine": actions.against_machine(report),
        "faults": [
            {"code": one.kind.code, "rows": one.rows, "lines": list(one.lines), "text": one.text(_)}
            for one in report.data.faults
        ],
    }


def table(report: LineReport, _: Translate) -> Table:
    counted, fruit = actions.by_grade(report), len(report.data.fruit)
    title = _("{name}：{fruit} 个果，{standard} 第 {number} 版").format(
        name=report.name, fruit=f"{fruit:,}", standard=report.standard.name, number=report.standard.number
    )
    shown = Table(_("等级"), _("个数"), _("占比"), _("重量"), title=title)
    for band in reversed(report.standard.bands):
        if band.grade in counted:
            count, weight_dg = counted[band.grade]
            weight = weight_text(weight_dg // 10, "公斤", 1).said(_)
            shown.add_row(band.name, f"{count:,}", f"{count * 1000 // fruit / 10}%", weight)
    return shown
