"""A batch has one use-by day wherever it lies, whoever writes it down, and two stores at once."""

from django.db import migrations

from lilian.base.triggers import Refuse, Trigger, Wait, set_up

OTHER_DAY = """
EXISTS (SELECT 1 FROM supplies_balance WHERE farm_input_id = NEW.farm_input_id AND batch = NEW.batch
    AND expires_on {differs} NEW.expires_on)"""
# Who brings a batch waits for whoever brings it elsewhere; what leaves has the day it came with.
BROUGHT = (
    "IF NEW.kind = 'bring' THEN PERFORM pg_advisory_xact_lock("
    "hashtextextended('supplies_move ' || NEW.farm_input_id || ' ' || NEW.batch, 0)); END IF;"
)


class Migration(migrations.Migration):
    dependencies = [("supplies", "0002_balances_follow_moves")]

    operations = [
        set_up(
            (
                Trigger(
                    "supplies_move_same_day",
                    "supplies_move",
                    "BEFORE INSERT",
                    (
                        Wait(BROUGHT),
                        Refuse(
                            "supplies: the batch has another use-by day",
                            OTHER_DAY.format(differs="IS NOT"),
                            OTHER_DAY.format(differs="IS DISTINCT FROM"),
                        ),
                    ),
                ),
            )
        )
    ]
