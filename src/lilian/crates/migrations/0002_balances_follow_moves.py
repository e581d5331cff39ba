"""Balances follow moves, a bin holds one lot at a time, and the past stays."""

from django.db import migrations

from lilian.base.append_only import append_only
from lilian.base.triggers import Do, Refuse, Trigger, set_up

CLOSED = ("move", "filling", "emptying")
IS_OWNER = """NEW.household_id IS NULL
    AND NEW.organisation_id = (SELECT owner_id FROM crates_crate WHERE id = NEW.crate_id)"""

COUNTED = """
INSERT INTO crates_balance (crate_id, organisation_id, household_id, count, deposit_fen)
SELECT NEW.crate_id, NEW.organisation_id, NEW.household_id, 0, 0
WHERE NOT EXISTS (SELECT 1 FROM crates_balance WHERE crate_id = NEW.crate_id
    AND organisation_id = NEW.organisation_id AND coalesce(household_id, 0) = coalesce(NEW.household_id, 0));
UPDATE crates_balance SET
    count = count + CASE WHEN NEW.kind IN ('buy', 'hand_out') THEN NEW.count ELSE -NEW.count END,
    deposit_fen = deposit_fen + NEW.deposit_fen
WHERE crate_id = NEW.crate_id
    AND organisation_id = NEW.organisation_id AND coalesce(household_id, 0) = coalesce(NEW.household_id, 0);
UPDATE crates_balance SET count = count + CASE WHEN NEW.kind = 'hand_out' THEN -NEW.count ELSE NEW.count END
WHERE NEW.kind IN ('hand_out', 'take_back') AND crate_id = NEW.crate_id AND household_id IS NULL
    AND organisation_id = (SELECT owner_id FROM crates_crate WHERE id = NEW.crate_id);
"""
NOT_EMPTY = """
EXISTS (SELECT 1 FROM crates_filling AS f LEFT JOIN crates_emptying AS e ON e.filling_id = f.id
        WHERE f.bin_id = NEW.bin_id AND (e.id IS NULL OR e.at > NEW.since))"""
TOO_EARLY = "NEW.at < (SELECT since FROM crates_filling WHERE id = NEW.filling_id)"
OWNERS_ACTS = (
    Refuse("crates: only the owner buys and scraps", f"NEW.kind IN ('buy', 'scrap') AND NOT ({IS_OWNER})"),
    Refuse("crates: the owner is no holder", f"NEW.kind NOT IN ('buy', 'scrap') AND ({IS_OWNER})"),
)
TRIGGERS = (
    Trigger("crates_move_is_whose", "crates_move", "BEFORE INSERT", OWNERS_ACTS),
    Trigger("crates_move_counts", "crates_move", "AFTER INSERT", (Do(COUNTED),)),
    Trigger(
        "crates_filling_alone", "crates_filling", "BEFORE INSERT", (Refuse("crates: the bin is not empty", NOT_EMPTY),)
    ),
    Trigger(
        "crates_emptying_after",
        "crates_emptying",
        "BEFORE INSERT",
        (Refuse("crates: emptied before it was filled", TOO_EARLY),),
    ),
)


class Migration(migrations.Migration):
    dependencies = [("crates", "0001_crates_moves_bins")]

    operations = [*(append_only(f"crates_{table}") for table in CLOSED), set_up(TRIGGERS)]
