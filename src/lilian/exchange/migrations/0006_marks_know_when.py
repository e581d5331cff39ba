"""A mark knows when its event was, and the place's index the step, so that questions of both read one index."""

from django.db import migrations, models
from django.db.models import Q

from lilian.base.append_only import append_only, reopened

WHEN = """
UPDATE exchange_mark SET event_time = (
    SELECT told.event_time FROM exchange_event AS told WHERE told.seq = exchange_mark.event_id
)
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_subscriptions_end_with_their_token")]

    operations = [
        reopened("exchange_mark"),
        migrations.RemoveIndex("mark", "exchange_mark_text"),
        migrations.RemoveIndex("mark", "exchange_mark_number"),
        migrations.AddField("mark", "event_time", models.BigIntegerField(default=0), preserve_default=False),
        migrations.RunSQL(WHEN, migrations.RunSQL.noop),
        migrations.AddIndex(
            "mark", models.Index(fields=["name", "text", "event_time", "event"], name="exchange_mark_of_text")
        ),
        migrations.AddIndex(
            "mark",
            models.Index(
                fields=["name", "number", "event_time", "event"],
                name="exchange_mark_of_number",
                condition=Q(number__isnull=False),
            ),
        ),
        append_only("exchange_mark"),
        migrations.RemoveIndex("event", "exchange_by_location"),
        migrations.RemoveIndex("event", "exchange_by_read_point"),
        migrations.AddIndex(
            "event",
            models.Index(fields=["biz_location", "event_time", "seq", "biz_step"], name="exchange_at_location"),
        ),
        migrations.AddIndex(
            "event",
            models.Index(fields=["read_point", "event_time", "seq", "biz_step"], name="exchange_at_read_point"),
        ),
    ]
