"""Documents stand beside their captures alone. By itself: PostgreSQL changes no table whose rows it has yet to check."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("exchange", "0004_sheaves_and_documents")]

    operations = [migrations.RemoveField("capture", "document")]
