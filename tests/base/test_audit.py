"""The audit chain: it grows, it cannot be edited, and an edit made behind its back is named."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.base import audit
from lilian.base.actors import system
from lilian.base.append_only import statements
from lilian.base.models import AuditEvent
from tests.base.tampering import tamper

NOW = datetime(2026, 9, 18, 12, tzinfo=UTC)
BEIJING = timezone(timedelta(hours=8))
WORDS = st.text(st.characters(codec="utf-8"))
pytestmark = pytest.mark.django_db


def write(count: int) -> None:
    for n in range(count):
        audit.record(actor=system("test"), event="test.happened", subject=f"thing:{n}", at=NOW, data={"n": n})


def test_each_event_follows_the_one_before() -> None:
    write(3)
    first, second, third = AuditEvent.objects.all()
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)


def test_a_whole_chain_has_no_faults() -> None:
    write(3)
    assert list(audit.faults()) == []


@pytest.mark.parametrize("act", ["update", "delete"])
def test_an_event_cannot_be_changed_or_deleted(act: str) -> None:
    write(1)
    chosen = AuditEvent.objects.filter(number=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        chosen.update(event="test.other") if act == "update" else chosen.delete()


def test_an_edit_behind_its_back_is_named() -> None:
    write(3)
    tamper("UPDATE base_auditevent SET data = '{\"n\": 99}' WHERE number = 2")
    assert list(audit.faults()) == ["audit: event 2 was changed after it was written"]


def test_a_missing_event_is_named() -> None:
    write(3)
    tamper("DELETE FROM base_auditevent WHERE number = 2")
    assert any("event 2 is missing" in line for line in audit.faults())


def test_a_cut_off_end_is_named() -> None:
    write(3)
    tamper("DELETE FROM base_auditevent WHERE number = 3")
    assert list(audit.faults()) == ["audit: the head says 3, the chain ends at 2"]


def test_the_trigger_text_names_its_table() -> None:
    assert all("t1" in text for text in statements("sqlite", "t1"))


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(WORDS, st.integers(0, 10**12), st.datetimes(timezones=st.just(UTC)), st.none() | st.integers(1), WORDS)
def test_a_link_is_the_digest_of_the_json_list_of_its_fields(
    before: str, number: int, at: datetime, user_id: int | None, text: str
) -> None:
    """The chains that stand were written so: whatever makes it faster must make the same."""
    when, words = at.isoformat(timespec="microseconds"), (text, "stock.entry_posted", "stock.Entry:1", text)
    whole = [before, number, when, user_id, *words]
    wanted = hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()
    assert audit.link_hash(before, number, when, user_id, *words) == wanted


@pytest.mark.parametrize("at", [NOW, NOW.replace(microsecond=120), NOW.replace(hour=0, microsecond=999_999)])
def test_the_database_writes_a_moment_as_its_hash_has_it(at: datetime) -> None:
    audit.record(actor=system("test"), event="test.happened", subject="thing", at=at.astimezone(BEIJING))
    assert list(audit.faults()) == []
