from django.db import migrations

MOVED = ("PayoutReturn", "PayoutAnswer", "PayoutLine", "Payout", "PayeeAccount")


class Migration(migrations.Migration):
    """The tables themselves were renamed by payouts 0001."""

    dependencies = [
        ("payouts", "0001_from_settlement"),
        ("settlement", "0004_what_was_paid_when_it_was_topped_up"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name) for name in MOVED])
    ]
