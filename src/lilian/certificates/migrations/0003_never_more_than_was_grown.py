"""A producer's form promises for no more of a lot than grew with who promises: by trigger on both engines.

On PostgreSQL the lot is held still, so that the sum is looked at after whoever else promises for it has ended.
"""

from django.db import migrations

from lilian.base.triggers import Refuse, Trigger, Wait, set_up

# Grams of the lot that producers' forms that count promise for, and that grew there: of the party, as far as it is known.
PROMISED = """(SELECT coalesce(sum(p.weight_g), 0) FROM certificates_part AS p
    JOIN certificates_certificate AS o ON o.id = p.certificate_id
    WHERE p.lot_id = NEW.lot_id AND o.form = 'producer' AND o.organisation_id = c.organisation_id {same_household}
    AND NOT EXISTS (SELECT 1 FROM certificates_void AS v WHERE v.certificate_id = o.id))"""
GREW = """(SELECT coalesce(sum(s.weight_g), 0) FROM stock_share AS s
    WHERE s.lot_id = NEW.lot_id AND s.organisation_id = c.organisation_id {of_household})"""
OF_THE_ORGANISATION = f"NEW.weight_g + {PROMISED.format(same_household='')} > {GREW.format(of_household='')}"
OF_THE_HOUSEHOLD = f"""c.household_id IS NOT NULL AND
    NEW.weight_g + {PROMISED.format(same_household="AND o.household_id = c.household_id")}
    > {GREW.format(of_household="AND s.household_id = c.household_id")}"""
MORE_THAN_WAS_GROWN = f"""
EXISTS (SELECT 1 FROM certificates_certificate AS c WHERE c.id = NEW.certificate_id AND c.form = 'producer'
        AND ({OF_THE_ORGANISATION} OR ({OF_THE_HOUSEHOLD})))"""
TRIGGERS = (
    Trigger(
        "certificates_part_grown",
        "certificates_part",
        "BEFORE INSERT",
        (
            Wait("PERFORM 1 FROM stock_lot WHERE id = NEW.lot_id FOR NO KEY UPDATE;"),
            Refuse("certificates_part: more than was grown", MORE_THAN_WAS_GROWN),
        ),
    ),
)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0002_never_more_than_it_weighs")]

    operations = [set_up(TRIGGERS)]
