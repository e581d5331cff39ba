"""Events are told and never changed; so is what they are found by."""

from django.db import migrations

from lilian.base.append_only import append_only

TABLES = ("event", "eventitem", "mark", "item", "context")


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_events_captures_queries")]

    operations = [append_only(f"exchange_{table}") for table in TABLES]
