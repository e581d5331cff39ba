"""The board of prices: what is paid now, what was, and who may hang another."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lilian.receiving import actions, queries
from lilian.web.receiving.forms import PriceForm
from lilian.web.receiving.words import grade_names, per_kilo
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request


def columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        Column(
            "what", _("品种、等级"), lambda one: f"{one.variety.name} · {names.get(one.grade, one.grade)}", card="lead"
        ),
        Column("where", _("哪里的价"), lambda one: one.location.name if one.location else gettext("全县")),
        Column(
            "price",
            _("挂牌价（元/公斤）"),
            lambda one: per_kilo(one.fen_per_kg) or gettext("不再挂牌"),
            sort="fen_per_kg",
            number=True,
            card="right",
        ),
        Column("from", _("从什么时候起"), lambda one: f"{timezone.localtime(one.effective_from):%m-%d %H:%M}"),
        Column("by", _("谁挂的"), lambda one: one.posted_by, card="hide"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def prices(request: Request) -> HttpResponse:
    request.actor.must("receiving.see")
    may_post = request.actor.may("receiving.post_price")
    if request.method == "POST":
        request.actor.must("receiving.post_price")
    places = list(queries.points(request.actor, "receiving.post_price")) if may_post else []
    county = may_post and request.actor.reach("receiving.post_price").everywhere
    data = request.POST if request.method == "POST" else None
    form = PriceForm(data, points=places, county=county, now=request.now)
    names = grade_names(timezone.localdate(request.now))

    def act() -> str:
        actions.post_price(actor=request.actor, draft=form.draft(), now=request.now)
        return reverse("receiving:prices")

    context = {
        "may_post": may_post,
        "board": [
            (price, names.get(price.grade, price.grade)) for price in queries.prices_at(None, request.now).values()
        ],
        "listing": Listing(request, columns(names), queries.prices(request.actor)),
    }
    return FormPage("receiving/prices.html", form, act, gettext("挂出去了。"), context).answer(request)
