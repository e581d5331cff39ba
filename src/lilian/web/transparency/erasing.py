"""Deleting what ties an entry of the log to a person, on a lawful request."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.kernel.refusal import NotFound
from lilian.transparency import actions, queries
from lilian.transparency.values import LogEntry
from lilian.web.shell.form_page import UNPROCESSABLE, form_page
from lilian.web.shell.requests import Request
from lilian.web.transparency.words import kind_name


class FindForm(forms.Form):
    seq = forms.IntegerField(
        label=_("日志第几条"),
        min_value=0,
        help_text=_("“自己核验”的页面上写着，例如“它是存证日志的第 1,024 条”，就填 1024。"),
    )


class ErasureForm(forms.Form):
    reason = forms.CharField(
        label=_("为什么抹除"),
        max_length=200,
        help_text=_("例如“本人书面要求，2026-11-3 收到”。只有联盟办和审计看得到。"),
    )
    understood = forms.BooleanField(label=_("我知道抹除了就恢复不了"))


@require_safe
@login_required
def erased(request: Request) -> HttpResponse:
    """What was erased so far, and which entry is to be next: its number leads on."""
    request.actor.must("transparency.change")
    form = FindForm(request.GET if "seq" in request.GET else None)
    if form.is_valid():
        try:
            entry = queries.log_entry(request.actor, form.cleaned_data["seq"])
        except NotFound:
            form.add_error("seq", gettext("日志里没有这一条。"))
        else:
            return HttpResponseRedirect(reverse("transparency:erase", args=[entry.seq]))
    rows = [(one, kind_name(one.entry.kind)) for one in queries.erased(request.actor)]
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "transparency/erased.html", {"form": form, "rows": rows}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def erase(request: Request, seq: int) -> HttpResponse:
    """The log stays as it is; what this entry said can be shown by nobody any more."""
    request.actor.must("transparency.change")
    entry = queries.log_entry(request.actor, seq)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    back = reverse("transparency:erased")

    def act() -> str:
        said = {"kind": entry.kind, "ref": entry.ref, "reason": form.cleaned_data["reason"]}
        actions.erase(actor=request.actor, now=request.now, **said)
        return back

    return form_page(
        title=gettext("抹除第 {seq} 条的内容").format(seq=f"{seq:,}"),
        purpose=_purpose(entry),
        back=back,
        back_label=gettext("抹除内容"),
        submit=gettext("抹除"),
        form=form,
        act=act,
        done=gettext("抹除好了；日志照样核得过。"),
    ).answer(request)


def _purpose(entry: LogEntry) -> str:
    facts = {"kind": kind_name(entry.kind), "at": date_format(localtime(entry.at), "Y-m-d H:i")}
    return gettext(
        "{kind}，{at} 记下。抹除的是证明它写过什么的那把盐：日志一条不少、照样核得过，"
        "可是谁也不能再证明这一条写的是什么。记录本身怎么处理，在它自己的页面上办。"
    ).format(**facts)
