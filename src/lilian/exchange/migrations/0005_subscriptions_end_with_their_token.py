"""A subscription knows the token it was asked for with."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0009_suppliers"), ("exchange", "0004_sheaves")]

    operations = [
        migrations.AddField(
            model_name="subscription",
            name="token",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.apitoken"
            ),
        )
    ]
