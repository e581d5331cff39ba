"""Boxes as they leave the scale, and one read by its code."""

from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Moment, RowId
from lilian.api.operation import read, write
from lilian.api.operations.named import only
from lilian.api.operations.packing.packings import PackingOut, packing_now
from lilian.api.refusals import Detailed
from lilian.api.shapes import Asked, Page, Why, Window, page_made, shaped
from lilian.flows import packing as flows
from lilian.kernel.marks import gettext_noop
from lilian.packing import actions, queries
from lilian.packing.actions.refusals import BoxRefused
from lilian.packing.values import BoxCard, Source, Weighed

router = Router()
MOST_AT_ONCE = 1_000
BoxGrams = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Pieces = Annotated[int, Field(strict=True, ge=1, le=1_000)]


class BoxIn(Asked):
    gross_g: BoxGrams | None = Field(None, description=gettext_noop("毛重，克；毛重和净重只写一个"))
    net_g: BoxGrams | None = Field(None, description=gettext_noop("净重，克；毛重和净重只写一个"), examples=[2_512])
    pieces: Pieces | None = Field(None, description=gettext_noop("几个果；不写就是规格定的个数"))
    packed_at: Moment | None = Field(None, description=gettext_noop("离秤的时刻，带时区；不写就是现在"))


class BoxesIn(Asked):
    boxes: list[BoxIn] = Field(
        min_length=1, max_length=MOST_AT_ONCE, description=gettext_noop("一箱或许多箱，一次最多 1000 箱，全记或全不记")
    )


class BoxOut(Schema):
    code: str = Field(description=gettext_noop("箱码，印在标签上"))
    number: int = Field(description=gettext_noop("这次包装的第几箱"))
    gross_g: int = Field(description=gettext_noop("毛重，克"))
    net_g: int = Field(description=gettext_noop("净重，克"))
    pieces: int = Field(description=gettext_noop("几个果"))
    packed_at: datetime = Field(description=gettext_noop("离秤的时刻"))
    give_away_g: int = Field(description=gettext_noop("比标签多送的，克；负数是少"))
    void: str | None = Field(description=gettext_noop("为什么作废；没有作废时为空"))


class BoxWhole(BoxOut):
    packing: PackingOut = Field(description=gettext_noop("在哪次包装装的"))


class BoxAsk(Window):
    text: str = Field("", max_length=14, description=gettext_noop("箱码开头的几个字"))


def shapes(rows: Any) -> list[BoxOut]:
    return shaped(queries.box_cards(rows), shape)


def shape(card: BoxCard) -> BoxOut:
    return BoxOut.model_validate(vars(card))


def fault_of(bad: BoxRefused) -> dict[str, str]:
    """The one box of several that may not leave like this."""
    row, why = bad.fields["row"], bad.fields["why"]
    return {"field": f"boxes.{row - 1}", "where": "body", "code": why.code, "detail": why.text(gettext)}


def box_now(request: Request, code: str) -> BoxWhole:
    """:raises NotFound: if there is none, or the caller may not see it"""
    row = only(queries.boxes(request.auth).filter(code=code.upper()))
    (card,) = queries.box_cards([row])
    return BoxWhole(**vars(shape(card)), packing=packing_now(request, row.packing_id))


@read(
    router,
    "/packings/{packing_id}/boxes",
    answer=Page[BoxOut],
    needs="packing.see",
    summary=gettext_noop("一次包装的箱子"),
    description=gettext_noop("每箱多重、几个果、多送多少，最后装的在前；作废的也在。"),
)
def list_boxes(request: Request, packing_id: RowId, asked: Query[BoxAsk]) -> object:
    queries.packing(request.auth, packing_id)  # not found, if there is no such packing
    return page_made(queries.boxes(request.auth, packing_id=packing_id, text=asked.text), asked, shapes)


@write(
    router,
    "POST /packings/{packing_id}/boxes",
    answer=list[BoxOut],
    status=201,
    needs="packing.pack",
    summary=gettext_noop("报称好的箱子"),
    description=gettext_noop(
        "电子秤或包装机报一箱或一批箱子，得到箱码去印标签。比标签轻得过了、个数不对的一箱也不记，说出是第几箱。"
    ),
)
def add_boxes(request: Request, packing_id: RowId, body: BoxesIn) -> object:
    try:
        made = flows.pack_boxes(
            **actor_and_now(request),
            packing_id=packing_id,
            boxes=[Weighed(**one.model_dump()) for one in body.boxes],
            source=Source.API,
            client_key=request.client_key,
        )
    except BoxRefused as bad:
        raise Detailed(bad, [fault_of(bad)]) from None
    return shapes(queries.boxes(request.auth, packing_id=packing_id).filter(pk__in=made).order_by("number"))


@read(
    router,
    "/boxes/{code}",
    answer=BoxWhole,
    needs="packing.see",
    summary=gettext_noop("一箱"),
    description=gettext_noop("按标签上的箱码读一箱：多重、几个果、什么规格、哪一批包装。"),
)
def get_box(request: Request, code: Code) -> object:
    return box_now(request, code)


@write(
    router,
    "POST /boxes/{code}/void",
    answer=BoxWhole,
    needs="packing.pack",
    summary=gettext_noop("作废一箱"),
    description=gettext_noop("称错、摔破的一箱不再算数，也从托盘上拿下来；包装结束以后不能作废。"),
)
def void_box(request: Request, code: Code, body: Why) -> object:
    row = only(queries.boxes(request.auth).filter(code=code.upper()))
    actions.void_box(**actor_and_now(request), box_id=row.pk, reason=body.reason)
    return box_now(request, code)
