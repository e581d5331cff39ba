"""Kinds of background work: in words, and where the result of one is to be seen."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from lilian.kernel.marks import gettext_noop
from lilian.web.shell.tables import work

PLANNING, LOW_SEASON, LINE_FILE = "storage.solve_plan", "idling.solve_plan", "sorting.read_file"
PACK_TRIAL, BUYING, PRINTING = "packing.try_ways", "purchasing.solve_decision", "contracts.print"
TRACE_FILE, CERTIFICATES, MAKING = "trace.file", "certificates.file", "contracts.make"
# Every kind of job has its words here; a test fails on one that has none.
NAMES = {
    **work.KIND_NAMES,
    PLANNING: gettext_noop("计算入库方案"),
    LOW_SEASON: gettext_noop("计算并库方案"),
    LINE_FILE: gettext_noop("读入逐果数据"),
    PACK_TRIAL: gettext_noop("试配箱"),
    BUYING: gettext_noop("计算统购定标"),
    MAKING: gettext_noop("批量订合同"),
    PRINTING: gettext_noop("打印合同"),
    "exchange.take_in": gettext_noop("接收追溯事件"),
    "exchange.deliver": gettext_noop("推送追溯事件"),
    "transparency.ask_witness": gettext_noop("请见证方见证"),
    TRACE_FILE: gettext_noop("导出追溯明细"),
    CERTIFICATES: gettext_noop("打印或导出合格证"),
    "base.back_up": gettext_noop("夜间备份"),
}
# The page of what such a job makes, and which of its arguments the address takes.
PAGES = {
    PLANNING: ("storage:plan", "plan"),
    LOW_SEASON: ("idling:plan", "plan"),
    LINE_FILE: ("sorting:run", "run"),
    BUYING: ("purchasing:decision", "decision"),
}
LISTS = {MAKING: ("contracts:contracts", "batch")}  # the list of what it made, asked for by that argument
OWN_PAGES = {
    PACK_TRIAL: "packing:trial",
    PRINTING: "contracts:papers_made",
    TRACE_FILE: "trace:file_made",
    CERTIFICATES: "certificates:file_made",
}  # whose address takes the job's number


def kind_name(kind: str) -> str:
    return gettext(NAMES.get(kind, kind))


def result_url(job: Any) -> str:
    """The page of what the job made; empty where it made none, or its maker alone may see it."""
    if job.status != "done":
        return ""
    if job.kind in (work.TAKING_IN, work.TAKING_BACK) and job.result.get("batch"):
        return reverse("tables:receipt", args=[job.result["batch"]])
    if job.kind in PAGES:
        page, argument = PAGES[job.kind]
        return reverse(page, args=[job.arguments[argument]])
    if job.kind in LISTS:
        page, argument = LISTS[job.kind]
        return f"{reverse(page)}?{urlencode({argument: job.arguments[argument]})}"
    if job.kind in OWN_PAGES:
        return reverse(OWN_PAGES[job.kind], args=[job.pk])
    return ""
