"""Records of packing are never changed; nothing is added to a packing that has ended; a box leaves a pallet once."""

from django.db import migrations

from lilian.base.append_only import append_only
from lilian.base.triggers import Refuse, Trigger, set_up

RECORDS = ("specversion", "packing", "input", "box", "boxvoid", "closing", "taken", "pallet")
ENDED = "EXISTS (SELECT 1 FROM packing_closing WHERE packing_id = {packing})"
VOIDED_PACKING = "(SELECT packing_id FROM packing_box WHERE id = NEW.box_id)"
LEFT_ONCE = """
OLD.until IS NOT NULL OR NEW.until IS NULL OR NEW.pallet_id <> OLD.pallet_id OR NEW.box_id <> OLD.box_id
OR NEW.since <> OLD.since OR NEW.stowed_by <> OLD.stowed_by"""


WHILE_OPEN = {"box": "NEW.packing_id", "input": "NEW.packing_id", "boxvoid": VOIDED_PACKING}
TRIGGERS = (
    *(
        Trigger(
            f"packing_{table}_while_open",
            f"packing_{table}",
            "BEFORE INSERT",
            (Refuse(f"packing_{table}: the packing has ended", ENDED.format(packing=packing)),),
        )
        for table, packing in WHILE_OPEN.items()
    ),
    Trigger(
        "packing_stowing_left_once",
        "packing_stowing",
        "BEFORE UPDATE",
        (Refuse("packing_stowing: a box leaves a pallet once", LEFT_ONCE),),
    ),
    Trigger("packing_stowing_stays", "packing_stowing", "BEFORE DELETE", (Refuse("packing_stowing: a record stays"),)),
)


class Migration(migrations.Migration):
    dependencies = [("packing", "0001_specs_packings_boxes_pallets")]

    operations = [*(append_only(f"packing_{table}") for table in RECORDS), set_up(TRIGGERS)]
