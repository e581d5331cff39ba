"""An event's id is kept unique by eight bytes of its hash, a third of what the id itself takes in the tree."""

from itertools import islice
from typing import Any

from django.db import migrations, models
from django.db.models import Case, F, When

from lilian.base.append_only import append_only, reopened
from lilian.exchange.rules.preparing import id_key

AT_ONCE = 10_000
KEY = "UPDATE exchange_event SET id_key = %s WHERE seq = %s"


def work_out(apps: Any, editor: Any) -> None:
    told = iter(list(apps.get_model("exchange", "Event").objects.order_by("seq").values_list("event_id", "seq")))
    while some := [(id_key(event_id), seq) for event_id, seq in islice(told, AT_ONCE)]:
        with editor.connection.cursor() as cursor:
            cursor.executemany(KEY, some)


class Migration(migrations.Migration):
    dependencies = [("exchange", "0006_marks_know_when")]

    operations = [
        reopened("exchange_event"),
        migrations.RemoveConstraint("event", "exchange_told_once"),
        migrations.AddField("event", "id_key", models.BigIntegerField(default=0), preserve_default=False),
        migrations.RunPython(work_out, migrations.RunPython.noop),
        migrations.AddConstraint(
            "event",
            models.UniqueConstraint(
                F("id_key"),
                Case(When(declared_at__isnull=True, then=0), default=F("seq"), output_field=models.BigIntegerField()),
                name="exchange_told_once",
            ),
        ),
        append_only("exchange_event"),
    ]
