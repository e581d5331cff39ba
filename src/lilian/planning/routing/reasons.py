"""Why a stop is left out: a code, the facts, and a sentence to fill and translate at the door."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import untranslated

SENTENCES = {
    "not_worth_it": gettext_noop("绕到这里比不去更贵。"),
    "too_large": gettext_noop("没有一辆能去的车装得下。"),
    "no_road": gettext_noop("没有车能走到这里的路。"),
    "out_of_hours": gettext_noop("没有一个班次赶得上这里的时间。"),
    "no_driver": gettext_noop("能去的车没有可派的司机。"),
    "no_room": gettext_noop("单独可以送到，但车、司机或时间已经排满。"),
}


@dataclass(frozen=True)
class Reason:
    """`code` is a key of SENTENCES; `fields` fill its sentence."""

    code: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The template in the source language, to be translated first and filled then."""
        return SENTENCES[self.code]

    def text(self, translate: Callable[[str], str] = untranslated) -> str:
        return translate(self.sentence).format(**self.fields)
