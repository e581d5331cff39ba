"""What was quoted, published, agreed, signed and done stays as it was written, by trigger on both engines."""

from django.db import migrations

from lilian.base.append_only import append_only

CLOSED = (
    "market", "quotation", "template", "templateversion", "contract", "terms", "termsline", "signature", "contractend",
    "milestonedone", "purchaserefusal", "refusalanswer",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_orders_terms_signatures")]

    operations = [append_only(f"contracts_{table}") for table in CLOSED]
