"""Packings whose boxes bear a mark."""

from datetime import datetime

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request
from lilian.api.operation import read
from lilian.api.operations.brand.labels import OfLicence
from lilian.api.shapes import Page, page_made, shaped
from lilian.brand import queries
from lilian.brand.values import MarkedCard
from lilian.kernel.marks import gettext_noop

router = Router()


class MarkedPackingOut(Schema):
    packing_id: int = Field(description=gettext_noop("包装的记录编号"))
    batch: str = Field(description=gettext_noop("包装批号，印在标签上"))
    licence_id: int = Field(description=gettext_noop("用标授权的记录编号"))
    licence: str = Field(description=gettext_noop("授权编号"))
    spec_id: int = Field(description=gettext_noop("包装规格的记录编号"))
    spec: str = Field(description=gettext_noop("包装规格名称"))
    at: datetime = Field(description=gettext_noop("什么时候开始贴标的"))
    boxes: int = Field(description=gettext_noop("装了几箱，作废的也数"))
    labels: int = Field(description=gettext_noop("贴了几枚"))


def marked_shape(card: MarkedCard) -> MarkedPackingOut:
    return MarkedPackingOut.model_validate(vars(card))


@read(
    router,
    "/marked-packings",
    answer=Page[MarkedPackingOut],
    needs="brand.see",
    summary=gettext_noop("贴标的包装"),
    description=gettext_noop("哪些包装贴了标，按哪份授权，装了几箱，贴了几枚，新的在前。"),
)
def list_marked_packings(request: Request, asked: Query[OfLicence]) -> object:
    found = queries.packings(request.auth, licence_id=asked.licence_id)
    return page_made(found, asked, lambda part: shaped(queries.packing_cards(part), marked_shape))
