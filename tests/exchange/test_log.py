"""What the transparency log swears to of captured events: each proved by itself, each change of them reported."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lilian.base.actors import system
from lilian.base.policy import Role
from lilian.exchange import queries
from lilian.exchange.models import Event, Mark, Sheaf
from lilian.exchange.queries import records
from lilian.exchange.rules import sealing
from lilian.kernel.refusal import NotFound
from lilian.tlog import merkle
from lilian.transparency import actions as log
from lilian.transparency import queries as logged
from tests.epcis.examples import an_event
from tests.exchange.conftest import Partner
from tests.ops.tampering import tampered, triggers_off
from tests.ops.together import broken

pytestmark = pytest.mark.django_db
ME = system("test")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.LOG_FOLDER = tmp_path / "log"


@pytest.fixture
def told(shop: Partner) -> Partner:
    """Two documents, of three events and of one, in a signed log."""
    for number, some in enumerate((3, 1)):
        shop.capture(*(event(f"{number}-{place}", place) for place in range(some)))
    log.sign(actor=ME, now=timezone.now())
    return shop


def event(name: str, serial: int) -> dict[str, Any]:
    things, orders = [f"urn:epc:id:sgtin:6901234.012345.{name}{serial}"], [{"type": "po", "bizTransaction": "urn:o:1"}]
    return an_event(eventID=f"urn:e:{name}", epcList=things, bizTransactionList=orders)


def all_faults() -> list[str]:
    return [*broken("exchange"), *broken("log")]


def changed(column: str, to: str, seq: int = 2) -> list[str]:
    tampered("exchange", f"UPDATE exchange_event SET {column} = {to} WHERE seq = {seq}")
    return all_faults()


def test_a_sheaf_a_transaction_and_a_leaf_a_sheaf(told: Partner) -> None:
    assert list(Sheaf.objects.values_list("first", "count")) == [(1, 3), (4, 1)]
    sheaf = Sheaf.objects.get(first=1)
    found = logged.evidence("event_sheaf", sheaf.pk)
    assert found is not None
    assert {name: msgspec.json.decode(found.record)[name] for name in ("sheaf", "first", "events")} == {
        "sheaf": sheaf.pk,
        "first": 1,
        "events": 3,
    }
    assert bytes(sheaf.root).hex().encode() not in found.record
    assert all_faults() == []


def test_an_event_is_proved_by_itself_out_of_what_the_log_seals(told: Partner) -> None:
    for seq in (1, 2, 3, 4):
        shown = queries.event_evidence(ME, seq)
        sealed = msgspec.json.decode(logged.unsealed(ME, "event_sheaf", shown.sheaf).sealed)
        root = bytes.fromhex(sealed["root"])
        merkle.check_inclusion(shown.place, shown.count, merkle.leaf_hash(shown.entry), shown.path, root)
        assert f"urn:e:{0 if seq < 4 else 1}-{shown.place}".encode() in shown.entry
    with pytest.raises(NotFound):
        queries.event_evidence(ME, 5)


SEEN = "an event of sheaf {sheaf} (1 to 3) is not as it was stored"


@pytest.mark.parametrize(
    ("column", "to"),
    [
        ("body", "replace(body, 'urn:e:0-1', 'urn:e:0-9')"),
        ("body", "replace(body, 'in_transit', 'in_progress')"),
        ("event_id", "'urn:e:other'"),
        ("record_time", "record_time - 1"),
        ("event_hash", "'ni:///sha-256;0?ver=CBV2.0'"),
    ],
)
def test_a_changed_event_is_reported(told: Partner, column: str, to: str) -> None:
    sheaf = Sheaf.objects.get(first=1).pk
    assert f"exchange: {SEEN.format(sheaf=sheaf)}" in changed(column, to)


def test_a_changed_statement_breaks_its_own_hash(told: Partner) -> None:
    assert "exchange: event 2 does not have the hash it was stored with" in changed(
        "body", "replace(body, 'in_transit', 'in_progress')"
    )


@pytest.mark.parametrize(
    ("column", "to"),
    [
        ("id_key", "id_key + 1"),
        ("event_time", "event_time + 1"),
        ("type", "'TransactionEvent'"),
        ("action", "'ADD'"),
        ("biz_step", "'packing'"),
        ("disposition", "''"),
    ],
)
def test_an_event_hidden_from_questions_is_reported(told: Partner, column: str, to: str) -> None:
    assert changed(column, to) == ["exchange: event 2 is found by something else than it says"]


def test_an_event_whose_thing_is_taken_away_is_reported(told: Partner) -> None:
    tampered("exchange", "DELETE FROM exchange_eventitem WHERE event_id = 3")
    assert all_faults() == ["exchange: event 3 is found by something else than it says"]


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM exchange_mark WHERE event_id = 2",
        "UPDATE exchange_mark SET event_time = event_time + 1 WHERE event_id = 2",
        "UPDATE exchange_mark SET text = 'another' WHERE event_id = 2",
        "INSERT INTO exchange_mark (name, text, event_time, event_id) VALUES ('type', 'Mass', 0, 2)",
    ],
)
def test_an_event_marked_otherwise_than_it_says_is_reported(told: Partner, attack: str) -> None:
    assert Mark.objects.filter(event=2).exists()
    tampered("exchange", attack)
    assert all_faults() == ["exchange: event 2 is found by something else than it says"]


def test_deleted_events_are_reported(told: Partner) -> None:
    tampered("exchange", "DELETE FROM exchange_event WHERE seq = 4")
    sheaf = Sheaf.objects.get(first=4).pk
    assert f"exchange: sheaf {sheaf} held 1 events, and there are 0" in all_faults()


def test_deleted_with_its_sheaf_it_is_missed_by_the_log(told: Partner) -> None:
    sheaf = Sheaf.objects.get(first=4).pk
    tampered("exchange", "DELETE FROM exchange_event WHERE seq = 4")
    tampered("exchange", "DELETE FROM exchange_eventitem WHERE event_id = 4")
    tampered("exchange", f"DELETE FROM exchange_sheaf WHERE id = {sheaf}")
    [line] = all_faults()
    assert line.startswith(f"log: event_sheaf {sheaf} of entry ")


def test_a_forged_event_with_a_forged_root_is_caught_by_the_log(told: Partner) -> None:
    """Every digest of ours is made anew, as who knows our code would."""
    tampered("exchange", "UPDATE exchange_event SET record_time = record_time - 1 WHERE seq = 4")
    sheaf = Sheaf.objects.get(first=4)
    root = sealing.root(records.sealed(4, 1))
    with triggers_off("exchange"), connection.cursor() as cursor:
        cursor.execute("UPDATE exchange_sheaf SET root = %s WHERE id = %s", [root, sheaf.pk])
    assert broken("exchange") == []
    [line] = broken("log")
    assert line.startswith(f"log: event_sheaf {sheaf.pk} is not what entry ")


def test_the_attack_sees_a_seal_that_leaves_the_body_out(shop: Partner) -> None:
    """A mutant: it seals what an event is called, and not what it says."""
    with patch.object(sealing, "entry", lambda event: f"{event.seq}\n{event.event_id}".encode()):
        shop.capture(event("0-0", 0), event("0-1", 1))
        log.sign(actor=ME, now=timezone.now() + timedelta(hours=1))
        assert changed("body", "replace(body, 'urn:e:0-1', 'urn:e:0-9')") != []
        assert "not as it was stored" not in " ".join(all_faults())


def test_an_event_told_by_itself_has_a_sheaf_too(shop: Partner) -> None:
    context = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"]
    assert shop.call("POST", "/events", msgspec.json.encode(event("1", 1) | {"@context": context})).status_code == 201
    assert list(Sheaf.objects.values_list("first", "count", "capture")) == [(1, 1, None)]


def test_with_proceed_what_stands_has_its_leaf(partner_for: Any) -> None:
    seller = partner_for(Role.SELLER)
    seller.capture(an_event(epcList=[]), event("0", 0), GS1_Capture_Error_Behaviour="proceed")
    assert Event.objects.count() == 1
    log.sign(actor=ME, now=timezone.now())
    assert all_faults() == []


@given(st.integers(1, 40), st.data())
def test_every_leaf_of_any_tree_is_proved_and_no_other(size: int, data: st.DataObject) -> None:
    hashes = [merkle.leaf_hash(bytes([place])) for place in range(size)]
    place, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    root, path = merkle.root(hashes), sealing.path(hashes, place)
    merkle.check_inclusion(place, size, hashes[place], path, root)
    if other != place:
        with pytest.raises(merkle.ProofWrong):
            merkle.check_inclusion(place, size, hashes[other], path, root)
