from django.db import migrations

MOVED = ("Retraction", "Report")


class Migration(migrations.Migration):
    """The tables themselves were renamed by usage 0001."""

    dependencies = [
        ("brand", "0004_reports_are_taken_back"),
        ("usage", "0001_from_brand"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name) for name in MOVED])
    ]
