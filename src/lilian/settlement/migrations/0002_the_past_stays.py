"""No row of settlement is ever changed or deleted."""

from django.db import migrations

from lilian.base.append_only import append_only

TABLES = (
    "schemeversion", "run", "sharedsum", "approval", "statement", "line", "dispute", "disputeanswer", "payeeaccount",
    "payout", "payoutline", "payoutanswer",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("settlement", "0001_runs_statements_payouts")]

    operations = [append_only(f"settlement_{table}") for table in TABLES]
