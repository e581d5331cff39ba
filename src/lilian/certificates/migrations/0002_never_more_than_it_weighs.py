"""Certificates stay as they were issued, and never promise for more than there is: by trigger on both engines.

On PostgreSQL the lot, or the certificate that fruit is taken in with, is held still while its sum is looked at.
"""

from django.db import migrations

from lilian.base.append_only import append_only
from lilian.base.triggers import Refuse, Trigger, Wait, set_up

CLOSED = ("certificate", "part", "named", "signature", "void", "collected", "givenback", "photo")

LOT_STILL = Wait("PERFORM 1 FROM stock_lot WHERE id = NEW.lot_id FOR NO KEY UPDATE;")
CERTIFICATE_STILL = Wait("PERFORM 1 FROM certificates_certificate WHERE id = NEW.certificate_id FOR NO KEY UPDATE;")
MORE_THAN_THE_LOT = """
NEW.weight_g + (SELECT coalesce(sum(p.weight_g), 0) FROM certificates_part AS p WHERE p.lot_id = NEW.lot_id
                AND NOT EXISTS (SELECT 1 FROM certificates_void AS v WHERE v.certificate_id = p.certificate_id))
> (SELECT coalesce(sum(s.weight_g), 0) FROM stock_share AS s WHERE s.lot_id = NEW.lot_id)"""
MORE_THAN_THE_CERTIFICATE = """
NEW.weight_g + (SELECT coalesce(sum(p.weight_g), 0) FROM certificates_part AS p
                WHERE p.certificate_id = NEW.certificate_id)
> (SELECT c.weight_g FROM certificates_certificate AS c WHERE c.id = NEW.certificate_id)"""
ISSUED_AHEAD = "EXISTS (SELECT 1 FROM certificates_certificate AS c WHERE c.id = NEW.certificate_id AND c.is_ahead)"
MORE_THAN_IS_LEFT = """
NEW.certificate_id IS NOT NULL AND NEW.misfit = '' AND
NEW.weight_g + (SELECT coalesce(sum(t.weight_g), 0) FROM certificates_collected AS t
                WHERE t.certificate_id = NEW.certificate_id AND t.misfit = ''
                AND NOT EXISTS (SELECT 1 FROM certificates_givenback AS g WHERE g.collected_id = t.id))
> (SELECT c.weight_g FROM certificates_certificate AS c WHERE c.id = NEW.certificate_id)"""
OF_A_VOID_ONE = """
NEW.certificate_id IS NOT NULL AND NEW.misfit = ''
AND EXISTS (SELECT 1 FROM certificates_void AS v WHERE v.certificate_id = NEW.certificate_id)"""
TRIGGERS = (
    Trigger(
        "certificates_part_within",
        "certificates_part",
        "BEFORE INSERT",
        (
            LOT_STILL,
            Refuse("certificates_part: more than the lot weighs", MORE_THAN_THE_LOT),
            Refuse("certificates_part: the certificate is whole", MORE_THAN_THE_CERTIFICATE),
            Refuse("certificates_part: it was issued ahead of its fruit", ISSUED_AHEAD),
        ),
    ),
    Trigger(
        "certificates_collected_within",
        "certificates_collected",
        "BEFORE INSERT",
        (
            CERTIFICATE_STILL,
            Refuse("certificates_collected: more than is left", MORE_THAN_IS_LEFT),
            Refuse("certificates_collected: the certificate is void", OF_A_VOID_ONE),
        ),
    ),
)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_certificates_issued_and_collected")]

    operations = [*(append_only(f"certificates_{table}") for table in CLOSED), set_up(TRIGGERS)]
