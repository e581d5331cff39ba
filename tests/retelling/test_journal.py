"""A season of the journal as events: every entry once, to the gram, and nothing the standard refuses."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from lilian.epcis import checks
from lilian.epcis.hashes import event_hash
from lilian.exchange.models import Event
from lilian.retelling import actions
from lilian.retelling.actions import retelling
from lilian.retelling.rules import bodies, entries
from lilian.stock.models import Entry
from tests.epcis import examples
from tests.retelling import oracle
from tests.season import boxes, door, floor, store, trade
from tests.season.life import Season
from tests.season.test_season import Act, files_read_in_this_process, lived

pytestmark = pytest.mark.django_db
BRIEF = 350
OFTENER = (
    *(trade.reverse, trade.come_back, trade.throw_away, trade.count, store.count_room),
    *(floor.close_run, boxes.close_packing, boxes.pack, floor.to_packing, door.take_slip_back),
)
__all__ = ["files_read_in_this_process"]


def told(acts: int, seed: int, oftener: tuple[Act, ...] = OFTENER) -> Season:
    """A season, told on now and then while it goes."""
    season = lived(acts, seed, oftener)
    actions.retell(now=season.now)
    return season


@pytest.mark.slow
def test_every_entry_is_told_once_and_to_the_gram(shared: Path) -> None:
    season = told(BRIEF, seed=11)
    assert list(oracle.differences()) == []
    assert {"receive", "move", "convert", "count", "ship", "return", "write_off", "reverse"} == set(
        Entry.objects.values_list("kind", flat=True)
    ), season.done
    assert Event.objects.filter(biz_step="commissioning").exists()
    _sound(shared)


def _sound(shared: Path) -> None:
    """By our own rules, by the official schema; called by what they say; naming no person."""
    validator = examples.validator(shared)
    names = _people()
    assert names
    for text in Event.objects.values_list("body", flat=True):
        body = json.loads(text)
        assert checks.faults(body) == []
        document = json.loads(examples.a_document(body))
        assert [fault.message for fault in validator.iter_errors(document)] == []
        assert body["eventID"] == event_hash(body, retelling.PREFIXES)
        assert not [name for name in names if name in text]


def _people() -> set[str]:
    from lilian.members.models import Household, Person, Place

    found = {name for row in Person.objects.values_list("name", "phone") for name in row if name}
    found |= {f'"{code}"' for code in Household.objects.values_list("code", flat=True)}
    return found | set(Place.objects.filter(kind="block").values_list("name", flat=True))


def rounded_to_ten_grams(change: pytest.MonkeyPatch) -> None:
    said = bodies.quantity
    change.setattr(bodies, "quantity", lambda names, lot, grams, *_: said(names, lot, abs(grams) // 10 * 10 or 10))


def what_moves_away_is_not_told(change: pytest.MonkeyPatch) -> None:
    change.setattr(entries, "COMES", entries.COMES - {entries.EntryKind.MOVE})


def a_count_finds_only_too_much(change: pytest.MonkeyPatch) -> None:
    said = entries.flows
    change.setattr(
        entries, "flows", lambda entry: [flow for flow in said(entry) if flow.comes or entry.kind != "count"]
    )


def reversals_are_passed_over(change: pytest.MonkeyPatch) -> None:
    change.setattr(retelling, "taken_back", lambda body, at: body | {"eventID": f"{body['eventID']}-back"})


def only_the_first_output(change: pytest.MonkeyPatch) -> None:
    said = entries._by_lot

    def first(lines: Iterable[Any]) -> Any:
        found = said(list(lines))
        return found[:1]

    change.setattr(entries, "_by_lot", first)


MUTANTS = (
    rounded_to_ten_grams,
    what_moves_away_is_not_told,
    a_count_finds_only_too_much,
    reversals_are_passed_over,
    only_the_first_output,
)


@pytest.mark.slow
def test_the_comparison_sees_what_is_wrong() -> None:
    """One season, told wrongly in every way there is."""
    season = lived(BRIEF, seed=11, oftener=OFTENER)
    for mutant in MUTANTS:
        assert wrongly_told(season, mutant), mutant.__name__


def wrongly_told(season: Season, mutant: Callable[[pytest.MonkeyPatch], None]) -> list[str]:
    from django.db import transaction

    with pytest.MonkeyPatch.context() as change, transaction.atomic():
        mutant(change)
        actions.retell(now=season.now)
        found = list(oracle.differences())
        transaction.set_rollback(True)
    return found
