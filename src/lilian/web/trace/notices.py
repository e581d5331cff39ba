"""What holders are told, and what they answer."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.trace import actions, queries
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request
from lilian.web.trace.forms import AnswerForm
from lilian.web.trace.words import holder, moment, parcels


def answered(row: Any) -> str:
    if not hasattr(row, "answer"):
        return gettext("没有答复")
    return gettext("找到 %s 箱") % f"{row.answer.found:,}"


NOTICES = (
    Column(
        "holder",
        _("在谁手里"),
        holder,
        card="lead",
        link=lambda row: reverse("trace:notice", args=[row.pk]),
        sub=lambda row: row.phone or gettext("成员单位，页面上已通知"),
    ),
    Column("boxes", _("箱数"), lambda row: f"{row.boxes:,}", number=True, card="right"),
    Column("parcels", _("发件"), parcels),
    Column("answer", _("答复"), answered),
    Column("at", _("什么时候"), lambda row: moment(row.at)),
)


def beside(request: Request, row: Any) -> list[tuple[str, str]]:
    """The way to the telephone, for who calls those who did not answer."""
    may = request.actor.may("trace.call") and not hasattr(row, "answer")
    return [(reverse("trace:call", args=[row.pk]), gettext("打电话"))] if may else []


@require_safe
@login_required
def notice_list(request: Request) -> HttpResponse:
    listing = Listing(request, NOTICES, queries.notices(request.actor))
    return render(request, "trace/notices.html", {"listing": listing})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notice_page(request: Request, pk: int) -> HttpResponse:
    """What is to be done, and how many of the boxes are still there."""
    row, back = queries.notice(request.actor, pk), reverse("trace:notices")
    form = AnswerForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        said = form.cleaned_data
        actions.answer_notice(
            actor=request.actor, notice_id=pk, found=said["found"], note=said["note"], now=request.now
        )
        return back

    told = gettext("{boxes} 箱要停售、下架、退回：{parcels}。原因：{reason}。")
    return form_page(
        title=gettext("召回通知 · %s") % holder(row),
        purpose=told.format(boxes=f"{row.boxes:,}", parcels=parcels(row), reason=row.recall.reason),
        back=back,
        back_label=gettext("召回通知"),
        submit=gettext("记下答复"),
        form=form,
        beside=beside(request, row),
        act=act,
        done=gettext("答复记下了。"),
    ).answer(request)
