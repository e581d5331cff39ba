from django.db import migrations, models

from lilian.base.append_only import append_only, reopened


class Migration(migrations.Migration):
    dependencies = [
        ("trace", "0004_calls_in_vain"),
    ]

    operations = [
        reopened("trace_callattempt"),
        migrations.AddField(
            model_name="callattempt",
            name="new_phone",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="callattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("new_phone", "")) | models.Q(("outcome", "wrong_number")),
                name="trace_new_phone_of_a_wrong_one",
            ),
        ),
        append_only("trace_callattempt"),
    ]
