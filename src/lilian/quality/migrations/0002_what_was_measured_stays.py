"""Checks and samples stay as they were written, by trigger on both engines."""

from django.db import migrations

from lilian.base.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("quality", "0001_scales_checks_samples")]

    operations = [
        append_only("quality_calibration"),
        append_only("quality_calibrationpoint"),
        append_only("quality_sample"),
        append_only("quality_samplefruit"),
        append_only("quality_sampledefect"),
    ]
