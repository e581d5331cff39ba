"""Who agreed to be named, how often pages were opened, what buyers complained about."""

import django.db.models.deletion
from django.db import migrations, models

from lilian.base.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0009_suppliers"),
        ("packing", "0003_boxes_called_back"),
    ]

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=500)),
                ("contact", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "box",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="packing.box"),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="ComplaintAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("answered_by", models.CharField(max_length=80)),
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="passport.complaint"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=20)),
                ("way", models.CharField(choices=[("phone", "本人在手机上"), ("paper", "纸质签字")], max_length=8)),
                ("paper", models.CharField(blank=True, max_length=80)),
                ("at", models.DateTimeField()),
                ("said_by", models.CharField(max_length=80)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.household"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hour", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
                (
                    "box",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="packing.box"
                    ),
                ),
            ],
            options={
                "ordering": ("box_id", "hour"),
            },
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="passport_complaint_says"
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way", "paper"), _negated=True),
                    ("name", ""),
                    models.Q(("paper", ""), _negated=True),
                    _connector="OR",
                ),
                name="passport_paper_says_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.UniqueConstraint(fields=("box", "hour"), name="passport_one_count_an_hour"),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="passport_opened_at_all"),
        ),
        append_only("passport_consent"),
    ]
