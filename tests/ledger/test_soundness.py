"""`lilian verify` works the books out again from their lines, and names what somebody changed behind their back."""

import pytest
from django.db import transaction

from lilian.base import blocks, verification
from lilian.ledger import actions
from lilian.ledger.models import Posting
from lilian.ledger.queries import soundness
from tests.ledger.money import NOW, TODAY, Money, credit_of, draft, funded, held, moved
from tests.ops.tampering import tampered

NAMES = ("ledger_journal_1", "ledger_journal_2", "ledger_balances", "ledger_audit", "ledger_holds")


def faults() -> list[str]:
    return [fault for name in NAMES for fault in verification.REGISTERED[name].check(lambda done: None)]


def tamper(statement: str) -> list[str]:
    tampered("ledger", statement)
    return faults()


@pytest.fixture
def season(money: Money) -> Money:
    funded(money)
    credit_of(money, 10_000)
    drafts = [draft(money, money.purchase, money.owed_to_mei, 100 + number, f"m{number}") for number in range(5)]
    actions.post_all(actor=money.actor(), drafts=drafts, now=NOW)
    wrong = moved(money, money.purchase, money.owed_to_qiao, 7, "wrong", note="抄错")
    actions.reverse(actor=money.actor(), posting_id=wrong, reason="y", client_key="v", day=TODAY, now=NOW)
    held(money, money.mei_on_credit, money.inputs, 500)
    hold = held(money, money.owed_to_mei, money.bank, 50, "h2")
    actions.post_held(actor=money.actor(), hold_id=hold, day=TODAY, client_key="h2", now=NOW)
    return money


def test_what_the_acts_wrote_is_sound(season: Money) -> None:
    assert faults() == []


@pytest.mark.parametrize("block", [1, 2, 3, 7])
def test_it_is_sound_in_blocks_of_any_size(season: Money, monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(blocks, "BLOCK", block)
    monkeypatch.setattr(blocks, "REDUCE_EVERY", 2)
    assert faults() == []


@pytest.mark.parametrize("stretch", [1, 2, 3])
def test_every_posting_is_in_one_part(season: Money, monkeypatch: pytest.MonkeyPatch, stretch: int) -> None:
    monkeypatch.setattr(soundness, "STRETCH", stretch)
    assert faults() == []
    tampered("ledger", "UPDATE ledger_posting SET note = 'X'")
    wrong = [fault for fault in faults() if "it is not what was written" in fault]
    assert sorted(wrong) == sorted(f"posting {pk}: it is not what was written" for pk in posting_numbers())


def posting_numbers() -> list[int]:
    return list(Posting.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE ledger_line SET amount_fen = amount_fen + 1 WHERE posting_id = {}", "its fen do not sum to zero"),
        ("UPDATE ledger_line SET amount_fen = amount_fen * 2 WHERE posting_id = {}", "it is not what was written"),
        ("UPDATE ledger_posting SET note = 'X' WHERE id = {}", "it is not what was written"),
        ("UPDATE ledger_posting SET about = 'X' WHERE id = {}", "it is not what was written"),
        ("UPDATE ledger_posting SET client_key = 'X' || id WHERE id = {}", "it is not what was written"),
        ("UPDATE ledger_posting SET actor_name = 'X' WHERE id = {}", "it is not what was written"),
        ("UPDATE ledger_posting SET day = '2026-02-02' WHERE id = {}", "it is not what was written"),
        ("DELETE FROM ledger_line WHERE posting_id = {}", "it has no lines"),
    ],
)
def test_what_was_changed_in_a_posting_names_it(season: Money, statement: str, says: str) -> None:
    """Wherever it stands among the others."""
    for number in Posting.objects.filter(client_key__in=("opening", "m3", "h2")).values_list("pk", flat=True):
        assert any(f"posting {number}: {says}" in fault for fault in tamper(statement.format(number)))


@pytest.mark.parametrize("key", ["opening", "m3", "h2"])  # the last among them
def test_lines_that_lost_their_posting_are_named_and_no_others(season: Money, key: str) -> None:
    number = Posting.objects.get(client_key=key).pk
    with transaction.atomic():
        found = tamper(f"DELETE FROM ledger_posting WHERE id = {number}")
        transaction.set_rollback(True)
    lost = [fault for fault in found if fault.startswith("posting")]
    assert lost == [f"posting {number}: its lines belong to nothing"]


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            "UPDATE ledger_balance SET debit_fen = debit_fen + 1, credit_fen = credit_fen + 1",
            "not the sum of its lines",
        ),
        ("UPDATE ledger_balance SET debit_held_fen = debit_held_fen + 1 WHERE debit_held_fen > 0", "sum of its holds"),
        ("UPDATE ledger_balance SET most_debit_fen = 999999 WHERE most_debit_fen > 0", "its limits are not"),
        ("UPDATE ledger_posting SET digest = 'x' WHERE client_key = 'm3'", "the audit chain tells it otherwise"),
        ("UPDATE ledger_posting SET batch = id WHERE client_key = 'm3'", "stands on one side only"),
    ],
)
def test_what_was_changed_beside_the_postings_is_named(season: Money, statement: str, says: str) -> None:
    assert any(says in fault for fault in tamper(statement))


def test_a_digest_made_anew_does_not_fit_the_chain(season: Money) -> None:
    """Whoever changes a posting and its digest would have to change the audit chain too, to its end."""
    from lilian.ledger import rules
    from lilian.ledger.values import Line

    posting = Posting.objects.get(client_key="m3")
    lines = [Line(line.account_id, line.amount_fen) for line in posting.lines.all()]
    header = [
        posting.book_id, posting.kind, posting.day.isoformat(), posting.actor_name, posting.client_key, posting.about,
        "changed", posting.reverses_id,
    ]  # fmt: skip
    digest = rules.posting_digest(header, rules.packed(lines))
    found = tamper(f"UPDATE ledger_posting SET note = 'changed', digest = '{digest}' WHERE id = {posting.pk}")
    assert found == [f"batch {posting.batch}: the audit chain tells it otherwise"]
