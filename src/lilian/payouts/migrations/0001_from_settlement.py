import django.db.models.deletion
from django.db import migrations, models

from lilian.base.renamed import Renamed

PREFIXES = ("settlement_", "payouts_")
MOVED = {
    "payeeaccount": ("payee_is_whole",),
    "payout": ("payout_pays",),
    "payoutline": ("one_payment_a_file", "payment_pays"),
    "payoutanswer": ("paid_is_posted",),
    "payoutreturn": ("return_says_why",),
}


def renamed(table: str, constraints: tuple[str, ...]) -> Renamed:
    old, new = PREFIXES
    return Renamed(f"{old}{table}", f"{new}{table}", tuple((f"{old}{name}", f"{new}{name}") for name in constraints))


class Migration(migrations.Migration):
    """The tables were made by settlement."""

    initial = True

    dependencies = [
        ("ledger", "0003_postings_by_the_hundred"),
        ("members", "0009_suppliers"),
        ("settlement", "0004_what_was_paid_when_it_was_topped_up"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[renamed(*moved) for moved in MOVED.items()],
            state_operations=[
                migrations.CreateModel(
                    name="PayeeAccount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                    },
                ),
                migrations.CreateModel(
                    name="Payout",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                    },
                ),
                migrations.CreateModel(
                    name="PayoutLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("amount_fen", models.BigIntegerField()),
                        ("less_fen", models.BigIntegerField(default=0)),
                        (
                            "hold",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.hold",
                            ),
                        ),
                        (
                            "payee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="payouts.payeeaccount"
                            ),
                        ),
                        (
                            "payout",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="payouts.payout"
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="settlement.statement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="PayoutAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("paid", models.BooleanField()),
                        ("reason", models.CharField(blank=True, max_length=120)),
                        ("at", models.DateTimeField()),
                        ("read_by", models.CharField(max_length=80)),
                        (
                            "posting",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.posting",
                            ),
                        ),
                        (
                            "line",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answer",
                                to="payouts.payoutline",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PayoutReturn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=120)),
                        ("at", models.DateTimeField()),
                        ("recorded_by", models.CharField(max_length=80)),
                        (
                            "line",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="came_back",
                                to="payouts.payoutline",
                            ),
                        ),
                        (
                            "posting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.posting"
                            ),
                        ),
                    ],
                ),
                migrations.AddConstraint(
                    model_name="payeeaccount",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holder", ""), _negated=True), models.Q(("number", ""), _negated=True)
                        ),
                        name="payouts_payee_is_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payout",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("total_fen__gt", 0)), name="payouts_payout_pays"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payoutline",
                    constraint=models.UniqueConstraint(
                        fields=("payout", "statement"), name="payouts_one_payment_a_file"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payoutline",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount_fen__gt", 0), ("less_fen__gte", 0)), name="payouts_payment_pays"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payoutanswer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paid", True), ("posting__isnull", False)),
                            models.Q(("paid", False), ("posting__isnull", True)),
                            _connector="OR",
                        ),
                        name="payouts_paid_is_posted",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payoutreturn",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="payouts_return_says_why"
                    ),
                ),
            ],
        )
    ]
