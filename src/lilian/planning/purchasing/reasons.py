"""Why something cannot be bought: a code, the facts, and a sentence to fill and translate at the door."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import untranslated

SENTENCES = {
    "no_offer": gettext_noop("没有供应商报{item}。"),
    "too_late": gettext_noop("{item}要在第 {period} 期以前买，那时没有报价。"),
    "quality": gettext_noop("报{item}的供应商质量都不够，要求 {min_quality} 级。"),
    "excluded": gettext_noop("报{item}的供应商都被人工排除了。"),
    "not_delivered": gettext_noop("报{item}的供应商都不送{village}。"),
    "short": gettext_noop("供应商能供的{item}不够，还差 {quantity}。"),
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
