"""Events stand in sheaves, which the transparency log swears to."""

from itertools import islice
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from lilian.base.append_only import append_only
from lilian.exchange.rules import sealing

AT_ONCE = 1_000


def bind(apps: Any, _editor: Any) -> None:
    """What was stored before there were sheaves is bound too; the log has no leaf of it."""
    told = apps.get_model("exchange", "Event").objects.order_by("seq")
    rows = told.values_list("seq", "event_id", "event_hash", "record_time", "context_id", "body").iterator(AT_ONCE)
    events = map(sealing.Sealed._make, rows)
    while some := list(islice(events, AT_ONCE)):
        apps.get_model("exchange", "Sheaf").objects.create(first=some[0].seq, count=len(some), root=sealing.root(some))


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_fewer_trees")]

    operations = [
        migrations.CreateModel(
            name="Sheaf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.BigIntegerField(unique=True)),
                ("count", models.PositiveIntegerField()),
                ("root", models.BinaryField()),
                (
                    "capture",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheaves",
                        to="exchange.capture",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "sheaves",
                "ordering": ("first",),
                "constraints": [models.CheckConstraint(condition=Q(count__gte=1), name="exchange_no_empty_sheaf")],
            },
        ),
        migrations.RunPython(bind, migrations.RunPython.noop),
        append_only("exchange_sheaf"),
    ]
