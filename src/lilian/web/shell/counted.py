"""A figure and the word it counts, as each language wants them: `1 load`, `2 loads`, `2 车`."""

from collections.abc import Callable

from django.utils.translation import ngettext

NOUNS: dict[str, Callable[[int], str]] = {
    "load": lambda n: ngettext("%(n)s 车", "%(n)s 车", n),
    "lot": lambda n: ngettext("%(n)s 批", "%(n)s 批", n),
    "box": lambda n: ngettext("%(n)s 箱", "%(n)s 箱", n),
    "store": lambda n: ngettext("%(n)s 座库", "%(n)s 座库", n),
    "room": lambda n: ngettext("%(n)s 间", "%(n)s 间", n),
    "cold_room": lambda n: ngettext("%(n)s 间库房", "%(n)s 间库房", n),
    "village": lambda n: ngettext("%(n)s 个村", "%(n)s 个村", n),
    "row": lambda n: ngettext("%(n)s 行", "%(n)s 行", n),
    "day": lambda n: ngettext("%(n)s 天", "%(n)s 天", n),
    "hour": lambda n: ngettext("%(n)s 小时", "%(n)s 小时", n),
}


def counted(n: int, noun: str) -> str:
    """The figure with its thousands and the word beside it.

    :raises KeyError: if the noun is not one of `NOUNS`
    """
    return NOUNS[noun](n) % {"n": f"{n:,}"}
