"""Moves of farm inputs, what lies where, where households fetch."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0004_farm_inputs"),
        ("members", "0009_suppliers"),
    ]

    operations = [
        migrations.CreateModel(
            name="PickUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=80)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.household"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.place"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.CharField(blank=True, max_length=40)),
                ("expires_on", models.DateField(null=True)),
                ("count", models.BigIntegerField(default=0)),
                (
                    "farm_input",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.farminput"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.organisation"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.place"
                    ),
                ),
            ],
            options={
                "ordering": ("organisation_id", "farm_input_id", "expires_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("point__isnull", False)),
                        fields=("organisation", "farm_input", "batch", "point"),
                        name="supplies_one_balance_at_a_point",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("point__isnull", True)),
                        fields=("organisation", "farm_input", "batch"),
                        name="supplies_one_balance_at_home",
                    ),
                    models.CheckConstraint(condition=models.Q(("count__gte", 0)), name="supplies_nothing_below_zero"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("bring", "到货"), ("hand_out", "领走"), ("lose", "损耗")], max_length=10
                    ),
                ),
                ("batch", models.CharField(blank=True, max_length=40)),
                ("expires_on", models.DateField(null=True)),
                ("count", models.PositiveIntegerField()),
                ("signed_by", models.CharField(blank=True, max_length=60)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("about", models.CharField(blank=True, db_index=True, max_length=80)),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=80)),
                ("client_key", models.CharField(max_length=140, unique=True)),
                (
                    "farm_input",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.farminput"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.household"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.organisation"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.place"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="supplies_move_of_some"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "hand_out"), models.Q(("signed_by", ""), _negated=True)),
                            models.Q(models.Q(("kind", "hand_out"), _negated=True), ("household__isnull", True)),
                            _connector="OR",
                        ),
                        name="supplies_fetched_is_signed_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "lose"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="supplies_a_loss_says_why",
                    ),
                ],
            },
        ),
    ]
