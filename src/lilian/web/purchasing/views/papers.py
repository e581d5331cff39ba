"""A purchase order and a hand-out list on paper. The text is Chinese whatever the screen speaks."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.kernel.capitals import capital_yuan
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.purchasing import queries
from lilian.purchasing.papers import Group, ListPaper, pdf
from lilian.web.purchasing.views.handing import handing_lines
from lilian.web.shell.requests import Request

CHINESE = "zh-hans"


def answer(paper: Callable[[], ListPaper], name: str) -> HttpResponse:
    with translation.override(CHINESE):
        data = pdf([paper()])
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf") or ""
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@login_required
def order(request: Request, pk: int) -> HttpResponse:
    found = queries.order(request.actor, pk)
    return answer(lambda: order_paper(found), found.number)


def order_paper(order: Any) -> ListPaper:
    """The same lines and sums as on the page, by the place they go to."""
    lines = order.lines.select_related("article__farm_input", "organisation").order_by("organisation__code", "pk")
    sums = [(gettext("货款"), order.goods_fen), (gettext("每单固定费用"), order.order_fen)]
    sums += [(gettext("整单优惠"), -order.rebate_fen), (gettext("运费"), order.freight_fen)]
    return ListPaper(
        title=gettext("农资采购单"),
        number=order.number,
        facts=(
            (gettext("供应商"), order.supplier.name),
            (gettext("采购方"), order.campaign.organiser.name),
            (gettext("团购"), order.campaign.name),
            (gettext("下单日期"), f"{timezone.localtime(order.placed_at):%Y-%m-%d}"),
        ),
        heads=(gettext("农资"), gettext("登记证号"), gettext("几件"), gettext("金额（元）")),
        widths=(5, 4, 2, 2),
        right=(2, 3),
        groups=tuple(_places(lines)),
        sums=(*((name, yuan_text(fen)) for name, fen in sums if fen), _whole(order.amount_fen)),
        capitals=gettext("人民币（大写）：%(words)s") % {"words": capital_yuan(order.amount_fen)},
        notes=(gettext("每行金额已摊入优惠、固定费用和运费。没到的、坏的不付款；多送的退回。"),),
        signs=(gettext("采购方（盖章）"), gettext("供应商（盖章）")),
        foot=f"{order.campaign.name} · {order.number}",
    )


def _whole(fen: int) -> tuple[str, str]:
    return gettext("合计"), f"¥ {yuan_text(fen)}"


def _places(lines: Iterable[Any]) -> Iterable[Group]:
    for place, some in groupby(lines, key=lambda line: line.organisation):
        rows = tuple((*_input(line), f"{line.quantity} {_unit(line)}", yuan_text(line.amount_fen)) for line in some)
        yield Group(gettext("送到：{place}").format(place=place.name), place.village or "", rows)


def _input(line: Any) -> tuple[str, str]:
    known = line.article.farm_input
    return f"{known.name} {known.pack}".strip(), known.registration


def _unit(line: Any) -> str:
    return str(line.article.farm_input.unit)


@require_safe
@login_required
def handout(request: Request, pk: int, place: int) -> HttpResponse:
    if not queries.lines_to(request.actor, pk, place).exists():
        raise NotFound()
    home = members.organisation_names([place])[place]
    return answer(lambda: handout_paper(request, pk, place, home), f"{gettext('发放单')}-{home}")


def handout_paper(request: Request, pk: int, place: int, home: str) -> ListPaper:
    """A row each: what is fetched, why so many, what is owed, and a line to sign on."""
    found, handing = queries.campaign(request.actor, pk), handing_lines(request, pk, place)
    return ListPaper(
        title=gettext("农资发放单"),
        number="",
        facts=(
            (gettext("村社"), home),
            (gettext("团购"), found.name),
            (gettext("共几家"), str(len(handing))),
            (gettext("打印日期"), f"{timezone.localdate(request.now):%Y-%m-%d}"),
        ),
        heads=(
            gettext("谁"),
            gettext("领几件什么，为什么是这个数"),
            gettext("应付（元）"),
            gettext("领取人签字"),
        ),
        widths=(4, 10, 3, 4),
        right=(2,),
        groups=tuple(_points(handing)),
        sums=(_whole(sum(one["amount_fen"] for one in handing)),),
        capitals="",
        notes=(gettext("领的时候当面点清，签了字就是领到了。"),),
        signs=(gettext("发放人"), gettext("日期")),
        foot=f"{found.name} · {home}",
    )


def _points(handing: Iterable[dict[str, Any]]) -> Iterable[Group]:
    """A heading for each pick-up point; none where all fetch at the place itself."""
    for point, some in groupby(handing, key=lambda one: one["point"]):
        yield Group(gettext("到 {point} 领").format(point=point) if point else "", "", tuple(map(_fetched, some)))


def _fetched(one: dict[str, Any]) -> tuple[str, ...]:
    return (
        one["name"],
        "\n".join(_line(line) for line in one["lines"]),
        yuan_text(one["amount_fen"]),
        gettext("{name} 已签收").format(name=one["signed_by"]) if one["signed_by"] else "",
    )


def _line(line: dict[str, Any]) -> str:
    """How many first, so that a long name that runs into a second line moves nothing."""
    return f"{line['units']} {line['input'].unit} · {line['input'].name} · {line['why']}"
