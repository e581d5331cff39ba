"""A slip, its sample, its taking back and a posted price stay as they were written, by trigger on both engines."""

from django.db import migrations

from lilian.base.append_only import append_only

CLOSED = ("slip", "sample", "sampledefect", "slipvoid", "postedprice")


class Migration(migrations.Migration):
    dependencies = [("receiving", "0001_slips_samples_prices")]

    operations = [append_only(f"receiving_{table}") for table in CLOSED]
