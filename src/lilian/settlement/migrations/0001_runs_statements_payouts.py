import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0002_the_database_keeps_the_books"),
        ("members", "0008_cashiers_auditors_suppliers"),
        ("receiving", "0002_slips_are_never_changed"),
    ]

    operations = [
        migrations.CreateModel(
            name="SchemeVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fee_permille", models.PositiveIntegerField()),
                ("least_cash_permille", models.PositiveIntegerField()),
                ("instalments", models.PositiveIntegerField()),
                ("first_due_months", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=80)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": (
                    models.CheckConstraint(
                        condition=models.Q(("fee_permille__lte", 500), ("least_cash_permille__lte", 1000)),
                        name="settlement_scheme_in_thousandths",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_due_months__gte", 1), ("instalments__range", (1, 60))),
                        name="settlement_scheme_has_instalments",
                    ),
                ),
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("delivery", "交果结算"), ("share", "二次分配")], max_length=10)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("day", models.DateField()),
                ("closes_season", models.BooleanField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("unpriced", models.PositiveIntegerField()),
                ("households", models.PositiveIntegerField()),
                ("gross_fen", models.BigIntegerField()),
                ("net_fen", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("drafted_by", models.CharField(max_length=80)),
                ("drafter_id", models.BigIntegerField(null=True)),
                ("client_key", models.CharField(max_length=120, unique=True)),
                ("asked", models.CharField(max_length=64)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": (
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="settlement_run_holds_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("net_fen__gte", 0)), name="settlement_run_pays_nothing_below_zero"
                    ),
                ),
            },
        ),
        migrations.CreateModel(
            name="SharedSum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("freight", "运费"),
                            ("storage", "冷藏费"),
                            ("sorting", "分选费"),
                            ("top_up", "季末补差"),
                            ("surplus", "盈余返还"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[("weight", "按斤两分"), ("value", "按金额分"), ("even", "每户一样")], max_length=10
                    ),
                ),
                ("grade", models.CharField(blank=True, max_length=20)),
                ("total_fen", models.BigIntegerField()),
                ("note", models.CharField(blank=True, max_length=120)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shared", to="settlement.run"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": (
                    models.CheckConstraint(
                        condition=models.Q(("total_fen__gt", 0)), name="settlement_shared_is_something"
                    ),
                ),
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreed", models.BooleanField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("given_by", models.CharField(max_length=80)),
                ("giver_id", models.BigIntegerField(null=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="settlement.run"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": (
                    models.UniqueConstraint(fields=("run", "giver_id"), name="settlement_one_approval_a_person"),
                    models.CheckConstraint(
                        condition=models.Q(("agreed", True), models.Q(("note", ""), _negated=True), _connector="OR"),
                        name="settlement_sent_back_with_a_reason",
                    ),
                ),
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gross_fen", models.BigIntegerField()),
                ("net_fen", models.BigIntegerField()),
                ("carried_fen", models.BigIntegerField()),
                ("inputs", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.household"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="settlement.run"
                    ),
                ),
            ],
            options={
                "ordering": ("run_id", "household_id"),
                "constraints": (
                    models.UniqueConstraint(fields=("run", "household"), name="settlement_one_statement_a_household"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("carried_fen__gte", 0), ("net_fen__gte", 0), ("net_fen__lte", models.F("gross_fen"))
                        ),
                        name="settlement_net_is_of_gross",
                    ),
                ),
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount_fen", models.BigIntegerField()),
                (
                    "slip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="receiving.slip"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="settlement.statement"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(max_length=80)),
                ("words", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("raised_by", models.CharField(max_length=80)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disputes", to="settlement.statement"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": (
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="settlement_dispute_says_why"
                    ),
                ),
            },
        ),
        migrations.CreateModel(
            name="DisputeAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("more_fen", models.BigIntegerField()),
                ("words", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("answered_by", models.CharField(max_length=80)),
                (
                    "dispute",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="settlement.dispute"
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.posting"
                    ),
                ),
            ],
            options={
                "constraints": (
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="settlement_answer_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("more_fen", 0), ("posting__isnull", True)),
                            models.Q(models.Q(("more_fen", 0), _negated=True), ("posting__isnull", False)),
                            _connector="OR",
                        ),
                        name="settlement_a_correction_is_posted",
                    ),
                ),
            },
        ),
        migrations.CreateModel(
            name="PayeeAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("holder", models.CharField(max_length=60)),
                ("bank", models.CharField(max_length=60)),
                ("number", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=80)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.household"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": (
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holder", ""), _negated=True), models.Q(("number", ""), _negated=True)
                        ),
                        name="settlement_payee_is_whole",
                    ),
                ),
            },
        ),
        migrations.CreateModel(
            name="Payout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("count", models.PositiveIntegerField()),
                ("total_fen", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=80)),
                ("client_key", models.CharField(max_length=120, unique=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": (
                    models.CheckConstraint(condition=models.Q(("total_fen__gt", 0)), name="settlement_payout_pays"),
                ),
            },
        ),
        migrations.CreateModel(
            name="PayoutLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount_fen", models.BigIntegerField()),
                (
                    "payee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="settlement.payeeaccount"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="settlement.statement"
                    ),
                ),
                (
                    "payout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="settlement.payout"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": (
                    models.UniqueConstraint(fields=("payout", "statement"), name="settlement_one_payment_a_file"),
                    models.CheckConstraint(condition=models.Q(("amount_fen__gt", 0)), name="settlement_payment_pays"),
                ),
            },
        ),
        migrations.CreateModel(
            name="PayoutAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("paid", models.BooleanField()),
                ("reason", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                ("read_by", models.CharField(max_length=80)),
                (
                    "posting",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.posting"
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="settlement.payoutline"
                    ),
                ),
            ],
            options={
                "constraints": (
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paid", True), ("posting__isnull", False)),
                            models.Q(("paid", False), ("posting__isnull", True)),
                            _connector="OR",
                        ),
                        name="settlement_paid_is_posted",
                    ),
                ),
            },
        ),
    ]
