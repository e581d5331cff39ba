"""Who stands below whom."""

from collections import defaultdict
from collections.abc import Mapping

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid


class BelowItself(Invalid):
    code = "members.below_itself"
    sentence = gettext_noop("上级单位选得不对：一个单位不能归自己或自己的下级管。")


def below(root: int, parents: Mapping[int, int | None]) -> frozenset[int]:
    """The root and all that stand below it; `parents` maps each to the one above."""
    children = defaultdict(list)
    for child, parent in parents.items():
        children[parent].append(child)
    found, frontier = {root}, [root]
    while frontier:
        for child in children[frontier.pop()]:
            if child not in found:
                found.add(child)
                frontier.append(child)
    return frozenset(found)


def check_no_loop(parents: Mapping[int, int | None]) -> None:
    """:raises BelowItself: if someone stands below themselves"""
    sound: set[int] = set()
    for start in parents:
        path: set[int] = set()
        here: int | None = start
        while here is not None and here not in sound:
            if here in path:
                raise BelowItself()
            path.add(here)
            here = parents.get(here)
        sound |= path
