import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0003_limits_of_grades"),
        ("members", "0008_cashiers_auditors_suppliers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Market",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=60, unique=True)),
                ("source", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=80)),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Quotation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grade", models.CharField(max_length=20)),
                ("day", models.DateField()),
                ("fen_per_kg", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=80)),
                (
                    "market",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.market",
                    ),
                ),
                (
                    "variety",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.variety",
                    ),
                ),
            ],
            options={
                "ordering": ("-day", "-pk"),
                "indexes": [models.Index(fields=["market", "variety", "-day"], name="contracts_quotation_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("fen_per_kg__gt", 0)), name="contracts_quotation_is_a_price"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="contracts_quotation_has_a_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=60, unique=True)),
                ("at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=80)),
                (
                    "variety",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.variety"
                    ),
                ),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="TemplateVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("sheet", models.JSONField()),
                ("reason", models.CharField(max_length=200)),
                ("published_at", models.DateTimeField()),
                ("published_by", models.CharField(max_length=80)),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="contracts.template"
                    ),
                ),
            ],
            options={
                "ordering": ("template_id", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("template", "number"), name="contracts_template_version"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="contracts_version_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                ("household_name", models.CharField(max_length=80)),
                ("is_supported", models.BooleanField()),
                ("batch", models.CharField(db_index=True, max_length=120)),
                ("asked", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=80)),
                (
                    "buyer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.organisation"
                    ),
                ),
                (
                    "coop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.organisation"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.household"
                    ),
                ),
                (
                    "renews",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewal",
                        to="contracts.contract",
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.season",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.templateversion"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "indexes": [models.Index(fields=["season", "coop"], name="contracts_by_season_and_coop")],
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("effective_from", models.DateField()),
                ("deliver_from", models.DateField()),
                ("deliver_until", models.DateField()),
                ("deposit_fen", models.PositiveBigIntegerField()),
                ("credit_limit_fen", models.PositiveBigIntegerField()),
                ("tolerance_permille", models.PositiveIntegerField()),
                (
                    "over",
                    models.CharField(
                        choices=[("contract", "照合同价收"), ("market", "按当天行情收"), ("refused", "不收")],
                        max_length=10,
                    ),
                ),
                ("pay_within_days", models.PositiveIntegerField()),
                ("deductions", models.JSONField()),
                ("penalties", models.JSONField()),
                ("milestones", models.JSONField()),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("force_majeure", "不可抗力：霜冻、冰雹等"),
                            ("area", "地块或面积变了"),
                            ("amount", "双方商量改数量"),
                            ("price", "双方商量改价格"),
                            ("dates", "双方商量改日期"),
                            ("mistake", "写错了，更正"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("parties", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("written_by", models.CharField(max_length=80)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "terms",
                "ordering": ("contract_id", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="contracts_terms_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", 1), ("reason", "")),
                            models.Q(("number__gt", 1), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="contracts_later_terms_have_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deliver_until__gt", models.F("deliver_from"))),
                        name="contracts_delivery_holds_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermsLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grade", models.CharField(max_length=20)),
                ("expected_g", models.BigIntegerField()),
                ("floor_fen", models.PositiveIntegerField()),
                ("rule", models.JSONField()),
                (
                    "block",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.place"
                    ),
                ),
                (
                    "terms",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="contracts.terms"
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
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expected_g__gt", 0), ("floor_fen__gt", 0)),
                        name="contracts_line_promises_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "party",
                    models.CharField(
                        choices=[("buyer", "收购方"), ("coop", "合作社"), ("household", "果农")], max_length=10
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("method", models.CharField(choices=[("pad", "手写板签字"), ("photo", "纸质签字拍照")], max_length=10)),
                ("picture", models.BinaryField()),
                ("picture_digest", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=80)),
                (
                    "shown_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.signature",
                    ),
                ),
                (
                    "terms",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="contracts.terms"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("terms", "party"), name="contracts_one_hand_a_party"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="contracts_signer_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("fulfilled", "履行完毕"),
                            ("agreed", "双方同意解除"),
                            ("force_majeure", "不可抗力"),
                            ("breach", "一方违约"),
                            ("not_signed", "没有签成"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("ended_by", models.CharField(max_length=80)),
                (
                    "contract",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ending", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="contracts_end_is_explained"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MilestoneDone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("milestone", models.CharField(max_length=20)),
                ("day", models.DateField()),
                ("estimate_g", models.BigIntegerField(null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=80)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="done", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "milestones done",
                "ordering": ("day", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("estimate_g__isnull", True)),
                        fields=("contract", "milestone"),
                        name="contracts_milestone_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("estimate_g__isnull", True), ("estimate_g__gte", 0), _connector="OR"),
                        name="contracts_estimate_counts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PurchaseRefusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grade", models.CharField(max_length=20)),
                ("weight_g", models.BigIntegerField()),
                ("day", models.DateField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("residue", "农药残留检测不合格"),
                            ("interval", "没有过安全间隔期"),
                            ("not_own", "不是合同地块的果"),
                            ("other_variety", "品种不符"),
                            ("spoilt", "腐烂变质"),
                            ("below_grade", "达不到合同等级"),
                        ],
                        max_length=16,
                    ),
                ),
                ("note", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=80)),
                ("asker_id", models.BigIntegerField(null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="refusals", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("weight_g__gt", 0)), name="contracts_refusal_weighs"),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="contracts_refusal_is_explained"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RefusalAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_upheld", models.BooleanField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("answered_by", models.CharField(max_length=80)),
                ("answerer_id", models.BigIntegerField(null=True)),
                (
                    "refusal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="contracts.purchaserefusal",
                    ),
                ),
            ],
        ),
    ]
