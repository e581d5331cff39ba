"""What a receipt accepted and what it lacks are together what was ordered: the line stands in another table."""

from django.db import migrations

from lilian.base.triggers import Refuse, Trigger, set_up

NOT_ALL = "NEW.accepted + NEW.short <> (SELECT quantity FROM purchasing_orderline WHERE id = NEW.line_id)"
STEPS = (Refuse("purchasing: accepted and short are what was ordered", NOT_ALL),)


class Migration(migrations.Migration):
    dependencies = [("purchasing", "0001_campaigns_needs_quotes_orders")]

    operations = [
        set_up(
            tuple(
                Trigger(f"purchasing_receipt_{name}_whole", "purchasing_receipt", f"BEFORE {act}", STEPS)
                for name, act in (("is", "INSERT"), ("stays", "UPDATE"))
            )
        )
    ]
