"""A file is sent, or cells are pasted."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lilian.kernel.refusal import Refusal
from lilian.sheets import LIMITS
from lilian.sheets.refusals import TooBig
from lilian.web.shell.refusals import status_of, told
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import drafts, work
from lilian.web.shell.tables.drafts import Sent
from lilian.web.shell.tables.flow import TableFlow
from lilian.web.shell.tables.registry import flow_named
from lilian.web.shell.tables.taking_in import look_at
from lilian.web.shell.tables.words import columns_in_words

ENDINGS = ".xlsx,.xls,.xlsb,.ods,.csv,.tsv,.txt"


class SendForm(forms.Form):
    """Either a file or pasted cells."""

    file = forms.FileField(
        required=False, allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ENDINGS}), label=_("表格文件")
    )
    cells = forms.CharField(
        required=False,
        strip=False,
        label=_("粘贴的内容"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not (cleaned.get("cells") or "").strip():
            raise forms.ValidationError(_("请先选一个文件，或把表格里的格子粘贴进来。"))
        return cleaned

    def sent(self, table: str) -> Sent:
        """:raises TooBig: before the file is read"""
        file = self.cleaned_data.get("file")
        if not file:
            return Sent(table, gettext("粘贴的内容"), self.cleaned_data["cells"].encode(), pasted=True)
        if file.size > LIMITS.file_bytes:
            raise TooBig(megabytes=round(file.size / 1e6, 1), limit=LIMITS.file_bytes // (1024 * 1024))
        return Sent(table, file.name, file.read())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def send(request: Request, name: str) -> HttpResponse:
    """Choose a file or paste; what was sent is looked through at once, or by the worker if it is large."""
    flow = flow_named(name)
    request.actor.must(flow.change)
    if request.method != "POST":
        return page(request, flow, SendForm())
    form = SendForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, flow, form, status=422)
    try:
        return redirect("tables:preview", name, received(request, flow, form.sent(name)))
    except Refusal as refusal:
        return page(request, flow, form, status=status_of(refusal), told=told(refusal))


def received(request: Request, flow: TableFlow, sent: Sent) -> str:
    """Keep it and look at it; the key of the draft."""
    draft = drafts.keep(sent, actor=request.actor, now=request.now)
    if work.is_large(draft):
        work.start(work.CHECKING, draft, actor=request.actor, now=request.now)
    else:
        look_at(flow, draft, actor=request.actor, now=request.now)
    return draft.key


def page(request: Request, flow: TableFlow, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"flow": flow, "form": form, "columns": columns_in_words(flow.table), "label": gettext(flow.label)}
    return render(request, "tables/send.html", {**context, "paste_rows": LIMITS.paste_rows, **more}, status=status)
