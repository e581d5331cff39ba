from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0003_figures_the_office_sets"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="api_token_id",
            field=models.BigIntegerField(null=True),
        ),
    ]
