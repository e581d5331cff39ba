import django.db.models.deletion
from django.db import migrations, models

from lilian.base.renamed import Renamed
from lilian.base.triggers import Refuse, Trigger, Wait, set_up, taken_down

STANDS_ALREADY = """
EXISTS (SELECT 1 FROM {module}_report AS other WHERE other.licence_id = NEW.licence_id AND other.month = NEW.month
        AND NOT EXISTS (SELECT 1 FROM {module}_retraction AS back WHERE back.report_id = other.id))"""


def reported_once(module: str) -> Trigger:
    return Trigger(
        f"{module}_month_reported_once",
        f"{module}_report",
        "BEFORE INSERT",
        (
            Wait("PERFORM 1 FROM brand_licence WHERE id = NEW.licence_id FOR NO KEY UPDATE;"),
            Refuse(f"{module}_report: the month was reported", STANDS_ALREADY.format(module=module)),
        ),
    )


def renamed(table: str, constraint: str) -> Renamed:
    return Renamed(f"brand_{table}", f"usage_{table}", ((f"brand_{constraint}", f"usage_{constraint}"),))


class Migration(migrations.Migration):
    """The tables were made by brand."""

    initial = True

    dependencies = [("brand", "0004_reports_are_taken_back")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                taken_down([reported_once("brand")]),
                renamed("report", "difference_is_explained"),
                renamed("retraction", "retraction_says_why"),
                set_up([reported_once("usage")]),
            ],
            state_operations=[
                migrations.CreateModel(
                    name="Report",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField()),
                        ("used", models.PositiveIntegerField()),
                        ("spoiled", models.PositiveIntegerField()),
                        ("returned", models.PositiveIntegerField()),
                        ("on_hand", models.PositiveIntegerField()),
                        ("expected", models.PositiveIntegerField()),
                        ("uncertified", models.PositiveIntegerField(null=True)),
                        ("note", models.CharField(blank=True, max_length=200)),
                        ("at", models.DateTimeField()),
                        ("reported_by", models.CharField(max_length=80)),
                        (
                            "licence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="brand.licence"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-month", "-pk"),
                        "indexes": [models.Index(fields=["licence", "month"], name="brand_report_of_month")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("on_hand", models.F("expected")),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="usage_difference_is_explained",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Retraction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=200)),
                        ("at", models.DateTimeField()),
                        ("retracted_by", models.CharField(max_length=80)),
                        (
                            "report",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="retraction",
                                to="usage.report",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="usage_retraction_says_why"
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.RenameIndex(model_name="report", old_name="brand_report_of_month", new_name="usage_report_of_month"),
    ]
