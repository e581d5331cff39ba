import django.db.models.deletion
from django.db import migrations, models

from lilian.base.append_only import append_only
from lilian.base.triggers import Refuse, Trigger, set_up

STOPPED = "EXISTS (SELECT 1 FROM packing_stop WHERE packing_id = NEW.packing_id)"
TRIGGERS = (
    Trigger(
        "packing_box_not_stopped",
        "packing_box",
        "BEFORE INSERT",
        (Refuse("packing_box: a recall stopped the packing", STOPPED),),
    ),
    Trigger(
        "packing_closing_not_stopped",
        "packing_closing",
        "BEFORE INSERT",
        (Refuse("packing_closing: a recall stopped the packing", f"NEW.lot_id IS NOT NULL AND {STOPPED}"),),
    ),
)


class Migration(migrations.Migration):
    dependencies = [("packing", "0003_boxes_called_back")]

    operations = [
        migrations.CreateModel(
            name="Stop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("stopped_by", models.CharField(max_length=80)),
                (
                    "packing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stop", to="packing.packing"
                    ),
                ),
            ],
            options={"ordering": ("pk",)},
        ),
        append_only("packing_stop"),
        set_up(TRIGGERS),
    ]
