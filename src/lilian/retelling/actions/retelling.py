"""The journal is told on: what was committed becomes events of the exchange, once, in the order it was committed.

The audit chain is the queue, as it is the transparency log's: its head is locked until an act commits, so that events
are numbered in the order they commit and without a gap. How far it has been told is written in the transaction that
stores the events, and looked at again in it.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from lilian.base.drawn import Insertion
from lilian.base.locks import hold_name
from lilian.epcis.documents import Body
from lilian.epcis.hashes import event_hash
from lilian.exchange import actions as exchange
from lilian.exchange import queries as told_events
from lilian.retelling.models import Naming, Party, Progress, Retold
from lilian.retelling.queries import drafting, telling
from lilian.retelling.queries.drafting import Made
from lilian.retelling.queries.naming import Namings, namings, wanted
from lilian.retelling.rules.acts import taken_back
from lilian.retelling.values import About

BATCH = 500  # audit events in one transaction
EVERY_S = 3.0
LOCK = "retelling"
PREFIXES = {"cbvmda": "urn:epcglobal:cbv:mda:"}
PARTIES = Insertion(Party, "seq", "organisation_id")
RETOLD = Insertion(Retold, "seq", "number", "part", "about", "ref")


Said = tuple[Body, frozenset[int]]  # and who takes part in it


class _Event(NamedTuple):
    """One event to be stored; who takes part in it; of what it was made; its place among the events of that."""

    body: Body
    parties: frozenset[int]
    made: Made
    part: int

    @property
    def row(self) -> tuple[int, int, str, int]:
        return self.made.number, self.part, self.made.about.value, self.made.ref


def retell(*, now: datetime) -> int:
    """Tell everything committed by now; how many events that made. 0 while another does the same."""
    whole = 0
    while True:
        read, stored = _batch(now)
        whole += stored
        if read < BATCH:
            return whole


def _batch(now: datetime) -> tuple[int, int]:
    """How many audit events were read, how many events stored. Reading and writing bodies holds nobody's lock: what is
    read is committed and never changes.
    """
    upto = telling.progress()
    found = drafting.waiting(upto, BATCH)
    if not found:
        return 0, 0
    names = _named(namings(), upto)
    events = _events(drafting.made(found, names))
    ready = exchange.own_ready([event.body for event in events], PREFIXES)
    with transaction.atomic():
        if not hold_name(LOCK, wait=False) or telling.progress(locked=True) != upto:
            return 0, 0
        seqs = exchange.tell_own(ready, PREFIXES, now=now) if ready else []
        RETOLD.write((seq, *event.row) for seq, event in zip(seqs, events, strict=True))
        PARTIES.write((seq, one) for seq, event in zip(seqs, events, strict=True) for one in sorted(event.parties))
        _write_down(upto, found[-1][0], names)
    return len(found), len(seqs)


def _write_down(upto: int, number: int, names: Namings) -> None:
    """How far the journal is told from now on, and under which names."""
    since, called = names.held[-1]
    if since == upto + 1:
        Naming.objects.get_or_create(since_number=since, defaults=asdict(called))
    Progress.objects.update_or_create(pk=1, defaults={"number": number})


def _named(held: Namings, upto: int) -> Namings:
    """With the settings' names from here on, if they are others than before."""
    now_called = wanted()
    return held if held.newest == now_called else Namings([*held.held, (upto + 1, now_called)])


def _events(made: Sequence[Made]) -> list[_Event]:
    """In their order. What takes an entry back says again what was told of it, in this batch or before."""
    fresh = _called(made)
    here = {one.ref: fresh[one.number] for one in made if one.about is About.ENTRY}
    there = _told([one.takes_back for one in made if one.takes_back and one.takes_back not in here])
    found = []
    for one in made:
        said = fresh[one.number]
        if one.takes_back:
            wrong = here.get(one.takes_back) or there.get(one.takes_back, [])
            said = [(taken_back(body, one.at), parties) for body, parties in wrong]
        found += [_Event(body, parties, one, part) for part, (body, parties) in enumerate(said)]
    return found


def identified(one: Made) -> list[Body]:
    """The bodies with their ids: the event hash, whoever works it out."""
    return [draft.body | {"eventID": event_hash(draft.body, PREFIXES)} for draft in one.drafts]


def _called(made: Sequence[Made]) -> dict[int, list[Said]]:
    """The bodies of each. Where somebody told an event of an id of ours, to keep it out, it gets another."""
    found = {
        one.number: list(zip(identified(one), (draft.parties for draft in one.drafts), strict=True)) for one in made
    }
    bodies = [body for some in found.values() for body, _ in some]
    taken = told_events.told_ids([body["eventID"] for body in bodies])
    for body in bodies:
        if body["eventID"] in taken:
            body["eventID"] = uuid.uuid4().urn
    return found


def _told(entry_ids: Collection[int]) -> dict[int, list[Said]]:
    """What was told of these entries."""
    seqs = telling.of_entries(entry_ids)
    wanted = [seq for some in seqs.values() for seq in some]
    bodies, parties = told_events.bodies(wanted), telling.parties(wanted)
    return {entry_id: [(bodies[seq], parties[seq]) for seq in some] for entry_id, some in seqs.items()}
