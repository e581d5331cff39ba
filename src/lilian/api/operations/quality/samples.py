"""Samples measured at the bench."""

from datetime import datetime
from typing import Annotated

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Id, Moment, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.operations.named import goods_lot_id
from lilian.api.shapes import Asked, Page, Window, page_made, shaped
from lilian.catalog.values import Defect
from lilian.kernel.marks import gettext_noop
from lilian.quality import actions, queries
from lilian.quality.values import Fruit, Occasion, SampleCard, SampleDraft

router = Router()
MOST_FRUIT = 200
FruitGrams = Annotated[int, Field(strict=True, ge=1, le=2_000)]
MilliNewton = Annotated[int, Field(strict=True, ge=1, le=200_000)]
Permille = Annotated[int, Field(strict=True, ge=1, le=300)]
FruitCount = Annotated[int, Field(strict=True, ge=0, le=MOST_FRUIT)]


class FruitFigures(Asked):
    weight_g: FruitGrams | None = Field(None, description=gettext_noop("单果重，克；没有测就不填"))
    firmness_mn: MilliNewton | None = Field(
        None, description=gettext_noop("硬度，千分之一牛，8 毫米测头；没有测就不填"), examples=[61_200]
    )
    solids_permille: Permille | None = Field(
        None, description=gettext_noop("可溶性固形物，千分之几；没有测就不填"), examples=[128]
    )


class SampleIn(Asked):
    organisation_id: Id = Field(description=gettext_noop("取样单位的记录编号"))
    lot: Code = Field(description=gettext_noop("果品批次代码"))
    occasion: Occasion = Field(
        description=gettext_noop("什么时候取的：received 收果，stored 库中，sorted 分选后，packed 包装后")
    )
    size: FruitCount = Field(description=gettext_noop("看了几个果"), examples=[10])
    fruit: list[FruitFigures] = Field([], max_length=MOST_FRUIT, description=gettext_noop("测过的每个果"))
    defects: dict[Defect, FruitCount] = Field(
        {}, max_length=len(Defect), description=gettext_noop("每种缺陷有几个果"), examples=[{"rub": 2}]
    )
    taste: ShortNote = Field("", description=gettext_noop("尝起来怎样"))
    taken_at: Moment | None = Field(None, description=gettext_noop("取样的时刻，带时区；不写就是现在"))


class SampleOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    organisation_id: int = Field(description=gettext_noop("取样单位的记录编号"))
    lot: str = Field(description=gettext_noop("果品批次代码"))
    variety: str = Field(description=gettext_noop("品种名称"))
    grade: str = Field(description=gettext_noop("等级代码；没有分级时为空"))
    occasion: Occasion = Field(
        description=gettext_noop("什么时候取的：received 收果，stored 库中，sorted 分选后，packed 包装后")
    )
    size: int = Field(description=gettext_noop("看了几个果"))
    taken_at: datetime = Field(description=gettext_noop("取样的时刻"))
    weight_g: int | None = Field(description=gettext_noop("平均单果重，克；没有测时为空"))
    firmness_mn: int | None = Field(description=gettext_noop("平均硬度，千分之一牛；没有测时为空"))
    solids_permille: int | None = Field(description=gettext_noop("平均可溶性固形物，千分之几；没有测时为空"))
    fruit: list[FruitFigures] = Field(description=gettext_noop("测过的每个果"))
    defects: dict[Defect, int] = Field(description=gettext_noop("每种缺陷有几个果"))
    taste: str = Field(description=gettext_noop("尝起来怎样"))


class QualityAsk(Window):
    lot: Code | None = Field(None, description=gettext_noop("只要这一批的，不管谁取的样"))


def sample_shape(card: SampleCard) -> SampleOut:
    return SampleOut.model_validate(
        {**vars(card), "id": card.sample_id, "fruit": [vars(one) for one in card.fruit], "defects": dict(card.defects)}
    )


@read(
    router,
    "/samples",
    answer=Page[SampleOut],
    needs="quality.see",
    summary=gettext_noop("抽样列表"),
    description=gettext_noop("看得到的单位取的样，新的在前；写了批次就给那一批的全部，不管谁取的。"),
)
def list_samples(request: Request, asked: Query[QualityAsk]) -> object:
    found = queries.samples(request.auth)
    if asked.lot is not None:
        found = queries.samples_of(request.auth, goods_lot_id(request, asked.lot))
    return page_made(found, asked, lambda part: shaped(queries.sample_cards(part), sample_shape))


@read(
    router,
    "/samples/{sample_id}",
    answer=SampleOut,
    needs="quality.see",
    summary=gettext_noop("一次抽样"),
    description=gettext_noop("每个果测出多少，平均多少，有哪些缺陷。"),
)
def get_sample(request: Request, sample_id: RowId) -> object:
    return sample_shape(queries.sample(request.auth, sample_id))


@write(
    router,
    "POST /samples",
    answer=SampleOut,
    status=201,
    needs="quality.check",
    summary=gettext_noop("报一次抽样"),
    description=gettext_noop("硬度计、糖度计测一批的样果，一次报齐。测出来的不能改，错了再取一次样。"),
)
def take_sample(request: Request, body: SampleIn) -> object:
    draft = SampleDraft(
        organisation_id=body.organisation_id,
        lot_id=goods_lot_id(request, body.lot),
        occasion=body.occasion,
        size=body.size,
        fruit=tuple(Fruit(**one.model_dump()) for one in body.fruit),
        defects=body.defects,
        taste=body.taste,
        taken_at=body.taken_at,
    )
    made = actions.take_sample(**actor_and_now(request), draft=draft, client_key=request.client_key)
    return sample_shape(queries.sample(request.auth, made))
