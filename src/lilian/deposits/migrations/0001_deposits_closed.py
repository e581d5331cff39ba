"""Deposits that are closed: asked by one person, answered by another; no row ever changes."""

import django.db.models.deletion
from django.db import migrations, models

from lilian.base.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contracts", "0002_contracts_are_never_changed"),
        ("ledger", "0003_postings_by_the_hundred"),
    ]

    operations = [
        migrations.CreateModel(
            name="Closing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("fulfilled", "履行完毕，定金没有抵完"),
                            ("agreed", "双方同意解除合同"),
                            ("force_majeure", "不可抗力"),
                            ("mistake", "付错了"),
                            ("buyer_breach", "收购方违约"),
                            ("household_breach", "果农违约"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("bank", "转到银行账户"),
                            ("cash", "交现金"),
                            ("settlement", "从下次结算里扣"),
                            ("none", "不用付"),
                        ],
                        max_length=12,
                    ),
                ),
                ("fen", models.BigIntegerField()),
                ("note", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=80)),
                ("asker_id", models.BigIntegerField(null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("fen__gt", 0)), name="deposits_closing_of_something"),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="deposits_closing_is_explained"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosingAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreed", models.BooleanField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("answered_by", models.CharField(max_length=80)),
                ("answerer_id", models.BigIntegerField(null=True)),
                (
                    "closing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="deposits.closing"
                    ),
                ),
                (
                    "posting",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.posting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", True), ("posting__isnull", False)),
                            models.Q(("agreed", False), ("posting__isnull", True)),
                            _connector="OR",
                        ),
                        name="deposits_agreed_is_posted",
                    )
                ],
            },
        ),
        append_only("deposits_closing"),
        append_only("deposits_closinganswer"),
    ]
