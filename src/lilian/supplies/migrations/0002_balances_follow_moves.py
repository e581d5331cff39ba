"""Balances follow moves, and the past stays."""

from django.db import migrations

from lilian.base.append_only import append_only
from lilian.base.triggers import Do, Trigger, set_up

COUNTED = """
INSERT INTO supplies_balance (organisation_id, farm_input_id, point_id, batch, expires_on, count)
SELECT NEW.organisation_id, NEW.farm_input_id, NEW.point_id, NEW.batch, NEW.expires_on, 0
WHERE NOT EXISTS (SELECT 1 FROM supplies_balance WHERE organisation_id = NEW.organisation_id
    AND farm_input_id = NEW.farm_input_id AND batch = NEW.batch AND coalesce(point_id, 0) = coalesce(NEW.point_id, 0));
UPDATE supplies_balance SET count = count + CASE WHEN NEW.kind = 'bring' THEN NEW.count ELSE -NEW.count END
WHERE organisation_id = NEW.organisation_id AND farm_input_id = NEW.farm_input_id AND batch = NEW.batch
    AND coalesce(point_id, 0) = coalesce(NEW.point_id, 0);
"""


class Migration(migrations.Migration):
    dependencies = [("supplies", "0001_moves_balances_points")]

    operations = [
        append_only("supplies_move"),
        append_only("supplies_pickup"),
        set_up((Trigger("supplies_move_counts", "supplies_move", "AFTER INSERT", (Do(COUNTED),)),)),
    ]
