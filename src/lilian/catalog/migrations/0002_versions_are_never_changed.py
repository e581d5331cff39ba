from django.db import migrations

from lilian.base.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_varieties_and_standards")]
    operations = [append_only("catalog_standardversion"), append_only("catalog_gradeband")]
