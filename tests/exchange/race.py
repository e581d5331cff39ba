"""Documents captured at once, somebody paging meanwhile, workers killed: `python -m tests.exchange.race SCENE`.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import sys
import time
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import django

from tests.ops.together import Act, broken, killed, note, run, slowed, without_lock

WRITERS, DOCUMENTS, EVENTS = 3, 5, 7
KILLS = 6


def captures(writer: int, most: int, tell: Any = None) -> None:
    """So many documents, taken in one after the other by this process."""
    from django.utils import timezone

    from lilian.base.actors import system
    from lilian.exchange.actions import capture, taking_in
    from lilian.exchange.models import Capture
    from tests.epcis.examples import a_document, an_event

    for number in range(most):
        events = [
            an_event(eventID=f"urn:e:{writer}-{number}-{place}", eventTime=f"2026-09-18T0{place}:00:00Z")
            for place in range(EVENTS)
        ]
        behaviour = "proceed" if number % 2 else "rollback"
        me, now = system("race"), timezone.now()
        key = capture(actor=me, document=a_document(*events), form="json", behaviour=behaviour, now=now)
        taking_in.taken_in(Capture.objects.get(key=key), now=now)
        if tell is not None:
            tell(f"{writer}-{number}")


def there() -> int:
    """Events that nobody adds to while the others work: what a reader by event time must see each once."""
    captures(WRITERS, 5)
    return 5 * EVENTS


def polls(folder: Path, wanted: int) -> None:
    """Reads by record time as a partner polls: on from where the last page ended, until all is there."""
    asked, seen, after = {"orderBy": "recordTime", "orderDirection": "ASC"}, [], None
    end = time.monotonic() + 30
    while len(seen) < wanted and time.monotonic() < end:
        page = _page(asked, after)
        seen += [told.seq for told in page.events]
        if page.events:
            after = (page.events[-1].sort, page.events[-1].seq)
        if len(page.events) < SIZE:
            time.sleep(0.005)
            end = min(end, time.monotonic() + 4)
    (folder / "polled").write_text(json.dumps(seen))


def pages(folder: Path, old: int, wanted: int) -> None:
    """Reads all by event time, again and again: what of the events that were there it saw twice or not at all."""
    wrong, there_now, end = [], 0, time.monotonic() + 30
    while there_now < wanted and time.monotonic() < end:  # to the end of the writing, however late it begins
        there_now, after, seen = 0, None, []
        while True:
            page = _page({}, after)
            there_now += len(page.events)
            seen += [told.seq for told in page.events if told.seq <= old]
            after = page.after
            if after is None:
                break
            time.sleep(0.002)
        wrong += sorted(seen) if sorted(seen) != list(range(1, old + 1)) else []
    (folder / "paged").write_text(json.dumps(wrong))


SIZE = 5


def _page(asked: dict[str, Any], after: Any) -> Any:
    from lilian.exchange import queries
    from lilian.exchange.queries import search

    return search.page(queries.asked(asked), size=SIZE, after=after)


def together(folder: Path) -> list[Act]:
    """Three take documents in, one polls for the newest, one reads all of it page by page."""
    old = there()
    all_told = old + WRITERS * DOCUMENTS * EVENTS
    writing = [partial(captures, number, DOCUMENTS) for number in range(WRITERS)]
    return [*writing, partial(polls, folder, all_told), partial(pages, folder, old, all_told)]


def no_lock() -> None:
    """Two read the same end of the events and both go on from there."""
    from lilian.exchange.actions import storing, taking_in

    without_lock()
    for module in (storing, taking_in):
        module.__dict__["hold_name"] = lambda name, wait: True
    slowed(storing, "_end")


def own_clock() -> None:
    """A document's events bear the moment it was begun at, whatever came in before them."""
    from lilian.exchange.actions import storing

    end = storing._end
    storing._end = lambda: (end()[0], 0)  # type: ignore[assignment]
    slowed(storing, "hold_name")


def by_count() -> None:
    """A page begins behind so many events, not behind one of them."""
    from lilian.exchange.queries import search

    page = search.page

    def counted(asked: Any, *, size: int, after: Any = None) -> Any:
        skip = after[1] if after else 0
        found = page(asked, size=skip + size)
        events = found.events[skip:]
        return search.Page(events, (0, skip + size) if found.after else None)

    search.page = counted


def torn() -> None:
    """What is stored is not one transaction; whose events stand without a sheaf says so, and there the blow falls."""
    from lilian.exchange.actions import storing, taking_in

    bound, first = storing._bound, os.getpid()

    def waiting(*told: Any, **named: Any) -> Any:
        if os.getpid() != first:  # who takes up what the dead left is not killed
            note(Path(os.environ["LILIAN_VAR"]) / "acked", "torn")
            time.sleep(60)
        return bound(*told, **named)

    storing._bound = waiting

    taking_in.store = storing.store = storing.store.__wrapped__  # type: ignore[attr-defined]
    taking_in._store_piece = taking_in._store_piece.__wrapped__  # type: ignore[attr-defined]
    taking_in._alone = taking_in.taken_in.__wrapped__.__kwdefaults__["ending"] = lambda taken: nullcontext()  # type: ignore[attr-defined]


MUTANTS = {each.__name__: each for each in (no_lock, own_clock, by_count, torn)}


def taken_up() -> None:
    """What the dead left undone is done again, as the reaper would have it."""
    from django.utils import timezone

    from lilian.exchange.actions import taking_in
    from lilian.exchange.models import Capture

    for capture in Capture.objects.filter(running=True):
        taking_in.taken_in(capture, now=timezone.now())


def what_stands() -> dict[str, Any]:
    from lilian.exchange.models import Capture, Event

    numbers = list(Event.objects.order_by("seq").values_list("seq", flat=True))
    return {
        "gapless": numbers == list(range(1, len(numbers) + 1)),
        "once": Event.objects.values("event_id").distinct().count() == len(numbers),
        "whole": len(numbers) == Capture.objects.count() * EVENTS,
        "broken": broken("exchange"),
    }


def main(what: str) -> None:
    django.setup()
    folder = Path(os.environ["LILIAN_VAR"])
    acts = together(folder) if what == "together" else []
    if mutant := os.environ.get("LILIAN_MUTANT"):
        MUTANTS[mutant]()
    if what == "killed":
        acked = killed(KILLS, captures)
        taken_up()
        print(json.dumps({"acked": len(acked), **what_stands()}))
        return
    told = run(acts)
    read = {name: json.loads((folder / name).read_text()) for name in ("polled", "paged") if (folder / name).exists()}
    print(json.dumps({"told": told, **read, **what_stands()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
