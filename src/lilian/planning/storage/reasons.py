"""Why a lot does not go to a store, or nowhere: a code, the facts, and a sentence to fill and translate at the door."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import untranslated

SENTENCES = {
    "variety": gettext_noop("{store} 不收{variety}。"),
    "too_warm": gettext_noop("{store} 库温 {temperature_c}℃，高于规定的 {max_temperature_c}℃。"),
    "excluded": gettext_noop("人工规定不进 {store}。"),
    "locked_elsewhere": gettext_noop("人工已指定进 {locked_store}。"),
    "too_late": gettext_noop("{harvest_date} 才采收，计划只到 {last_day}。"),
    "full": gettext_noop("{store} 已经排满。"),
    "intake_used_up": gettext_noop("{store} {day} 的入库能力已经排满。"),
    "whole_does_not_fit": gettext_noop("{store} 剩下的地方放不下整批。"),
    "costs_more": gettext_noop("{store} 每吨要多花 {extra_yuan} 元。"),
    "free_to_use": gettext_noop("{store} 有地方，但全县算总账这样更省。"),
    "no_store_accepts": gettext_noop("没有恒温库收{variety}。"),
    "all_too_warm": gettext_noop("收{variety}的恒温库库温都超过 {max_temperature_c}℃。"),
    "all_excluded": gettext_noop("能存的恒温库都被人工排除了。"),
    "all_full": gettext_noop("能存的恒温库都排满了。"),
    "all_intake_used_up": gettext_noop("有库容的恒温库，计划期内的入库能力都排满了。"),
    "locked_store_cannot": gettext_noop("人工指定的 {store} 放不下或不能存。"),
    "no_whole_fit": gettext_noop("没有一座库放得下整批 {weight_t} 吨。"),
    "need_store_for_variety": gettext_noop("找一座愿意收{variety}、有 {weight_t} 吨空位的恒温库。"),
    "cool_down": gettext_noop("把 {store} 的库温降到 {max_temperature_c}℃ 以下。"),
    "lift_exclusion": gettext_noop("取消对 {store} 的限制。"),
    "more_days": gettext_noop("把计划延长到 {day}。"),
    "more_space": gettext_noop("再有 {weight_t} 吨库容，例如 {store}。"),
    "more_intake": gettext_noop("{store} 多收 {weight_t} 吨，或再多一天。"),
    "move_lock": gettext_noop("改指定别的库，或让 {store} 再腾出 {weight_t} 吨。"),
    "allow_split": gettext_noop("允许分开存，或在 {store} 再腾出整批 {weight_t} 吨的地方。"),
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
