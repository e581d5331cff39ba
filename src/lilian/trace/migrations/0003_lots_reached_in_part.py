from django.db import migrations, models

from lilian.base.append_only import append_only, reopened


class Migration(migrations.Migration):
    dependencies = [
        ("trace", "0002_inspections_start_recalls"),
    ]

    operations = [
        reopened("trace_recalllot"),
        migrations.AddField(
            model_name="recalllot",
            name="in_part",
            field=models.BooleanField(default=False),
        ),
        append_only("trace_recalllot"),
    ]
