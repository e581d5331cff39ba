"""Marks go out: the register of licences as Excel, the numbers of labels as Excel or CSV for whoever prints them."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.base.actors import Actor
from lilian.brand import actions, queries
from lilian.brand.sheets import LABELS, LICENCES
from lilian.brand.values import STATE_NAMES, spoken
from lilian.sheets.export import export_xlsx, streamed_csv
from lilian.web.shell.form_page import form_page
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import made
from lilian.web.shell.tables.papers import XLSX

AT_ONCE = 200  # licences held in memory
MOST_IN_EXCEL = 100_000  # more take a minute and a file nobody opens; CSV goes out as it is made
CSV = "text/csv; charset=utf-8"


@require_safe
@login_required
def licences(request: Request) -> HttpResponse:
    """The register as the list shows it, all pages of it."""
    actor, day = request.actor, timezone.localdate(request.now)
    note = gettext("%(name)s 于 %(at)s 从梨联导出") % {"name": actor.name, "at": f"{clock(request.now):%Y-%m-%d %H:%M}"}
    data = export_xlsx([(LICENCES, licence_rows(actor, request.GET.get("q", "")[:80], day))], note=note)
    return made.answer(data, gettext("用标授权") + ".xlsx", XLSX)


def clock(at: datetime) -> datetime:
    return timezone.localtime(at)


def licence_rows(actor: Actor, text: str, day: date) -> Iterator[dict[str, Any]]:
    found = queries.licences(actor, text=text)
    keys = list(found.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        for card in queries.cards(found.filter(pk__in=keys[start : start + AT_ONCE]), day):
            figures = {name: getattr(card.count, name) for name in ("issued", "used", "spoiled", "returned", "on_hand")}
            reason = card.reason or None
            yield {**vars(card), **figures, "state": gettext(STATE_NAMES[card.state]), "reason": reason}


class NumbersForm(forms.Form):
    """Which labels of an issue, and as what file."""

    kind = forms.ChoiceField(
        label=_("什么文件"), choices=[("csv", _("CSV（打印机软件）")), ("xlsx", "Excel")], widget=forms.RadioSelect
    )
    first = forms.IntegerField(label=_("从第几枚起"), min_value=1)
    count = forms.IntegerField(label=_("要多少枚"), min_value=1)

    def __init__(self, *args: Any, whole: int, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"kind": "csv", "first": 1, "count": whole})
        super().__init__(*args, **kwargs)
        self.whole = whole
        for name in ("first", "count"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, count = said.get("first"), said.get("count")
        if first and count and first + count - 1 > self.whole:
            words = _("这次一共发了 %(whole)s 枚。")
            self.add_error("count", forms.ValidationError(words, code="too_many", params={"whole": f"{self.whole:,}"}))
        elif count and said.get("kind") == "xlsx" and count > MOST_IN_EXCEL:
            words = _("Excel 一次最多 %(most)s 枚；多了请用 CSV，或者分几次。")
            given = {"most": f"{MOST_IN_EXCEL:,}"}
            self.add_error("count", forms.ValidationError(words, code="too_many", params=given))
        return said


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def numbers(request: Request, pk: int) -> HttpResponseBase:
    """The numbers are what makes a label genuine: whoever takes them out is written down."""
    found = queries.issue(request.actor, pk, permission="brand.issue")
    form = NumbersForm(request.POST if request.method == "POST" else None, whole=found.last - found.first + 1)
    if request.method == "POST" and form.is_valid():
        return file_of(request, found, form.cleaned_data)
    said = {"holder": found.licence.holder, "count": f"{form.whole:,}", "spec": found.kind.spec.name}
    return form_page(
        title=gettext("取标签编号"),
        purpose=gettext("%(holder)s的 %(count)s 枚，贴“%(spec)s”。交给印标签的；谁取了哪些，都记下来。") % said,
        back=reverse("brand:licence", args=[found.licence_id]),
        back_label=found.licence.number,
        submit=gettext("下载"),
        form=form,
        act=lambda: "",
        done="",
    ).answer(request)


def file_of(request: Request, found: Any, said: dict[str, Any]) -> HttpResponseBase:
    first, count = said["first"], said["count"]
    taken = actions.take_out_numbers(actor=request.actor, issue_id=found.pk, first=first, count=count, now=request.now)
    rows = label_rows(found, taken, first, settings.LINK_HOST or request.get_host())
    name = f"{found.licence.number}-{first}-{first + count - 1}"
    if said["kind"] == "xlsx":
        return made.answer(export_xlsx([(LABELS, rows)]), f"{name}.xlsx", XLSX)
    answer = StreamingHttpResponse(streamed_csv(LABELS, rows), content_type=CSV)
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.csv") or ""
    answer["Cache-Control"] = "private, no-store"
    return answer


def label_rows(found: Any, numbers: Iterable[str], first: int, host: str) -> Iterator[dict[str, Any]]:
    """What a printer needs of each: its number as it is read and as it is scanned, and what is printed in the mark."""
    same = {
        "mark": found.licence.mark.name,
        "licence": found.licence.number,
        "holder": found.licence.holder,
        "credit_code": found.licence.credit_code,
        "spec": found.kind.spec.name,
    }
    for place, number in enumerate(numbers, first):
        yield {
            "place": place,
            "number": number,
            "spoken": spoken(number),
            "link": f"https://{host}/mark/{number}/",
            **same,
        }
