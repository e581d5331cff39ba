import django.db.models.deletion
from django.db import migrations, models

from lilian.base.append_only import append_only, reopened

READINGS = "storage_reading"


class Migration(migrations.Migration):
    dependencies = [
        ("stock", "0002_the_database_keeps_the_books"),
        ("storage", "0006_what_a_decision_places"),
    ]

    operations = [
        migrations.AddField(
            model_name="room",
            name="location",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="stock.location",
            ),
        ),
        reopened(READINGS),
        migrations.AddField(
            model_name="reading", name="humidity_pm", field=models.PositiveSmallIntegerField(null=True)
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.CheckConstraint(
                condition=models.Q(("humidity_pm__isnull", True), ("humidity_pm__lte", 1000), _connector="OR"),
                name="storage_reading_humidity",
            ),
        ),
        append_only(READINGS),
    ]
