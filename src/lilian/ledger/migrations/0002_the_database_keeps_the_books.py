"""Triggers of the money journal: balances follow lines, holds and limits; a posting seals its lines; the past stays.

A posting is written last. Its lines and the ends of the holds it uses are written before it in the same transaction
(their keys to it are checked at commit), and nothing can be added once it stands.
"""

from django.db import migrations

from lilian.base.append_only import append_only
from lilian.base.numbers import numbered
from lilian.base.triggers import Do, Refuse, Trigger, Wait, set_up

CLOSED = ("account", "limit", "posting", "line", "hold", "holdend")

COUNTED = """
UPDATE ledger_balance SET debit_fen = debit_fen + CASE WHEN NEW.amount_fen > 0 THEN NEW.amount_fen ELSE 0 END,
                          credit_fen = credit_fen + CASE WHEN NEW.amount_fen < 0 THEN -NEW.amount_fen ELSE 0 END
WHERE account_id = NEW.account_id;
"""
LIMITED = """
INSERT INTO ledger_balance (account_id, debit_fen, credit_fen, debit_held_fen, credit_held_fen, most_debit_fen,
                            most_credit_fen)
VALUES (NEW.account_id, 0, 0, 0, 0, NEW.most_debit_fen, NEW.most_credit_fen)
ON CONFLICT (account_id) DO UPDATE SET most_debit_fen = excluded.most_debit_fen,
                                       most_credit_fen = excluded.most_credit_fen;
"""
HELD = """
UPDATE ledger_balance SET debit_held_fen = debit_held_fen + NEW.amount_fen WHERE account_id = NEW.debit_id;
UPDATE ledger_balance SET credit_held_fen = credit_held_fen + NEW.amount_fen WHERE account_id = NEW.credit_id;
"""
LET_GO = """
UPDATE ledger_balance SET debit_held_fen = debit_held_fen - (SELECT amount_fen FROM ledger_hold WHERE id = NEW.hold_id)
WHERE account_id = (SELECT debit_id FROM ledger_hold WHERE id = NEW.hold_id);
UPDATE ledger_balance SET credit_held_fen = credit_held_fen
                                            - (SELECT amount_fen FROM ledger_hold WHERE id = NEW.hold_id)
WHERE account_id = (SELECT credit_id FROM ledger_hold WHERE id = NEW.hold_id);
"""
AFTER_INSERT = {"line": COUNTED, "limit": LIMITED, "hold": HELD, "holdend": LET_GO}

STANDS = "EXISTS (SELECT 1 FROM ledger_posting WHERE id = NEW.posting_id)"
NOT_OPEN = "NOT EXISTS (SELECT 1 FROM ledger_balance WHERE account_id = NEW.account_id)"
TWO_BOOKS = """
(SELECT count(DISTINCT book_id) FROM ledger_account WHERE id IN (NEW.debit_id, NEW.credit_id)) <> 1
"""

# What is wrong -> how it shows; each is looked for when the posting is written.
WRONG = {
    "a posting needs two lines": "(SELECT count(*) FROM ledger_line WHERE posting_id = NEW.id) < 2",
    "the fen do not sum to zero": "(SELECT sum(amount_fen) FROM ledger_line WHERE posting_id = NEW.id) <> 0",
    "an account of another book": """
        EXISTS (SELECT 1 FROM ledger_line JOIN ledger_account ON ledger_account.id = ledger_line.account_id
                WHERE ledger_line.posting_id = NEW.id AND ledger_account.book_id <> NEW.book_id)""",
    "a reversal is not what it takes back": """
        NEW.kind = 'reverse' AND EXISTS (
            SELECT 1 FROM ledger_line WHERE posting_id IN (NEW.id, NEW.reverses_id) GROUP BY account_id
            HAVING sum(amount_fen) <> 0)""",
    "a reversal is not reversed": """
        EXISTS (SELECT 1 FROM ledger_posting WHERE id = NEW.reverses_id AND reverses_id IS NOT NULL)""",
    "the day is closed": """
        EXISTS (SELECT 1 FROM ledger_book WHERE id = NEW.book_id AND NEW.day <= closed_through)""",
    "the book was not open yet": """
        EXISTS (SELECT 1 FROM ledger_book WHERE id = NEW.book_id AND NEW.day < opened_on)""",
}
# A day is not closed while a posting is being written for it.
BOOK_STANDS_STILL = Wait("PERFORM 1 FROM ledger_book WHERE id = NEW.book_id FOR SHARE;")
BACKWARDS = Refuse(
    "ledger: a closed day stays closed",
    "OLD.closed_through IS NOT NULL AND (NEW.closed_through IS NULL OR NEW.closed_through < OLD.closed_through)",
)
ANOTHER_BOOK = Refuse(
    "ledger: a book stays whose it is", "NEW.organisation_id <> OLD.organisation_id OR NEW.opened_on <> OLD.opened_on"
)

TRIGGERS = (
    Trigger(
        "ledger_line_sealed",
        "ledger_line",
        "BEFORE INSERT",
        (Refuse("ledger: the posting is sealed", STANDS), Refuse("ledger: the account is not open", NOT_OPEN)),
    ),
    Trigger(
        "ledger_holdend_sealed", "ledger_holdend", "BEFORE INSERT", (Refuse("ledger: the posting is sealed", STANDS),)
    ),
    Trigger(
        "ledger_hold_in_one_book",
        "ledger_hold",
        "BEFORE INSERT",
        (Refuse("ledger: a hold is between accounts of one book", TWO_BOOKS),),
    ),
    *(
        Trigger(f"ledger_{table}_counts", f"ledger_{table}", "AFTER INSERT", (Do(body),))
        for table, body in AFTER_INSERT.items()
    ),
    Trigger(
        "ledger_posting_is_whole",
        "ledger_posting",
        "AFTER INSERT",
        (BOOK_STANDS_STILL, *(Refuse(f"ledger: {says}", when) for says, when in WRONG.items())),
    ),
    Trigger("ledger_book_goes_on", "ledger_book", "BEFORE UPDATE", (BACKWARDS, ANOTHER_BOOK)),
    Trigger("ledger_book_stays", "ledger_book", "BEFORE DELETE", (Refuse("ledger: a book stays"),)),
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_books_accounts_postings_holds")]

    operations = [
        *(append_only(f"ledger_{table}") for table in CLOSED),
        numbered("ledger_posting"),
        set_up(TRIGGERS),
    ]
