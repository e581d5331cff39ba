"""How a box stands, from what was decided about it and about the lots behind it; and where it can have been."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from lilian.stock.values import Condition
from lilian.trace.values import BoxStanding

# Digits as people write them, of a mobile, a landline with its area code, or a short one with an extension behind it.
PHONE = re.compile(r"\+?[0-9](?:[ ()-]*[0-9]){4,14}(?:[ 转x#-]*[0-9]{1,6})?")
STOPPED = {Condition.QUARANTINED, Condition.DAMAGED, Condition.RECALLED}


@dataclass(frozen=True)
class Behind:
    """A lot behind a box and what was decided last about it. `own`: the lot the box is of, or, while its packing is
    open, one that goes in. `traced`: a recall called it back, and what it reached was stopped by itself. `in_part`: no
    recall reached all boxes of it; those that were reached are marked one by one.
    """

    condition: Condition
    own: bool
    traced: bool = False
    in_part: bool = False


def box_standing(behind: Collection[Behind], *, void: bool, recalled: bool) -> BoxStanding:
    """The gravest of what is true. Of older lots a recall counts by what it reached: a lot suspected from a day on has
    nothing to do with what left it before. One called back by hand reached nothing further, and counts whole. What was
    damaged later is no matter to a box packed before.
    """
    own = {each.condition for each in behind if each.own and not (each.traced and each.in_part)}
    older = {each.condition for each in behind if not each.own and not each.traced}
    if recalled or Condition.RECALLED in own | older:
        return BoxStanding.RECALLED
    if void:
        return BoxStanding.VOID
    if own & STOPPED or Condition.QUARANTINED in older:
        return BoxStanding.HELD
    return BoxStanding.GENUINE


@dataclass(frozen=True)
class Spell:
    """A box in store: since when, where it came to; until when, where it left from (None: it is there still)."""

    since: date
    came_to: int
    until: date | None = None
    left_from: int | None = None


@dataclass(frozen=True)
class Window:
    """A place from a day through another, and on which days some of the lot was brought there and taken from there."""

    location_id: int
    since: date
    through: date
    brought: tuple[date, ...] = ()
    taken: tuple[date, ...] = ()


def may_have_been(spells: Sequence[Spell], window: Window) -> bool:
    """Whether one of the boxes of a lot was at the place then, as far as the books can tell: they say where a box was
    packed, sent from and brought back to, and of moves within the store only of what lot and how many grams.
    """
    return any(_there(spell, window) for spell in spells)


def _there(spell: Spell, window: Window) -> bool:
    first = max(spell.since, window.since)
    last = min(spell.until or window.through, window.through)
    came = spell.since if spell.came_to == window.location_id else _between(window.brought, spell.since, last)
    if first > last or came is None:
        return False
    if spell.until is None or spell.left_from == window.location_id:
        return True
    return _between(window.taken, max(first, came), spell.until) is not None


def _between(days: Sequence[date], first: date, last: date) -> date | None:
    """The first of these days that is not before `first` and not after `last`."""
    return min((day for day in days if first <= day <= last), default=None)


def phone(given: str) -> str:
    """A telephone number as it is dialled from the page; '' if it is none."""
    tidied = unicodedata.normalize("NFKC", given).strip()
    return tidied if PHONE.fullmatch(tidied) else ""


def is_same_phone(one: str, other: str) -> bool:
    """Whether they are one number, however it is spaced."""
    return _digits(one) == _digits(other)


def _digits(given: str) -> str:
    return re.sub(r"[^0-9]", "", given)
