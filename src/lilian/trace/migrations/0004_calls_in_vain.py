import django.db.models.deletion
from django.db import migrations, models

from lilian.base.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("trace", "0003_lots_reached_in_part"),
    ]

    operations = [
        migrations.CreateModel(
            name="CallAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("no_answer", "没人接"),
                            ("wrong_number", "号码不对"),
                            ("calls_back", "告诉了，等回电"),
                            ("refuses", "不肯配合"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("called_by", models.CharField(max_length=80)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="trace.notice"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["calls_back", "no_answer", "refuses", "wrong_number"])),
                        name="trace_call_in_vain",
                    )
                ],
            },
        ),
        append_only("trace_callattempt"),
    ]
