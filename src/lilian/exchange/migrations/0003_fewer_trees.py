"""An event costs fewer index entries: keys are SQLite's own row numbers, an id has one index instead of two, and what
an event is about stands in the tree of its key alone.
"""

from collections.abc import Sequence

from django.db import migrations, models
from django.db.models import Case, F, When

from lilian.base.append_only import append_only, reopened
from lilian.base.in_sql import InSql

TABLES = ("event", "eventitem", "mark", "item")

MADE = """
CREATE TABLE exchange_eventitem_anew (
    event_time bigint NOT NULL, role smallint unsigned NOT NULL CHECK (role >= 0), quantity real NULL,
    unit varchar(4) NOT NULL, event_id bigint NOT NULL, item_id bigint NOT NULL,
    PRIMARY KEY (item_id, event_time, event_id, role)
)
"""
MOVED = (
    "INSERT INTO exchange_eventitem_anew (event_time, role, quantity, unit, event_id, item_id) "
    "SELECT event_time, role, quantity, unit, event_id, item_id FROM exchange_eventitem "
    "ORDER BY item_id, event_time, event_id, role",
    "DROP TABLE exchange_eventitem",
    "ALTER TABLE exchange_eventitem_anew RENAME TO exchange_eventitem",
)


class OneTree(InSql):
    """SQLite keeps the rows in the tree of their key, as PostgreSQL has no way to."""

    def made(self, vendor: str) -> Sequence[str]:
        return [f"{MADE} WITHOUT ROWID", *MOVED] if vendor == "sqlite" else []

    def dropped(self, vendor: str) -> Sequence[str]:
        return [MADE, *MOVED] if vendor == "sqlite" else []


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_what_was_told_stays")]

    operations = [
        *(reopened(f"exchange_{table}") for table in TABLES),
        migrations.RemoveConstraint("event", "exchange_told_once"),
        migrations.RemoveIndex("event", "exchange_by_id"),
        migrations.AlterField("event", "event_hash", models.CharField(max_length=100)),
        migrations.AlterField("event", "seq", models.BigAutoField(primary_key=True, serialize=False)),
        migrations.AlterField("item", "id", models.BigAutoField(primary_key=True, serialize=False)),
        migrations.AddConstraint(
            "event",
            models.UniqueConstraint(
                F("event_id"),
                Case(When(declared_at__isnull=True, then=0), default=F("seq"), output_field=models.BigIntegerField()),
                name="exchange_told_once",
            ),
        ),
        OneTree(),
        *(append_only(f"exchange_{table}") for table in TABLES),
    ]
