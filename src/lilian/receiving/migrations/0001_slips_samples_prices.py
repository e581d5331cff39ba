import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0002_versions_are_never_changed"),
        ("members", "0007_clerks_packers_inspectors"),
        ("stock", "0002_the_database_keeps_the_books"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("size", models.PositiveIntegerField()),
                ("brix_tenths", models.PositiveIntegerField(null=True)),
                ("firmness_tenths_n", models.PositiveIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PostedPrice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grade", models.CharField(blank=True, max_length=20)),
                ("fen_per_kg", models.PositiveIntegerField(null=True)),
                ("effective_from", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("posted_by", models.CharField(max_length=80)),
                (
                    "location",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.location"
                    ),
                ),
                (
                    "variety",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.variety"
                    ),
                ),
            ],
            options={
                "ordering": ("-effective_from", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="SampleDefect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "defect",
                    models.CharField(
                        choices=[
                            ("bruise", "碰压伤"),
                            ("rub", "磨伤"),
                            ("russet", "果锈"),
                            ("water_rust", "水锈"),
                            ("sunburn", "日灼"),
                            ("hail", "雹伤"),
                            ("spray_burn", "药斑"),
                            ("disease", "病果"),
                            ("insect", "虫果"),
                            ("puncture", "刺伤"),
                        ],
                        max_length=20,
                    ),
                ),
                ("count", models.PositiveIntegerField()),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="defects", to="receiving.sample"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Slip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                ("seller_name", models.CharField(max_length=80)),
                ("grade", models.CharField(blank=True, max_length=20)),
                ("harvest_date", models.DateField()),
                ("day", models.DateField()),
                ("weighed_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("gross_g", models.BigIntegerField()),
                ("tare_g", models.BigIntegerField()),
                ("net_g", models.BigIntegerField()),
                ("crates", models.PositiveIntegerField(default=0)),
                (
                    "price_kind",
                    models.CharField(
                        choices=[("posted", "今日挂牌价"), ("contract", "按合同"), ("open", "以后再定")], max_length=10
                    ),
                ),
                ("contract", models.CharField(blank=True, max_length=80)),
                ("fen_per_kg", models.PositiveIntegerField(null=True)),
                ("amount_fen", models.BigIntegerField(null=True)),
                ("certificate", models.CharField(blank=True, max_length=60)),
                (
                    "no_certificate",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_issued", "农户自产，没有开具"),
                            ("not_brought", "已开具，没带来"),
                            ("being_issued", "正在开具，稍后补上"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "spray",
                    models.CharField(
                        choices=[
                            ("unknown", "没有用药记录，未核"),
                            ("kept", "已过安全间隔期"),
                            ("too_soon", "未过安全间隔期"),
                        ],
                        max_length=10,
                    ),
                ),
                ("odd", models.CharField(blank=True, max_length=120)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("recorded_by", models.CharField(max_length=80)),
                ("client_key", models.CharField(max_length=120, unique=True)),
                ("asked", models.CharField(max_length=64)),
                (
                    "block",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.place"
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.entry"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.household"
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.location",
                    ),
                ),
                (
                    "lot",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.lot"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.person"
                    ),
                ),
                (
                    "posted",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="receiving.postedprice",
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organisation",
                    ),
                ),
                (
                    "variety",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.variety"
                    ),
                ),
            ],
            options={
                "ordering": ("-weighed_at", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="sample",
            name="slip",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="sample", to="receiving.slip"
            ),
        ),
        migrations.CreateModel(
            name="SlipVoid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("voided_by", models.CharField(max_length=80)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.entry"
                    ),
                ),
                (
                    "slip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="void", to="receiving.slip"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="postedprice",
            index=models.Index(fields=["variety", "grade", "-effective_from"], name="receiving_price_in_force"),
        ),
        migrations.AddConstraint(
            model_name="sampledefect",
            constraint=models.UniqueConstraint(fields=("sample", "defect"), name="receiving_one_count_a_defect"),
        ),
        migrations.AddConstraint(
            model_name="sampledefect",
            constraint=models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="receiving_defect_was_seen"),
        ),
        migrations.AddIndex(
            model_name="slip",
            index=models.Index(fields=["location", "-day", "-weighed_at"], name="receiving_slip_by_point"),
        ),
        migrations.AddIndex(
            model_name="slip",
            index=models.Index(fields=["day", "location"], name="receiving_slip_by_day"),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "net_g",
                        django.db.models.expressions.CombinedExpression(models.F("gross_g"), "-", models.F("tare_g")),
                    )
                ),
                name="receiving_net_is_gross_less_tare",
            ),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
                condition=models.Q(("net_g__gt", 0), ("tare_g__gte", 0)), name="receiving_slip_weighs"
            ),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
                condition=models.Q(("harvest_date__lte", models.F("day"))), name="receiving_picked_before_weighed"
            ),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("household__isnull", False), ("person__isnull", True), ("seller__isnull", True)),
                    models.Q(("household__isnull", True), ("person__isnull", False), ("seller__isnull", True)),
                    models.Q(("household__isnull", True), ("person__isnull", True), ("seller__isnull", False)),
                    _connector="OR",
                ),
                name="receiving_one_seller",
            ),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("no_certificate", ""), models.Q(("certificate", ""), _negated=True)),
                    models.Q(
                        ("certificate", ""), ("seller__isnull", True), models.Q(("no_certificate", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="receiving_certificate_or_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount_fen__isnull", True), ("fen_per_kg__isnull", True)),
                    models.Q(("amount_fen__isnull", False), ("fen_per_kg__isnull", False)),
                    _connector="OR",
                ),
                name="receiving_amount_has_a_price",
            ),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fen_per_kg__isnull", False), ("posted__isnull", False), ("price_kind", "posted")),
                    models.Q(("posted__isnull", True), models.Q(("price_kind", "posted"), _negated=True)),
                    _connector="OR",
                ),
                name="receiving_posted_is_priced",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="receiving_sample_holds_fruit"),
        ),
        migrations.AddConstraint(
            model_name="slipvoid",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="receiving_void_has_a_reason"
            ),
        ),
    ]
