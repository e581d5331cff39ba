"""A report of use may be taken back: its month has one report that stands, by trigger in place of a unique key."""

import django.db.models.deletion
from django.db import migrations, models

from lilian.base.append_only import append_only, reopened
from lilian.base.triggers import Refuse, Trigger, Wait, set_up

STANDS_ALREADY = """
EXISTS (SELECT 1 FROM brand_report AS other WHERE other.licence_id = NEW.licence_id AND other.month = NEW.month
        AND NOT EXISTS (SELECT 1 FROM brand_retraction AS back WHERE back.report_id = other.id))"""
TRIGGERS = (
    Trigger(
        "brand_month_reported_once",
        "brand_report",
        "BEFORE INSERT",
        (
            Wait("PERFORM 1 FROM brand_licence WHERE id = NEW.licence_id FOR NO KEY UPDATE;"),
            Refuse("brand_report: the month was reported", STANDS_ALREADY),
        ),
    ),
)


class Migration(migrations.Migration):
    dependencies = [("brand", "0003_reports_say_what_lost_its_certificate")]

    operations = [
        reopened("brand_report"),
        migrations.RemoveConstraint(model_name="report", name="brand_month_reported_once"),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["licence", "month"], name="brand_report_of_month"),
        ),
        migrations.CreateModel(
            name="Retraction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("retracted_by", models.CharField(max_length=80)),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="retraction", to="brand.report"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="brand_retraction_says_why"
                    )
                ],
            },
        ),
        append_only("brand_report"),
        append_only("brand_retraction"),
        set_up(TRIGGERS),
    ]
