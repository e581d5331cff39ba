"""Differences said in words, the same on every page of a plan."""

from django.utils.translation import gettext

from lilian.web.shell.tags import tonnes, whole_yuan, yuan

NOTICED_G = 50_000
LESS_THAN_A_YUAN = 100


def money_change(fen: int) -> str:
    """`多花 3,210 元`, `少花 3,210 元`, `花费不变`."""
    if fen == 0:
        return gettext("花费不变")
    if abs(fen) < LESS_THAN_A_YUAN:
        return gettext("花费相差不到 1 元")
    words = gettext("多花 {yuan} 元") if fen > 0 else gettext("少花 {yuan} 元")
    return words.format(yuan=whole_yuan(abs(fen)))


def weight_change(weight_g: int) -> str:
    """`多放 12.5 吨`, `少放 12.5 吨`, `放下的吨数不变`."""
    if abs(weight_g) < NOTICED_G:
        return gettext("放下的吨数不变")
    words = gettext("多放 {tonnes} 吨") if weight_g > 0 else gettext("少放 {tonnes} 吨")
    return words.format(tonnes=tonnes(abs(weight_g)))


def per_tonne_change(fen: int) -> str:
    """`每吨贵 0.80 元`, `每吨便宜 3.01 元`, `每吨花费不变`."""
    if fen == 0:
        return gettext("每吨花费不变")
    words = gettext("每吨贵 {yuan} 元") if fen > 0 else gettext("每吨便宜 {yuan} 元")
    return words.format(yuan=yuan(abs(fen)))


def rule_cost(fen: int | None, placed_g: int | None) -> str:
    """What a person's decision costs, as it was when it was set: money at equal tonnes, and tonnes if they differ."""
    if fen is None:
        return ""
    if abs(placed_g or 0) < NOTICED_G:
        return rule_money(fen)
    return gettext("{weight}；同样吨数算，{money}").format(weight=weight_change(placed_g or 0), money=rule_money(fen))


def rule_money(fen: int) -> str:
    if fen == 0:
        return gettext("不增加花费")
    if abs(fen) < LESS_THAN_A_YUAN:
        return gettext("花费相差不到 1 元")
    words = gettext("全县多花 {yuan} 元") if fen > 0 else gettext("全县少花 {yuan} 元")
    return words.format(yuan=whole_yuan(abs(fen)))


def came_change(came_g: int, planned_g: int) -> str:
    """`和计划一样`, `比计划多 0.12 吨`, `比计划少 0.12 吨`."""
    more_g = came_g - planned_g
    if abs(more_g) < 5_000:
        return gettext("和计划一样")
    words = gettext("比计划多 {tonnes} 吨") if more_g > 0 else gettext("比计划少 {tonnes} 吨")
    return words.format(tonnes=tonnes(abs(more_g), 2))


def where_words(village: str, point: str) -> str:
    """The point, and its village where the point does not name it."""
    return point if village in point else " ".join(part for part in (village, point) if part)
