"""Keys of what is never deleted are plain row numbers: SQLite keeps no account of them beside the table."""

from django.db import migrations

from lilian.base.append_only import append_only, reopened
from lilian.base.row_numbers import RowNumber

KEYS = (("event", "seq"), ("item", "id"), ("mark", "id"))


class Migration(migrations.Migration):
    dependencies = [("exchange", "0007_ids_by_key")]

    operations = [
        operation
        for table, key in KEYS
        for operation in (
            reopened(f"exchange_{table}"),
            migrations.AlterField(table, key, RowNumber(primary_key=True, serialize=False)),
            append_only(f"exchange_{table}"),
        )
    ]
