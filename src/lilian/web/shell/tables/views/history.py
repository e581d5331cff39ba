"""What was taken in, and taking it back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from lilian.base import day_folders, imports
from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.web.shell.job_progress import progress_of
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import drafts, work
from lilian.web.shell.tables.refused import told_of
from lilian.web.shell.tables.registry import changeable, flow_kept_as, seen_whole


def label_of(batch: Any) -> str:
    flow = flow_kept_as(batch.table)
    return gettext(flow.label) if flow else batch.table


def moment(at: Any) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def state_of(batch: Any) -> str:
    return gettext("已撤销") if batch.undone_at else gettext("有效")


COLUMNS = (
    Column(
        "file",
        _("文件"),
        lambda b: b.file_name,
        card="lead",
        link=lambda b: reverse("tables:receipt", args=[b.pk]),
        sub=label_of,
    ),
    Column("at", _("导入时间"), lambda b: moment(b.applied_at), sort="applied_at"),
    Column("who", _("谁导入的"), lambda b: b.actor_name),
    Column("created", _("新增"), lambda b: f"{b.created:,}", sort="created", number=True),
    Column("changed", _("更改"), lambda b: f"{b.changed:,}", sort="changed", number=True),
    Column("unchanged", _("没有变化"), lambda b: f"{b.unchanged:,}", number=True, card="hide"),
    Column("state", _("状态"), state_of, card="right"),
)


def visible(actor: Actor) -> Any:
    return imports.batches(actor, whole=seen_whole(actor))


def batch_of(actor: Actor, pk: int) -> Any:
    """:raises NotFound: if there is none, or it is not the reader's to see"""
    found = visible(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


@require_safe
@login_required
def history(request: Request) -> HttpResponse:
    """Imports so far, and the tables that can be taken in."""
    tables = [(flow, gettext(flow.label)) for flow in changeable(request.actor)]
    listing = Listing(request, COLUMNS, visible(request.actor), default_sort="-at")
    return render(request, "tables/history.html", {"tables": tables, "listing": listing})


@require_safe
@login_required
def receipt(request: Request, pk: int) -> HttpResponse:
    """What one import did; for half an hour, how to take it back; while that goes on, how far it is."""
    batch = batch_of(request.actor, pk)
    left_s = imports.UNDO_MINUTES * 60 - (request.now - batch.applied_at).total_seconds()
    job = work.taking_back_of(batch, request.actor)
    shown = progress_of(job, request.now) if job else None
    under_way = shown is not None and shown.is_under_way
    context = {
        "batch": batch,
        "label": label_of(batch),
        "flow": flow_kept_as(batch.table),
        "total": batch.created + batch.changed + batch.unchanged,
        "at": moment(batch.applied_at),
        "undone_at": moment(batch.undone_at) if batch.undone_at else "",
        "may_undo": imports.may_undo(request.actor, batch, request.now) and not under_way,
        "minutes": max(1, round(left_s / 60)),
        "rest": rest_of(request, batch),
        "progress": shown if under_way else None,
        "told": told_of(job),
        "stopped": shown is not None and shown.state == "failed" and not batch.undone_at,
    }
    return render(request, "tables/receipt.html", context)


@require_safe
@login_required
def undo_progress(request: Request, pk: int) -> HttpResponse:
    """The bar alone, asked for every two seconds; when the work is over the receipt is shown anew."""
    batch = batch_of(request.actor, pk)
    job = work.taking_back_of(batch, request.actor)
    shown = progress_of(job, request.now) if job else None
    if shown is None or not shown.is_under_way:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "tables/undo_progress.html", {"progress": shown, "batch": batch})


def rest_of(request: Request, batch: Any) -> str:
    """The key of the draft whose bad rows were left over, while it is kept."""
    key, flow = request.GET.get("left", ""), flow_kept_as(batch.table)
    if flow is None or len(key) != day_folders.KEY_LENGTH or not key.replace("-", "").replace("_", "").isalnum():
        return ""
    try:
        draft = drafts.find(key, table=flow.name, user_id=request.actor.user_id)
    except NotFound:
        return ""
    return draft.key if draft.batch == batch.pk and draft.read(drafts.REST) else ""


@require_POST
@login_required
def undo(request: Request, pk: int) -> HttpResponse:
    """Take one's own import back by a counter-entry; a large one is the worker's."""
    batch = batch_of(request.actor, pk)
    large = work.is_large_import(batch)

    def act() -> str:
        if large:
            imports.check_undoable(batch, actor=request.actor, asked_at=request.now)
            work.start_taking_back(batch, actor=request.actor, now=request.now)
        else:
            imports.undo(actor=request.actor, batch_id=batch.pk, now=request.now)
        return reverse("tables:receipt", args=[batch.pk])

    response = once(request, act)
    if not large:
        messages.success(request, gettext("已撤销，各项记录都恢复到导入之前。"))
    return response
