"""A run as the API gives it: in a list, and whole with what the line counted."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from lilian.api.actors import Request
from lilian.kernel.marks import gettext_noop
from lilian.sorting import queries
from lilian.sorting.queries import GrowerLine, RunCard, RunFigures
from lilian.sorting.values import RunState

GRAMS_BY_GRADE = gettext_noop("各等级的重量，克，按等级代码")


class RunOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("分选号"), examples=["FX000012"])
    line_id: int = Field(description=gettext_noop("分选线的存放处记录编号"))
    line: str = Field(description=gettext_noop("分选线名称"))
    variety: str = Field(description=gettext_noop("品种名称"))
    day: date = Field(description=gettext_noop("哪一天开的"))
    tank: int = Field(description=gettext_noop("几号池"))
    cleaned_at: datetime = Field(description=gettext_noop("什么时候清的池"))
    state: RunState = Field(description=gettext_noop("open 正在分选，closed 已结束，broken_off 已作废"))
    taken_g: int = Field(description=gettext_noop("投料，克"))
    lost_g: int | None = Field(description=gettext_noop("损耗，克；没有结束时为空"))
    reason: str = Field(description=gettext_noop("结束时的说明，或作废的原因"))
    note: str = Field(description=gettext_noop("备注"))


class InputOut(Schema):
    lot: str = Field(description=gettext_noop("果品批次代码"))
    location: str = Field(description=gettext_noop("存放处名称"))
    weight_g: int = Field(description=gettext_noop("投料，克"))
    mark: str = Field(description=gettext_noop("机器给这一批的记号；没有时为空"))


class FileOut(Schema):
    name: str = Field(description=gettext_noop("文件名或批号"))
    profile: str = Field(description=gettext_noop("映射方案名称"))
    rows: int = Field(description=gettext_noop("一共几行"))
    left_out: int = Field(description=gettext_noop("没有收的几行"))
    at: datetime = Field(description=gettext_noop("记下的时间"))


class GradeOut(Schema):
    grade: str = Field(description=gettext_noop("等级代码"), examples=["first"])
    name: str = Field(description=gettext_noop("等级名称"))
    fruit: int = Field(description=gettext_noop("机器数到几个果"))
    line_dg: int = Field(description=gettext_noop("机器称得多少，0.1 克"))
    weighed_g: int | None = Field(description=gettext_noop("过磅称得多少，克；没有称时为空"))
    weight_g: int | None = Field(description=gettext_noop("入账多少，克；没有结束时为空"))
    lot: str = Field(description=gettext_noop("出来的果品批次代码；没有时为空"))


class MachineOut(Schema):
    machine: str = Field(description=gettext_noop("机器给的等级，按映射方案换成本县的；空是剔除"))
    grade: str = Field(description=gettext_noop("按标准定的等级代码"))
    fruit: int = Field(description=gettext_noop("几个果"))


class BinOut(Schema):
    bin_g: int = Field(description=gettext_noop("单果重，克：从这个数起的 10 克"))
    grade: str = Field(description=gettext_noop("等级代码"), examples=["first"])
    fruit: int = Field(description=gettext_noop("几个果"))


class OverrideOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    from_grade: str = Field(description=gettext_noop("原来的等级代码"))
    to_grade: str = Field(description=gettext_noop("改成的等级代码"))
    weight_g: int | None = Field(description=gettext_noop("改多少，克；空是全部"))
    reason: str = Field(description=gettext_noop("为什么改"))
    agreed: bool | None = Field(description=gettext_noop("第二个人同意没有；还没答复时为空"))
    note: str = Field(description=gettext_noop("第二个人怎么说"))


class RunWhole(RunOut):
    standard: str = Field(description=gettext_noop("标准名称"))
    inputs: list[InputOut] = Field(description=gettext_noop("投进去的批次，只给看得到的"))
    files: list[FileOut] = Field(description=gettext_noop("收进来的机器数据"))
    fruit: int = Field(description=gettext_noop("机器一共数到几个果"))
    fallen: int = Field(description=gettext_noop("重量够、别的不够，落了级的几个果"))
    short: dict[str, int] = Field(
        description=gettext_noop("差在哪里的果各几个：diameter 果径，solids 糖度，barred 缺陷，many 缺陷种类太多")
    )
    unseen: list[str] = Field(description=gettext_noop("标准要求、这台机器却不测的"))
    left_out: int = Field(description=gettext_noop("没有收的几行"))
    grades: list[GradeOut] = Field(description=gettext_noop("各等级，从重到轻"))
    machine: list[MachineOut] = Field(description=gettext_noop("机器等级和标准定的等级对比"))
    bins: list[BinOut] = Field(description=gettext_noop("果重分布"))
    overrides: list[OverrideOut] = Field(description=gettext_noop("改等级"))


class GrowerOut(Schema):
    name: str = Field(description=gettext_noop("农户编号，或单位名称"))
    household_id: int | None = Field(description=gettext_noop("农户的记录编号"))
    brought_g: int = Field(description=gettext_noop("投料，克"))
    lost_g: int = Field(description=gettext_noop("损耗，克"))
    grams: dict[str, int] = Field(description=GRAMS_BY_GRADE)


class PackoutOut(Schema):
    measured: bool = Field(description=gettext_noop("true 按机器量的分，false 按投料的重量比例分"))
    growers: list[GrowerOut] = Field(description=gettext_noop("每户的果出了什么；果农只看得到自己的"))


def card_shape(card: RunCard) -> RunOut:
    return RunOut.model_validate(of_card(card))


def of_card(card: RunCard) -> dict[str, object]:
    return {
        "id": card.run_id,
        "code": card.code,
        "line_id": card.location_id,
        "line": card.line,
        "variety": card.variety,
        "day": card.day,
        "tank": card.tank,
        "cleaned_at": card.cleaned_at,
        "state": card.state,
        "taken_g": card.taken_g,
        "lost_g": card.lost_g,
        "reason": card.reason,
        "note": card.note,
    }


def whole(request: Request, run_id: int) -> RunWhole:
    """:raises NotFound: if there is no such run, or the caller may not see it"""
    card = queries.card(request.auth, run_id)
    found = queries.figures(run_id)
    return RunWhole.model_validate(
        {
            **of_card(card),
            **of_figures(found),
            "inputs": [vars(one) for one in queries.inputs(request.auth, run_id)],
            "files": [vars(one) for one in queries.line_files(run_id)],
            "overrides": [{**vars(one), "id": one.override_id} for one in queries.overrides(run_id)],
        }
    )


def of_figures(found: RunFigures) -> dict[str, object]:
    return {
        "standard": found.standard.name,
        "fruit": found.fruit,
        "fallen": found.fallen,
        "short": found.short,
        "unseen": found.unseen,
        "left_out": found.left_out,
        "grades": [vars(one) for one in found.grades],
        "machine": flat(found.machine, "machine"),
        "bins": flat(found.bins, "bin_g"),
    }


def flat(table: Mapping[Any, Mapping[str, int]], name: str) -> list[dict[str, object]]:
    """Fruit by two things, a row each."""
    return [{name: key, "grade": grade, "fruit": fruit} for key, row in table.items() for grade, fruit in row.items()]


def grower_shape(line: GrowerLine) -> GrowerOut:
    return GrowerOut(
        name=line.name,
        household_id=line.household_id,
        brought_g=line.brought_g,
        lost_g=line.lost_g,
        grams=line.grams,
    )
