"""What can be wrong in a line's file. One fault stands for every row with the same wrong cell."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import untranslated
from lilian.kernel.sentences import Word, filled, joined
from lilian.sheets.faults import FaultKind
from lilian.sorting.values import MEASURE_NAMES, Measure

CHECK = gettext_noop("请核对机器导出的文件，或在映射方案里改单位。")
NO_WEIGHT = FaultKind(
    "no_weight", gettext_noop("没有重量。"), gettext_noop("空果杯的行可以不收：选“只收没有问题的行”。")
)
NOT_NUMBER = FaultKind("not_number", gettext_noop("{title}“{given}”不是数字。"), CHECK)
OUT_OF_RANGE = FaultKind("out_of_range", gettext_noop("{title} {given} 不可能，最多 {most}。"), CHECK)
UNKNOWN_GRADE = FaultKind(
    "unknown_grade", gettext_noop("机器等级“{given}”没有对照。"), gettext_noop("请在映射方案里写明它是哪一级。")
)
UNKNOWN_DEFECT = FaultKind(
    "unknown_defect", gettext_noop("缺陷代码“{given}”没有对照。"), gettext_noop("请在映射方案里写明它是哪种缺陷。")
)
LONG_MARK = FaultKind(
    "long_mark", gettext_noop("批次记号“{given}”太长。"), gettext_noop("批次记号最多 40 个字，请核对这一列。")
)
RAGGED = FaultKind("ragged", gettext_noop("列数和标题行不一样。"), gettext_noop("请核对这些行，或重新从机器导出。"))


@dataclass(frozen=True)
class LineFault:
    """`rows` such rows, the first of them at `lines` (from 1, as an editor counts); `given` is what stands there."""

    kind: FaultKind
    rows: int
    lines: tuple[int, ...]
    fields: dict[str, Any] = field(default_factory=dict, hash=False)

    def text(self, translate: Callable[[str], str] = untranslated) -> str:
        """What is wrong and what to do."""
        sentence = filled(self.kind.sentence, self.fields, translate)
        return joined(sentence, filled(self.kind.remedy, self.fields, translate))

    def where(self, translate: Callable[[str], str] = untranslated) -> str:
        """`第 3、17、20 行，共 120 行`"""
        numbers = translate("、").join(map(str, self.lines))
        return translate(gettext_noop("第 {numbers} 行，共 {rows} 行")).format(numbers=numbers, rows=self.rows)

    def line(self, translate: Callable[[str], str] = untranslated) -> str:
        return f"{self.where(translate)}: {self.text(translate)}"


def titled(measure: Measure, **fields: Any) -> dict[str, Any]:
    return {"title": Word(MEASURE_NAMES[measure]), **fields}


KINDS = {
    kind.code: kind for kind in (NO_WEIGHT, NOT_NUMBER, OUT_OF_RANGE, UNKNOWN_GRADE, UNKNOWN_DEFECT, LONG_MARK, RAGGED)
}
