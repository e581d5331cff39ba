"""PostgreSQL looks at all lines and postings of a statement at once: what it keeps stays the same.

A settlement writes thousands of lines at a time, most of them on a few accounts. Row by row the balance of a bank was
written as often, each time past all it had been before.
"""

from importlib import import_module

from django.db import migrations

from lilian.base.together import Together, taken_together

ROW_BY_ROW = import_module("lilian.ledger.migrations.0002_the_database_keeps_the_books").TRIGGERS
INSTEAD_OF = {trigger.name: trigger for trigger in ROW_BY_ROW}

COUNTED = """
UPDATE ledger_balance SET debit_fen = debit_fen + said.debit, credit_fen = credit_fen + said.credit
FROM (SELECT account_id, coalesce(sum(amount_fen) FILTER (WHERE amount_fen > 0), 0)::bigint AS debit,
             coalesce(-sum(amount_fen) FILTER (WHERE amount_fen < 0), 0)::bigint AS credit
      FROM fresh GROUP BY account_id) AS said
WHERE ledger_balance.account_id = said.account_id;
"""
SEALED = {
    "ledger: the posting is sealed": "(SELECT count(*) FROM ledger_posting WHERE id = NEW.posting_id) > 0",
    "ledger: the account is not open": "(SELECT count(*) FROM ledger_balance WHERE account_id = NEW.account_id) = 0",
}
# What the lines of a posting do not say any more: fewer than two, not zero together, of an account elsewhere.
LINES = "SELECT {} FROM ledger_line WHERE posting_id = NEW.id"
ELSEWHERE = """
SELECT count(*) FROM ledger_line JOIN ledger_account ON ledger_account.id = ledger_line.account_id
WHERE ledger_line.posting_id = NEW.id AND ledger_account.book_id <> NEW.book_id
"""
LEFT_OVER = """
SELECT count(*) FROM (SELECT 1 FROM ledger_line WHERE posting_id IN (NEW.id, NEW.reverses_id) GROUP BY account_id
                      HAVING sum(amount_fen) <> 0) AS left_over
"""
REVERSED = "SELECT reverses_id FROM ledger_posting WHERE id = NEW.reverses_id"
BOOK = "SELECT {} FROM ledger_book WHERE id = NEW.book_id"
WRONG = {
    "a posting needs two lines": f"({LINES.format('count(*)')}) < 2",
    "the fen do not sum to zero": f"({LINES.format('sum(amount_fen)')}) <> 0",
    "an account of another book": f"({ELSEWHERE}) > 0",
    "a reversal is not what it takes back": f"NEW.kind = 'reverse' AND ({LEFT_OVER}) > 0",
    "a reversal is not reversed": f"NEW.kind = 'reverse' AND ({REVERSED}) IS NOT NULL",
    "the day is closed": f"NEW.day <= ({BOOK.format('closed_through')})",
    "the book was not open yet": f"NEW.day < ({BOOK.format('opened_on')})",
}
BOOKS_STAND_STILL = """
PERFORM 1 FROM ledger_book WHERE id IN (SELECT book_id FROM fresh) ORDER BY id FOR SHARE;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_the_database_keeps_the_books")]

    operations = [
        taken_together(
            Together(INSTEAD_OF["ledger_line_sealed"], wrong=SEALED),
            Together(INSTEAD_OF["ledger_line_counts"], then=COUNTED),
            Together(
                INSTEAD_OF["ledger_posting_is_whole"],
                BOOKS_STAND_STILL,
                {f"ledger: {says}": when for says, when in WRONG.items()},
            ),
        ),
    ]
