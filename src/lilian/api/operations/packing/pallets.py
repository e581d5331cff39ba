"""Pallets: made, loaded, unloaded."""

from datetime import datetime

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Id, RowId
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_made, shaped
from lilian.kernel.marks import gettext_noop
from lilian.packing import actions, queries
from lilian.packing.queries import PalletCard

router = Router()
MOST_BOXES = 500


class PalletOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("托盘码"))
    organisation_id: int = Field(description=gettext_noop("所属单位的记录编号"))
    boxes: int = Field(description=gettext_noop("上面几箱"))
    net_g: int = Field(description=gettext_noop("一共净重，克"))
    since: datetime | None = Field(description=gettext_noop("最早的一箱是什么时候放上去的；空着时为空"))


class PalletIn(Asked):
    organisation_id: Id = Field(description=gettext_noop("所属单位的记录编号"))


class OnIn(Asked):
    boxes: list[Code] = Field(min_length=1, max_length=MOST_BOXES, description=gettext_noop("箱码，一次最多 500 箱"))


class OffIn(Asked):
    boxes: list[Code] | None = Field(
        None, min_length=1, max_length=MOST_BOXES, description=gettext_noop("拿下哪几箱；不写就是全部")
    )


def shape(card: PalletCard) -> PalletOut:
    return PalletOut.model_validate({**vars(card), "id": card.pallet_id})


def pallet_now(request: Request, pallet_id: int) -> PalletOut:
    """:raises NotFound: if there is none, or the caller may not see it"""
    return shape(queries.pallet(request.auth, pallet_id))


@read(
    router,
    "/pallets",
    answer=Page[PalletOut],
    needs="packing.see",
    summary=gettext_noop("托盘列表"),
    description=gettext_noop("看得到的单位的托盘，上面现在有几箱，新的在前。"),
)
def list_pallets(request: Request, asked: Query[Window]) -> object:
    return page_made(queries.pallets(request.auth), asked, lambda part: shaped(queries.pallet_cards(part), shape))


@read(
    router,
    "/pallets/{pallet_id}",
    answer=PalletOut,
    needs="packing.see",
    summary=gettext_noop("一个托盘"),
    description=gettext_noop("上面现在有几箱、多重。"),
)
def get_pallet(request: Request, pallet_id: RowId) -> object:
    return pallet_now(request, pallet_id)


@write(
    router,
    "POST /pallets",
    answer=PalletOut,
    status=201,
    needs="packing.pack",
    summary=gettext_noop("建一个托盘"),
    description=gettext_noop("得到一个托盘码；托盘用完可以再用。"),
)
def make_pallet(request: Request, body: PalletIn) -> object:
    said = actor_and_now(request)
    made = actions.make_pallet(**said, organisation_id=body.organisation_id, client_key=request.client_key)
    return pallet_now(request, made)


@write(
    router,
    "POST /pallets/{pallet_id}/stow",
    answer=PalletOut,
    needs="packing.pack",
    summary=gettext_noop("箱子上托盘"),
    description=gettext_noop("一箱同时只在一个托盘上；有一箱放不了就都不放，说出是哪一箱。"),
)
def stow_boxes(request: Request, pallet_id: RowId, body: OnIn) -> object:
    actions.stow(**actor_and_now(request), pallet_id=pallet_id, codes=body.boxes)
    return pallet_now(request, pallet_id)


@write(
    router,
    "POST /pallets/{pallet_id}/take-off",
    answer=PalletOut,
    needs="packing.pack",
    summary=gettext_noop("箱子下托盘"),
    description=gettext_noop("拿下几箱，或全部；哪箱什么时候在哪个托盘上都留着。"),
)
def take_off_boxes(request: Request, pallet_id: RowId, body: OffIn) -> object:
    actions.take_off(**actor_and_now(request), pallet_id=pallet_id, codes=body.boxes)
    return pallet_now(request, pallet_id)
