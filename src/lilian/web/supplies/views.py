"""What lies where, what moved, and what is lost."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.kernel.refusal import NotFound
from lilian.supplies import actions, queries
from lilian.supplies.values import MOVE_KIND_NAMES, MoveKind
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request


def where(row: Any) -> str:
    return row.point.name if row.point else gettext("单位自己的库房")


def units(row: Any) -> str:
    return f"{row.count:,} {row.farm_input.unit}"


def use_by(row: Any) -> str:
    """Red once it has run out: nothing of it is handed out any more."""
    if row.expires_on is None:
        return "—"
    if row.expires_on < timezone.localdate():
        return format_html(
            '<span class="badge badge-stop">{}</span>', gettext("已过期 %s") % f"{row.expires_on:%Y-%m-%d}"
        )
    return f"{row.expires_on:%Y-%m-%d}"


def lose_url(row: Any) -> str:
    return reverse("supplies:lose", args=[row.pk])


STOCK = (
    Column("input", _("农资"), lambda row: row.farm_input.name, sort="farm_input__name", card="lead"),
    Column("count", _("现有"), units, sort="count", card="right"),
    Column("organisation", _("哪家的"), lambda row: row.organisation.name, sort="organisation__name"),
    Column("point", _("在哪里"), where),
    Column("batch", _("批号"), lambda row: row.batch or "—"),
    Column("expires_on", _("有效期至"), use_by, sort="expires_on"),
)
MOVES = (
    Column("input", _("农资"), lambda row: row.farm_input.name, card="lead"),
    Column("kind", _("怎么了"), lambda row: gettext(MOVE_KIND_NAMES[MoveKind(row.kind)]), sort="kind"),
    Column("count", _("几件"), units, card="right"),
    Column("who", _("谁"), lambda row: who(row)),
    Column("batch", _("批号"), lambda row: row.batch or "—", card="hide"),
    Column("at", _("什么时候"), lambda row: f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}", sort="at"),
)


def who(row: Any) -> str:
    """Who signed for what was fetched; else whose stock it is."""
    if row.kind != MoveKind.HAND_OUT:
        return row.note or row.organisation.name
    code = row.household.code if row.household else row.organisation.name
    return gettext("{name}（{code}）").format(name=row.signed_by, code=code)


@require_safe
@login_required
def stock(request: Request) -> HttpResponse:
    text, found = request.GET.get("q", "").strip(), queries.stock(request.actor)
    if text:
        found = found.filter(Q(farm_input__name__icontains=text) | Q(batch__icontains=text))
    may_keep = request.actor.may("supplies.keep")
    listing = Listing(request, columns(may_keep), found, default_sort="input")
    return render(request, "supplies/stock.html", {"listing": listing, "text": text})


def columns(may_keep: bool) -> tuple[Column, ...]:
    """Whoever keeps the stock says what is lost by its name."""
    if not may_keep:
        return STOCK
    return (*STOCK, Column("lose", "", lambda row: gettext("报损耗"), link=lose_url))


@require_safe
@login_required
def moves(request: Request) -> HttpResponse:
    listing = Listing(request, MOVES, queries.moves(request.actor), default_sort="-at")
    return render(request, "supplies/moves.html", {"listing": listing})


class LoseForm(forms.Form):
    count = forms.IntegerField(
        label=_("损耗几件"), min_value=1, max_value=1_000_000, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    reason = forms.CharField(label=_("什么情况"), max_length=200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def lose(request: Request, pk: int) -> HttpResponse:
    request.actor.must("supplies.keep")
    row = queries.stock(request.actor).filter(pk=pk).first()
    if row is None:
        raise NotFound()
    form = LoseForm(request.POST if request.method == "POST" else None)
    back = reverse("supplies:stock")

    def act() -> str:
        said = form.cleaned_data
        actions.lose(
            actor=request.actor,
            balance_id=pk,
            count=said["count"],
            reason=said["reason"],
            client_key=key_of(request),
            now=request.now,
        )
        return back

    return form_page(
        title=gettext("报损耗"),
        purpose=f"{row.farm_input.name} · {units(row)}",
        back=back,
        back_label=gettext("农资库存"),
        submit=gettext("记下损耗"),
        form=form,
        act=act,
        done=gettext("损耗记下了。"),
    ).answer(request)
