"""Nothing of the log is changed or deleted. A salt goes only once an erasure says why; a witness never."""

from django.db import migrations

from lilian.base.append_only import append_only
from lilian.base.triggers import Refuse, Trigger, set_up

CLOSED = ("leaf", "tile", "erasure", "logkey", "checkpoint", "cosignature")
NO_REASON = "NOT EXISTS (SELECT 1 FROM transparency_erasure WHERE leaf_id = OLD.leaf_id)"
ANOTHER = "NEW.vkey <> OLD.vkey OR NEW.name <> OLD.name OR OLD.until IS NOT NULL"
TRIGGERS = (
    Trigger("transparency_salt_stays", "transparency_salt", "BEFORE UPDATE", (Refuse("log: a salt stays as it is"),)),
    Trigger(
        "transparency_salt_goes_for_a_reason",
        "transparency_salt",
        "BEFORE DELETE",
        (Refuse("log: a salt goes by an erasure", NO_REASON),),
    ),
    Trigger(
        "transparency_witness_only_ends",
        "transparency_witness",
        "BEFORE UPDATE",
        (Refuse("log: a witness only ends", ANOTHER),),
    ),
    Trigger("transparency_witness_stays", "transparency_witness", "BEFORE DELETE", (Refuse("log: a witness stays"),)),
)


class Migration(migrations.Migration):
    dependencies = [("transparency", "0001_leaves_tiles_checkpoints_witnesses")]

    operations = [*(append_only(f"transparency_{table}") for table in CLOSED), set_up(TRIGGERS)]
