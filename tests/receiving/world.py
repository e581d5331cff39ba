"""The county's standard, for grades on slips."""

from datetime import date

from lilian.catalog.models import GradeBand, Standard, StandardVersion
from lilian.catalog.values import COUNTY_BANDS
from tests.receiving.scale import NOW


def publish_standard() -> None:
    standard = Standard.objects.create(code="S", name="标准")
    version = StandardVersion.objects.create(
        standard=standard, number=1, effective_from=date(2025, 8, 1), source="试", published_at=NOW
    )
    bands = [
        GradeBand(version=version, grade=b.grade, name=b.name, low_g=b.low_g, high_g=b.high_g) for b in COUNTY_BANDS
    ]
    GradeBand.objects.bulk_create(bands)
