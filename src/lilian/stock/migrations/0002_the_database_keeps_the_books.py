"""Triggers of the goods journal: balances follow lines, an entry seals what belongs to it, the past stays.

An entry is written last. Its lines, its lots with their shares, and the descents are written before it in the same
transaction (their keys to it are checked at commit), and nothing can be added once it stands.
"""

from django.db import migrations

from lilian.base.append_only import append_only
from lilian.base.numbers import numbered
from lilian.base.triggers import Do, Refuse, Trigger, Wait, set_up

CLOSED = ("entry", "line", "lot", "owning", "standing", "share", "descent", "hold", "holdend")

# Table -> how it shows that the entry its new row belongs to stands already.
SEALED = {
    "line": "EXISTS (SELECT 1 FROM stock_entry WHERE id = NEW.entry_id)",
    "descent": "EXISTS (SELECT 1 FROM stock_entry WHERE id = NEW.entry_id)",
    "lot": "EXISTS (SELECT 1 FROM stock_entry WHERE id = NEW.born_id)",
    "share": """
        EXISTS (SELECT 1 FROM stock_entry JOIN stock_lot ON stock_lot.born_id = stock_entry.id
                WHERE stock_lot.id = NEW.lot_id)""",
}

COUNTED = """
INSERT INTO stock_balance (lot_id, location_id, weight_g, pieces, held_g, held_pieces, is_nowhere)
SELECT NEW.lot_id, NEW.location_id, 0, 0, 0, 0, organisation_id IS NULL FROM stock_location WHERE id = NEW.location_id
ON CONFLICT (lot_id, location_id) DO NOTHING;
UPDATE stock_balance SET weight_g = weight_g + NEW.weight_g, pieces = pieces + NEW.pieces
WHERE lot_id = NEW.lot_id AND location_id = NEW.location_id;
"""
HELD = """
UPDATE stock_balance SET held_g = held_g + NEW.weight_g, held_pieces = held_pieces + NEW.pieces
WHERE lot_id = NEW.lot_id AND location_id = NEW.location_id;
"""
LET_GO = """
UPDATE stock_balance SET held_g = held_g - (SELECT weight_g FROM stock_hold WHERE id = NEW.hold_id),
                         held_pieces = held_pieces - (SELECT pieces FROM stock_hold WHERE id = NEW.hold_id)
WHERE (lot_id, location_id) = (SELECT lot_id, location_id FROM stock_hold WHERE id = NEW.hold_id);
"""
AFTER_INSERT = {"line": COUNTED, "hold": HELD, "holdend": LET_GO}

# What is wrong -> how it shows; each is looked for when the entry is written.
WRONG = {
    "an entry needs two lines": "(SELECT count(*) FROM stock_line WHERE entry_id = NEW.id) < 2",
    "the grams do not sum to zero": "(SELECT sum(weight_g) FROM stock_line WHERE entry_id = NEW.id) <> 0",
    "a lot changes in an entry that is no conversion": """
        NEW.kind NOT IN ('convert', 'reverse') AND EXISTS (
            SELECT 1 FROM stock_line WHERE entry_id = NEW.id GROUP BY lot_id
            HAVING sum(weight_g) <> 0 OR sum(pieces) <> 0)""",
    "a reversal is not what it takes back": """
        NEW.kind = 'reverse' AND EXISTS (
            SELECT 1 FROM stock_line WHERE entry_id IN (NEW.id, NEW.reverses_id) GROUP BY lot_id, location_id
            HAVING sum(weight_g) <> 0 OR sum(pieces) <> 0)""",
    "a reversal is not reversed": """
        EXISTS (SELECT 1 FROM stock_entry WHERE id = NEW.reverses_id AND reverses_id IS NOT NULL)""",
    "the shares of a new lot are not its weight": """
        EXISTS (SELECT 1 FROM stock_lot AS born WHERE born_id = NEW.id AND
            coalesce((SELECT sum(weight_g) FROM stock_share WHERE lot_id = born.id), 0) <>
            coalesce((SELECT sum(weight_g) FROM stock_line WHERE entry_id = NEW.id AND lot_id = born.id
                      AND weight_g > 0), 0))""",
    "the descents of a new lot are not its weight": """
        NEW.kind = 'convert' AND EXISTS (SELECT 1 FROM stock_lot AS born WHERE born_id = NEW.id AND
            coalesce((SELECT sum(weight_g) FROM stock_descent WHERE child_id = born.id), 0) <>
            coalesce((SELECT sum(weight_g) FROM stock_share WHERE lot_id = born.id), 0))""",
    "more came out of a lot than was taken": """
        EXISTS (SELECT 1 FROM stock_descent AS d WHERE d.entry_id = NEW.id GROUP BY d.parent_id
                HAVING sum(d.weight_g) > (SELECT -sum(weight_g) FROM stock_line
                                          WHERE entry_id = NEW.id AND lot_id = d.parent_id AND weight_g < 0))""",
    "the day is closed": """
        EXISTS (SELECT 1 FROM stock_line JOIN stock_location ON stock_location.id = stock_line.location_id
                JOIN stock_book ON stock_book.organisation_id = stock_location.organisation_id
                WHERE stock_line.entry_id = NEW.id AND NEW.day <= stock_book.closed_through)""",
}
# A day is not closed while an entry is being written for it.
BOOKS_STAND_STILL = Wait("""
PERFORM 1 FROM stock_book WHERE organisation_id IN (
    SELECT organisation_id FROM stock_location JOIN stock_line ON stock_line.location_id = stock_location.id
    WHERE stock_line.entry_id = NEW.id) ORDER BY id FOR SHARE;
""")


NOTHING_THERE = """
NOT EXISTS (SELECT 1 FROM stock_balance WHERE lot_id = NEW.lot_id AND location_id = NEW.location_id)
"""


BACKWARDS = Refuse("stock: a closed day stays closed", "NEW.closed_through < OLD.closed_through")
IS_WHOLE = (BOOKS_STAND_STILL, *(Refuse(f"stock: {says}", when) for says, when in WRONG.items()))
TRIGGERS = (
    *(
        Trigger(
            f"stock_{table}_sealed",
            f"stock_{table}",
            "BEFORE INSERT",
            (Refuse("stock: the entry is sealed", when),),
        )
        for table, when in SEALED.items()
    ),
    Trigger(
        "stock_hold_of_something",
        "stock_hold",
        "BEFORE INSERT",
        (Refuse("stock: nothing lies there", NOTHING_THERE),),
    ),
    *(
        Trigger(f"stock_{table}_counts", f"stock_{table}", "AFTER INSERT", (Do(body),))
        for table, body in AFTER_INSERT.items()
    ),
    Trigger("stock_entry_is_whole", "stock_entry", "AFTER INSERT", IS_WHOLE),
    Trigger("stock_book_goes_on", "stock_book", "BEFORE UPDATE", (BACKWARDS,)),
    Trigger("stock_book_stays", "stock_book", "BEFORE DELETE", (Refuse("stock: a closed day stays closed"),)),
)


class Migration(migrations.Migration):
    dependencies = [("stock", "0001_lots_entries_balances_holds")]

    operations = [
        *(append_only(f"stock_{table}") for table in CLOSED),
        numbered("stock_entry", "stock_lot"),
        set_up(TRIGGERS),
    ]
