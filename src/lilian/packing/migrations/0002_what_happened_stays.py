"""Records of packing are never changed; nothing is added to a packing that has ended; a box leaves a pallet once."""

from django.db import migrations

from lilian.base.append_only import append_only
from lilian.base.refused_rows import refused_rows

RECORDS = ("specversion", "packing", "input", "box", "boxvoid", "closing", "taken", "pallet")
ENDED = "EXISTS (SELECT 1 FROM packing_closing WHERE packing_id = {packing})"
VOIDED_PACKING = "(SELECT packing_id FROM packing_box WHERE id = NEW.box_id)"
LEFT_ONCE = """
OLD.until IS NOT NULL OR NEW.until IS NULL OR NEW.pallet_id <> OLD.pallet_id OR NEW.box_id <> OLD.box_id
OR NEW.since <> OLD.since OR NEW.stowed_by <> OLD.stowed_by"""


class Migration(migrations.Migration):
    dependencies = [("packing", "0001_specs_packings_boxes_pallets")]

    operations = [
        *(append_only(f"packing_{table}") for table in RECORDS),
        *(
            refused_rows(
                f"packing_{table}_while_open",
                table=f"packing_{table}",
                act="INSERT",
                says="the packing has ended",
                when=ENDED.format(packing=packing),
            )
            for table, packing in {
                "box": "NEW.packing_id",
                "input": "NEW.packing_id",
                "boxvoid": VOIDED_PACKING,
            }.items()
        ),
        refused_rows(
            "packing_stowing_left_once",
            table="packing_stowing",
            act="UPDATE",
            says="a box leaves a pallet once",
            when=LEFT_ONCE,
        ),
        refused_rows(
            "packing_stowing_stays", table="packing_stowing", act="DELETE", says="a record stays", when="1 = 1"
        ),
    ]
