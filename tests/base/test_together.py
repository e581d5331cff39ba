"""Triggers taken once a statement refuse what those of a row refuse, and can be taken back."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from lilian.base.in_sql import InSql
from lilian.ledger.models import Balance, Line
from tests.again import again
from tests.ledger.money import Money, the_money

OPERATION: InSql = import_module("lilian.ledger.migrations.0003_postings_by_the_hundred").Migration.operations[0]
LEVEL = "SELECT tgtype & 1 FROM pg_trigger WHERE tgname = 'ledger_line_counts'"  # 1 is of a row


@pytest.fixture
def money(db: None) -> Money:
    return again(the_money)


@transaction.atomic
def counted(money: Money) -> tuple[int, int]:
    """What a statement of three lines leaves on an account that has two of them; it is not kept."""
    Line.objects.bulk_create(
        Line(posting_id=10_000, account_id=account, amount_fen=fen)
        for account, fen in ((money.bank, 70), (money.bank, -30), (money.opening, -40))
    )
    row = Balance.objects.get(account=money.bank)
    transaction.set_rollback(True)
    return row.debit_fen, row.credit_fen


def test_sqlite_keeps_its_own() -> None:
    assert list(OPERATION.made("sqlite")) == list(OPERATION.dropped("sqlite")) == []


def test_a_statement_counts_as_its_rows_do_and_back_again(money: Money) -> None:
    if connection.vendor != "postgresql":
        assert counted(money) == (70, 30)
        return
    seen = []
    for texts in (OPERATION.dropped("postgresql"), OPERATION.made("postgresql")):
        with connection.cursor() as cursor:
            for text in texts:
                cursor.execute(text)
            cursor.execute(LEVEL)
            (is_of_a_row,) = cursor.fetchone()
        seen.append((is_of_a_row, counted(money)))
    assert seen == [(1, (70, 30)), (0, (70, 30))]


def test_one_wrong_line_among_many_refuses_all(money: Money) -> None:
    rows = [Line(posting_id=10_000, account_id=money.bank, amount_fen=1) for _ in range(99)]
    with pytest.raises(IntegrityError, match="not open"), transaction.atomic():
        Line.objects.bulk_create([*rows, Line(posting_id=10_000, account_id=10**9, amount_fen=-99)])
    assert not Line.objects.filter(posting=10_000).exists()
