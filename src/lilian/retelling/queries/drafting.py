"""Audit events that an event of EPCIS is made of, and what is made of them: the same for ever."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from lilian.base import audit
from lilian.base.plain_sql import keys, rows
from lilian.retelling.queries import acts, entries
from lilian.retelling.queries.acts import Act
from lilian.retelling.queries.naming import Namings
from lilian.retelling.rules import acts as told_acts
from lilian.retelling.rules.bodies import Draft
from lilian.retelling.rules.entries import drafts
from lilian.retelling.values import About, Names

POSTED = "stock.entry_posted"
Read = Callable[[Sequence[Act]], Mapping[int, Any]]
Write = Callable[[Any, int, Names, timedelta], Draft]
# Codes of audit events beside the journal's: what they tell of, how it is read, how it is said.
BESIDE: dict[str, tuple[About, Read, Write]] = {
    "packing.stowed": (About.PALLET, acts.stowed, told_acts.stowed),
    "packing.taken_off": (About.PALLET, acts.taken_off, told_acts.stowed),
    "packing.box_voided": (About.BOX, acts.voided, told_acts.stowed),
    "parcels.arrived": (About.PARCEL, acts.arrivals, told_acts.arrived),
    "stock.handed_over": (About.OWNING, acts.handed_over, told_acts.handed_over),
}
CODES = (POSTED, *BESIDE)
REVERSALS = "SELECT id, reverses_id FROM stock_entry WHERE id IN ({keys}) AND reverses_id IS NOT NULL"


@dataclass(frozen=True)
class Made:
    """What becomes of one audit event: the drafts of its events, or the entry whose events it takes back."""

    number: int
    at: datetime
    about: About
    ref: int
    drafts: tuple[Draft, ...] = ()
    takes_back: int | None = None


def waiting(after: int, most: int) -> list[tuple[int, str, Act]]:
    """Audit events nothing was told of yet, oldest first: number, code, act. None that is older will ever follow."""
    return [
        (number, code, Act(number, int(subject.rpartition(":")[2]), at))
        for number, code, subject, at in audit.told(events=CODES, after=after, most=most)
    ]


def made(found: Sequence[tuple[int, str, Act]], namings: Namings) -> list[Made]:
    """In their order."""
    by_code = defaultdict[str, list[Act]](list)
    for _, code, act in found:
        by_code[code].append(act)
    done: dict[int, Made] = {}
    for code, some in by_code.items():
        read = _posted(some, namings) if code == POSTED else _beside(code, some, namings)
        done |= {one.number: one for one in read}
    return [done[number] for number, *_ in found if number in done]


def _posted(some: Sequence[Act], namings: Namings) -> Iterator[Made]:
    wanted = [act.ref for act in some]
    back = dict(rows(REVERSALS, keys(wanted)))
    known = entries.entries(wanted)
    for act in some:
        if act.ref in back:
            yield Made(act.number, act.at, About.REVERSAL, act.ref, takes_back=back[act.ref])
        else:
            entry = known[act.ref]
            said = drafts(entry, namings.at(act.number), _offset(entry.happened_at))
            yield Made(act.number, act.at, About.ENTRY, act.ref, tuple(said))


def _beside(code: str, some: Sequence[Act], namings: Namings) -> Iterator[Made]:
    about, read, write = BESIDE[code]
    known = read(some)
    for act in some:
        if act.number in known:
            said = partial(write, known[act.number], act.number, namings.at(act.number))
            yield Made(act.number, act.at, about, act.ref, (said(_offset(known[act.number].happened_at)),))


def _offset(at: datetime) -> timedelta:
    """Of the county's time from UTC at that moment."""
    return timezone.localtime(at).utcoffset() or timedelta()
